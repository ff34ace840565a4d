import { request as requestPlainly } from 'node:http';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import { request as requestOverTls } from 'node:https';

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
  /** How long it may take until anybody takes the call. */
  readonly patienceMs?: number;
}

/** What came back, whole. */
export interface CarriedAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** More came than any answer has. */
export class AnswerTooLong extends Error {}

/** Nobody took the call. */
export class NobodyThere extends Error {}

const usualPatienceMs = 10_000;

/**
 * Carries a request and brings the answer, whatever its status; nobody is followed who leads elsewhere.
 *
 * @throws {AnswerTooLong} {NobodyThere}, the system's own error with its `code`, and AbortError when it was cancelled
 */
export async function carry(url: string, request: CarriedRequest): Promise<CarriedAnswer> {
  const response = await responseTo(url, request);
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    sizeBytes += piece.length;
    if (sizeBytes > request.longestAnswerBytes) throw new AnswerTooLong();
    pieces.push(piece);
  }
  return { status: response.statusCode!, headers: response.headers, body: Buffer.concat(pieces) };
}

function responseTo(url: string, request: CarriedRequest): Promise<IncomingMessage> {
  const { method, headers, body, signal, patienceMs = usualPatienceMs } = request;
  return new Promise((resolve, reject) => {
    const call = begin(url, { method, headers, signal });
    // More than one may come: of the answer, and of a body that nobody wants any more.
    call.on('error', reject).once('response', resolve);
    const ringing = setTimeout(() => {
      if (call.socket?.connecting === true) call.destroy(new NobodyThere());
    }, patienceMs);
    call.once('close', () => clearTimeout(ringing));
    call.end(body);
  });
}

function begin(url: string, options: RequestOptions): ClientRequest {
  return url.startsWith('https:') ? requestOverTls(url, options) : requestPlainly(url, options);
}
