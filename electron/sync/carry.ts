import { request as requestPlainly } from 'node:http';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import { request as requestOverTls } from 'node:https';
import type { Socket } from 'node:net';

// The network itself, by Node's own HTTP and not by `fetch`: that passes a body on piece by piece, each in a turn of this
// thread, so that a consignment waited for whatever the thread was busy with (docs/decisions/carrying-in-one-piece.md).

/** A request as it is carried to headquarters. */
export interface CarriedRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | undefined;
  readonly signal: AbortSignal;
  /** An answer that is longer isn't headquarters'. */
  readonly longestAnswerBytes: number;
  /** How long it may ring until somebody takes the call, and has agreed on TLS. */
  readonly ringingMs?: number;
}

/** What came back, whole. */
export interface WholeAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** More came than any answer has. */
export class AnswerTooLong extends Error {}

/** Nobody took the call. */
export class NobodyThere extends Error {}

/** Node has this of a TLSSocket, and its types don't: TLS isn't agreed on yet. */
type MaybeOverTls = Socket & { readonly secureConnecting?: boolean };

const usualRingingMs = 10_000;

/**
 * Carries a request and brings the answer, whatever its status; nobody is followed who leads elsewhere.
 *
 * @throws {AnswerTooLong} {NobodyThere}, and otherwise what Node says, with its `code`: also when it was cancelled
 */
export async function carry(url: string, request: CarriedRequest): Promise<WholeAnswer> {
  const response = await responseTo(new URL(url), request);
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    sizeBytes += piece.length;
    if (sizeBytes > request.longestAnswerBytes) throw new AnswerTooLong();
    pieces.push(piece);
  }
  return { status: response.statusCode!, headers: response.headers, body: Buffer.concat(pieces) };
}

function responseTo(to: URL, request: CarriedRequest): Promise<IncomingMessage> {
  const { method, headers, body, signal, ringingMs = usualRingingMs } = request;
  const isOverTls = to.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const call = begin(to, { method, headers, signal });
    const ringing = setTimeout(() => call.destroy(new NobodyThere()), ringingMs).unref();
    const stopRinging = (): void => clearTimeout(ringing);
    call.once('socket', (socket) => {
      // One that was begun for a request that is cancelled meanwhile may be had from the agent before it stands.
      const { connecting, secureConnecting = false } = socket as MaybeOverTls;
      if (connecting || secureConnecting) socket.once(isOverTls ? 'secureConnect' : 'connect', stopRinging);
      else stopRinging();
    });
    // More than one may come: of the answer, and of a body that nobody wants any more.
    call.on('error', reject).once('response', resolve);
    call.once('close', () => {
      stopRinging();
      // Where nothing was said of it, as where the other side wants to speak something else than HTTP.
      reject(Object.assign(new Error('closed without an answer'), { code: 'ECONNRESET' }));
    });
    call.end(body);
  });
}

function begin(to: URL, options: RequestOptions): ClientRequest {
  return to.protocol === 'https:' ? requestOverTls(to, options) : requestPlainly(to, options);
}
