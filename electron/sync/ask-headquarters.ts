import { z } from 'zod';
import { SyncRefusal } from '../../contract/sync/sync-errors.ts';
import { isSafeAddress } from './address.ts';

/** How long headquarters may take to answer before it counts as unreachable. */
const patienceMs = 60_000;

/** No answer of headquarters comes near this; whatever sends more isn't one, and can't fill the memory. */
const longestAnswerBytes = 16 * 1024 * 1024;

/** Nothing usable came back: no network, no answer in time, an answer that isn't headquarters'. Class *transient*. */
export class NoAnswer extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NoAnswer';
  }
}

/** Nothing came back in time: perhaps it was too much at once. */
export class NoAnswerInTime extends NoAnswer {}

/** Headquarters answered, and refused; `code` is as it came and may be one that this program doesn't know. */
export class Refused extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, details: Readonly<Record<string, unknown>>) {
    super(code);
    this.name = 'Refused';
    this.code = code;
    this.details = details;
  }
}

export interface Question<Answer extends z.ZodType> {
  /** As it stands in the enrolment code, without a slash at its end. */
  readonly address: string;
  readonly path: string;
  readonly answer: Answer;
  readonly token?: string;
  readonly signal?: AbortSignal;
  /** With a body it is a POST. */
  readonly body?: {
    readonly bytes: Uint8Array<ArrayBuffer>;
    readonly headers: Readonly<Record<string, string>>;
  };
}

/**
 * Asks headquarters one thing, and parses what it says. Nobody else is ever asked: a redirection is refused, and so
 * is an address without TLS that isn't on this computer (S16).
 *
 * @throws {NoAnswer} {Refused}, and the signal's own reason when it was cancelled
 */
export async function askHeadquarters<Answer extends z.ZodType>(
  question: Question<Answer>,
): Promise<z.infer<Answer>> {
  return valueOf(question, await fetchAnswer(question));
}

function valueOf<Answer extends z.ZodType>(
  question: Question<Answer>,
  { json: answer }: RawAnswer,
): z.infer<Answer> {
  const reply = z.object({ ok: z.literal(true), value: z.unknown() }).safeParse(answer);
  const value = question.answer.safeParse(reply.data?.value);
  if (reply.success && value.success) return value.data;
  const refusal = SyncRefusal.safeParse(answer);
  if (refusal.success) throw new Refused(refusal.data.error.code, refusal.data.error.details);
  throw new NoAnswer('what answered is not headquarters, or a newer one');
}

/** What was asked may not have changed since: `value` null. `etag` names what was answered now. */
export interface IfChanged<Value> {
  readonly value: Value | null;
  readonly etag: string | null;
}

/**
 * As `askHeadquarters`, for what seldom changes: answers nothing new where it is still what `etag` names.
 *
 * @throws as `askHeadquarters`
 */
export async function askIfChanged<Answer extends z.ZodType>(
  question: Question<Answer>,
  etag: string | null,
): Promise<IfChanged<z.infer<Answer>>> {
  const answer = await fetchAnswer(question, etag === null ? {} : { 'if-none-match': etag });
  if (answer.status === 304) return { value: null, etag };
  return { value: valueOf(question, answer), etag: answer.etag };
}

interface RawAnswer {
  readonly status: number;
  readonly etag: string | null;
  /** Undefined for an answer without a body. */
  readonly json: unknown;
}

async function fetchAnswer(
  question: Question<z.ZodType>,
  moreHeaders: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  const { address, path, token, body, signal } = question;
  if (!isSafeAddress(address)) throw new NoAnswer('its address is not https');
  const patience = AbortSignal.timeout(patienceMs);
  try {
    const response = await fetch(`${address}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      redirect: 'error',
      signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
      headers: {
        accept: 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...body?.headers,
        ...moreHeaders,
      },
      ...(body === undefined ? {} : { body: body.bytes }),
    });
    const text = await readText(response);
    const json: unknown = response.status === 304 ? undefined : JSON.parse(text);
    return { status: response.status, etag: response.headers.get('etag'), json };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof NoAnswer) throw error;
    if (patience.aborted) throw new NoAnswerInTime(`no answer within ${patienceMs / 1000} s`);
    throw new NoAnswer(reasonOf(error));
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.length;
    if (sizeBytes > longestAnswerBytes) throw new NoAnswer('the answer is too long to be headquarters’');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** fetch says “fetch failed”; what failed stands in its cause (ECONNREFUSED, a certificate). */
function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'what answered is not headquarters';
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return error instanceof Error ? error.message : String(error);
}
