import { isSafeAddress } from './address.ts';
import { AnswerTooLong, carry, NobodyThere } from './carry.ts';

/** How long headquarters may take to answer before it counts as unreachable, besides what the body takes. */
const patienceMs = 60_000;

/** The slowest line that is reckoned with: a body may take as long as it would on that. */
const slowestBytesPerMs = 16;

/** No answer of headquarters comes near this; whatever sends more isn't one, and can't fill the memory. */
const longestAnswerBytes = 16 * 1024 * 1024;

/** Nothing usable came back: no network, no answer in time, an answer that isn't headquarters'. Class *transient*. */
export class NoAnswer extends Error {
  /** What was asked for with `Retry-After`; null where nothing was. */
  readonly askedWaitMs: number | null;

  constructor(reason: string, askedWaitMs: number | null = null) {
    super(reason);
    this.name = 'NoAnswer';
    this.askedWaitMs = askedWaitMs;
  }
}

/** Nothing came back in time: perhaps it was too much at once. */
export class NoAnswerInTime extends NoAnswer {}

export interface Request {
  /** As it stands in the enrolment code, without a slash at its end. */
  readonly address: string;
  readonly path: string;
  readonly token?: string;
  readonly signal?: AbortSignal;
  /** With a body it is a POST. */
  readonly body?: {
    readonly bytes: Uint8Array<ArrayBuffer>;
    readonly headers: Readonly<Record<string, string>>;
  };
}

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly etag: string | null;
  readonly askedWaitMs: number | null;
  /** Undefined for one that isn't JSON. */
  readonly json: unknown;
}

/**
 * Asks over the network. Nobody but headquarters is ever asked: a redirection is refused, and so is an address without
 * TLS that isn't on this computer (S16).
 *
 * @throws {NoAnswer}, and the signal's own reason when it was cancelled
 */
export async function fetchAnswer(
  request: Request,
  moreHeaders: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  const { address, path, token, signal } = request;
  signal?.throwIfAborted();
  if (!isSafeAddress(address)) throw new NoAnswer('its address is not https');
  const mostMs = patienceMs + Math.ceil((request.body?.bytes.length ?? 0) / slowestBytesPerMs);
  const patience = AbortSignal.timeout(mostMs);
  try {
    const { status, headers, body } = await carry(`${address}${path}`, {
      method: request.body === undefined ? 'GET' : 'POST',
      signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
      headers: {
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': 'Postbag',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...request.body?.headers,
        ...moreHeaders,
      },
      body: request.body?.bytes,
      longestAnswerBytes,
    });
    const askedWaitMs = askedWait(headers['retry-after']);
    if (status >= 300 && status < 400 && status !== 304) {
      throw new NoAnswer('it leads to another address', askedWaitMs);
    }
    return { status, etag: headers.etag ?? null, askedWaitMs, json: jsonOf(body.toString()) };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof NoAnswer) throw error;
    if (error instanceof AnswerTooLong) throw new NoAnswer('the answer is too long to be headquarters’');
    if (error instanceof NobodyThere) throw new NoAnswer(nobodyThere);
    if (patience.aborted) throw new NoAnswerInTime(`no answer within ${Math.round(mostMs / 1000)} s`);
    const code = codeOf(error);
    throw code === 'ETIMEDOUT'
      ? new NoAnswerInTime('it took too long to answer')
      : new NoAnswer(reasonOf(error, code));
  }
}

/** `Retry-After` in seconds; as a date it is somebody's clock, by which nothing is decided (S8). */
function askedWait(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const nobodyThere = 'nothing answers at its address';
const noSuchName = 'the network does not know its name; is this computer connected?';
const noWay = 'there is no way to it; is this computer connected?';
const wasCut = 'the connection was cut';

/** What failed, as it stands in the catalogue's message, by what the system calls it. */
const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: nobodyThere,
  ENOTFOUND: noSuchName,
  EAI_AGAIN: noSuchName,
  EHOSTUNREACH: noWay,
  ENETUNREACH: noWay,
  ECONNRESET: wasCut,
  EPIPE: wasCut,
  EPROTO: 'what answers does not speak TLS as this computer does',
  CERT_HAS_EXPIRED: 'its certificate has run out',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by nobody whom this computer knows',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by nobody whom this computer knows',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by nobody whom this computer knows',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function reasonOf(error: unknown, code: string): string {
  if (Object.hasOwn(reasons, code)) return reasons[code]!;
  if (code !== '') return code;
  return error instanceof Error ? error.message : String(error);
}
