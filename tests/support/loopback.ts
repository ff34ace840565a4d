import { request } from 'node:http';
import { WebSocket } from 'ws';
import type { LoopbackServer } from '../../electron/host/loopback-server.ts';

// Requests as a hostile program on the same computer can make them: with any header, and with paths that a
// browser would tidy up first.

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface AskOptions {
  readonly path?: string;
  readonly method?: string;
  readonly host?: string;
}

/** One plain request to a server on this computer. */
export function ask(port: number, options: AskOptions = {}): Promise<Answer> {
  const { path = '/', method = 'GET', host = `127.0.0.1:${port}` } = options;
  return new Promise((resolve, reject) => {
    const sent = request({ port, path, method, host: '127.0.0.1', headers: { host } }, (response) => {
      let body = '';
      response.on('data', (data) => (body += String(data)));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    sent.on('error', reject).end();
  });
}

export interface KnockOptions {
  readonly origin?: string | null;
  readonly token?: string;
  readonly host?: string;
  readonly path?: string;
}

/** A pipe that opened, or the status that it was refused with. */
export type Knock =
  | { readonly isOpen: true; readonly window: OpenWindow }
  | { readonly isOpen: false; readonly status: number };

/** What a window hears, in order. */
export interface OpenWindow {
  send(frame: unknown): void;
  sendText(text: string | Buffer): void;
  /** The next frame from the server. */
  heard(): Promise<unknown>;
  /** The code that the connection is closed with. */
  readonly closed: Promise<number>;
  close(): void;
}

export const portOf = ({ address }: LoopbackServer): number => Number(new URL(address).port);
export const tokenOf = ({ address }: LoopbackServer): string => new URL(address).hash.slice('#token='.length);

/** Tries to open the pipe; as the app's own page does, unless told otherwise. */
export function knock(server: LoopbackServer, options: KnockOptions = {}): Promise<Knock> {
  const port = portOf(server);
  const { origin = `http://127.0.0.1:${port}`, token = tokenOf(server), path = '/pipe' } = options;
  const headers = {
    host: options.host ?? `127.0.0.1:${port}`,
    ...(origin === null ? {} : { origin }),
  };
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, ['postbag', token], { headers });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve({ isOpen: true, window: windowOf(socket) }));
    socket.once('unexpected-response', (_request, response) => {
      resolve({ isOpen: false, status: response.statusCode ?? 0 });
      socket.terminate();
    });
    socket.on('error', reject);
  });
}

function windowOf(socket: WebSocket): OpenWindow {
  const frames: unknown[] = [];
  const waiting: ((frame: unknown) => void)[] = [];
  socket.on('message', (data) => {
    const frame: unknown = JSON.parse(String(data));
    const next = waiting.shift();
    if (next === undefined) frames.push(frame);
    else next(frame);
  });
  return {
    send: (frame) => socket.send(JSON.stringify(frame)),
    sendText: (text) => socket.send(text),
    heard: () =>
      frames.length > 0 ? Promise.resolve(frames.shift()) : new Promise((resolve) => waiting.push(resolve)),
    closed: new Promise((resolve) => socket.on('close', resolve)),
    close: () => socket.close(),
  };
}
