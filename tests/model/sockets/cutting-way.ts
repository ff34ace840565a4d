import { createServer, connect } from 'node:net';
import type { Socket } from 'node:net';

// A way of bare bytes between a device and headquarters: it knows nothing of HTTP, counts what passes, and does what
// it is told when so many bytes have passed, in the middle of whatever they are.

export type Direction = 'up' | 'down';

export interface CuttingWay {
  readonly url: string;
  /** Leads to another address from now on. */
  leadTo(target: string): void;
  /** Counts anew, and springs once `atByte` bytes have passed in a direction: just these pass, and no more. */
  set(direction: Direction, atByte: number, spring: () => void): void;
  /** Nothing is cut any more. */
  clear(): void;
  stop(): Promise<void>;
}

interface Trap {
  readonly direction: Direction;
  left: number;
  readonly spring: () => void;
}

export async function aCuttingWay(firstTarget: string): Promise<CuttingWay> {
  let target = new URL(firstTarget);
  let trap: Trap | null = null;
  const open = new Set<Socket>();

  /** Passes on what comes, up to the byte at which the trap lies; then both ends are cut. */
  function carry(direction: Direction, from: Socket, to: Socket): void {
    from.on('data', (chunk: Buffer) => {
      if (trap?.direction !== direction || chunk.length < trap.left) {
        if (trap?.direction === direction) trap.left -= chunk.length;
        to.write(chunk);
        return;
      }
      const { left, spring } = trap;
      trap = null;
      to.write(chunk.subarray(0, left), () => {
        from.destroy();
        to.destroy();
      });
      spring();
    });
    from.on('error', () => to.destroy());
    from.on('close', () => to.end());
  }

  const server = createServer((device) => {
    const headquarters = connect({ host: target.hostname, port: Number(target.port) });
    for (const socket of [device, headquarters]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    }
    carry('up', device, headquarters);
    carry('down', headquarters, device);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the way has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    leadTo: (next) => void (target = new URL(next)),
    set: (direction, atByte, spring) => void (trap = { direction, left: Math.max(atByte, 1), spring }),
    clear: () => void (trap = null),
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
