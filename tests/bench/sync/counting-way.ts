import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Opened } from '../opened.ts';

/** A way to headquarters that counts what passes: every byte that the sockets carry, headers and all. */
export interface CountingWay {
  /** The address that leads to this one by the way. */
  readonly inFrontOf: (address: string) => string;
  counted(): { readonly sent: number; readonly received: number };
}

export async function aCountingWay(opened: Opened): Promise<CountingWay> {
  let port = 0;
  let sent = 0;
  let received = 0;
  const server = createServer((here) => {
    const there = connect(port, '127.0.0.1');
    here.on('data', (chunk: Buffer) => (sent += chunk.length));
    there.on('data', (chunk: Buffer) => (received += chunk.length));
    here.pipe(there).pipe(here);
    for (const socket of [here, there]) socket.on('error', () => (here.destroy(), there.destroy()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.onClose(() => void server.close());
  return {
    inFrontOf(address) {
      const url = new URL(address);
      port = Number(url.port);
      url.port = String((server.address() as AddressInfo).port);
      return url.href;
    },
    counted: () => ({ sent, received }),
  };
}
