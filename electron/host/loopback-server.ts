import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { PipeRequest, type Announcement, type PipeFrame } from '../../contract/pipe.ts';
import type { Dispatch } from '../bridge/dispatch.ts';
import { servePage } from './page-files.ts';

// The browser host: the same app for a browser on this computer, and for nobody else. It listens on 127.0.0.1
// only; each request must name this host and port (a name that rebinds to 127.0.0.1 doesn't), and the pipe
// opens only from this very origin and with the token that `npm start` printed.

/** The close code that tells a window that another one has taken its place. */
const takenOver = 4001;
/** The largest frame from a window: a consultation file, or the longest comment, with room to spare. */
const largestFrameBytes = 8_000_000;

export interface LoopbackServer {
  /** The address to open, with the token in its fragment (which is never sent). */
  readonly address: string;
  readonly announce: (announcement: Announcement) => void;
  close(): Promise<void>;
}

export interface LoopbackOptions {
  readonly port: number;
  readonly pageFolder: string;
  readonly dispatch: Dispatch;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function refuse(socket: Duplex, status: string): void {
  // Whoever hangs up before hearing it must not end the program.
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** What `Sec-WebSocket-Protocol` offers besides our own name: the token, which a page can't put into another header. */
function offeredToken(request: IncomingMessage): string {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return offered[0] === 'postbag' ? (offered[1] ?? '') : '';
}

export async function startLoopbackServer(options: LoopbackOptions): Promise<LoopbackServer> {
  const token = randomBytes(32).toString('hex');
  const tokenDigest = digest(token);
  const sockets = new Set<Socket>();
  let window: WebSocket | null = null;
  let origin = '';

  const isOurHost = (request: IncomingMessage): boolean => request.headers.host === new URL(origin).host;

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    if (!isOurHost(request)) {
      response
        .writeHead(421, { 'Content-Type': 'text/plain; charset=utf-8' })
        .end('Open the address that Postbag printed when it started; it begins with http://127.0.0.1.');
      return;
    }
    servePage(options.pageFolder, request, response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  const pipes = new WebSocketServer({
    noServer: true,
    maxPayload: largestFrameBytes,
    handleProtocols: () => 'postbag',
  });
  server.on('upgrade', (request, socket, head) => {
    if (!isOurHost(request)) return refuse(socket, '421 Misdirected Request');
    if (request.headers.origin !== origin) return refuse(socket, '403 Forbidden');
    if (request.url !== '/pipe') return refuse(socket, '404 Not Found');
    if (!timingSafeEqual(digest(offeredToken(request)), tokenDigest))
      return refuse(socket, '401 Unauthorized');
    pipes.handleUpgrade(request, socket, head, (opened) => {
      // One window at a time: the newest works, the one before says so. Two can't key the same reply.
      window?.close(takenOver);
      window = opened;
      opened.on('close', () => {
        if (window === opened) window = null;
      });
      opened.on('error', () => opened.terminate());
      opened.on('message', (data, isBinary) => void answer(opened, isBinary ? null : String(data)));
    });
  });

  async function answer(from: WebSocket, text: string | null): Promise<void> {
    const request = PipeRequest.safeParse(parseJson(text));
    // A frame that isn't one of ours has no number to answer to: the connection is ended.
    if (!request.success) return from.close(1008);
    const { number, name, argument } = request.data;
    send(from, { number, outcome: await options.dispatch(name, argument) });
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  // Bound to a TCP port, so the address is an AddressInfo.
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    address: `${origin}/#token=${token}`,
    announce: (announcement) => {
      if (window !== null) send(window, { announcement });
    },
    async close() {
      window?.close(1001);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function send(to: WebSocket, frame: PipeFrame): void {
  if (to.readyState === to.OPEN) to.send(JSON.stringify(frame));
}

function parseJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
