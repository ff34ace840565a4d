import { EventEmitter } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { RequestOptions } from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { Readable } from 'node:stream';

/** What the device asks over TLS. */
export interface AskedOverTls {
  readonly url: string;
  readonly options: RequestOptions;
  readonly body: Buffer | null;
}

/** An answer: its bytes, or what they come out of until it breaks off. */
export interface GivenAnswer {
  readonly status: number;
  readonly body: Iterable<Buffer>;
}

/**
 * Puts something else in the place of the network that Node asks over TLS: what it throws is what the network says.
 * Returns what puts the network back.
 */
export function putInPlaceOfNetwork(answer: (asked: AskedOverTls) => Promise<GivenAnswer>): () => void {
  const { request } = https;
  replaceRequest(https, (to: URL, options: RequestOptions) => new Call(to.href, options, answer));
  return () => replaceRequest(https, request);
}

/** Shows each call that goes over the network without TLS before anything is heard of it. Returns what ends it. */
export function watchCalls(watch: (call: http.ClientRequest) => void): () => void {
  const { request } = http;
  replaceRequest(http, (...asked: unknown[]) => {
    const call = Reflect.apply(request, http, asked) as http.ClientRequest;
    watch(call);
    return call;
  });
  return () => replaceRequest(http, request);
}

function replaceRequest(protocol: typeof http | typeof https, request: unknown): void {
  Object.assign(protocol, { request });
  // What was imported by its name follows.
  syncBuiltinESMExports();
}

/** As much of a ClientRequest as the device uses. */
class Call extends EventEmitter {
  readonly #give: (body: Buffer | null) => Promise<GivenAnswer>;

  constructor(url: string, options: RequestOptions, answer: (asked: AskedOverTls) => Promise<GivenAnswer>) {
    super();
    this.#give = (body) => answer({ url, options, body });
    // A connection is there: nobody is waited for to take the call.
    queueMicrotask(() => this.emit('socket', { connecting: false, secureConnecting: false }));
  }

  end(body?: Uint8Array): void {
    this.#give(body === undefined ? null : Buffer.from(body))
      .then(
        ({ status, body: pieces }) =>
          this.emit('response', Object.assign(Readable.from(pieces), { statusCode: status, headers: {} })),
        (error: unknown) => this.emit('error', error),
      )
      .finally(() => this.emit('close'));
  }
}
