import { z } from 'zod';
import { SyncRefusal } from '../../contract/sync/sync-errors.ts';
import { fetchAnswer, NoAnswer, NoAnswerInTime } from './fetch-answer.ts';
import type { RawAnswer, Request } from './fetch-answer.ts';

/** Headquarters answered, and refused; `code` is as it came and may be one that this program doesn't know. */
export class Refused extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** What was asked for with `Retry-After`; null where nothing was. */
  readonly askedWaitMs: number | null;

  constructor(code: string, details: Readonly<Record<string, unknown>>, askedWaitMs: number | null = null) {
    super(code);
    this.name = 'Refused';
    this.code = code;
    this.details = details;
    this.askedWaitMs = askedWaitMs;
  }
}

export interface Question<Answer extends z.ZodType> extends Request {
  readonly answer: Answer;
}

/**
 * Asks headquarters one thing, and parses what it says.
 *
 * @throws {NoAnswer} {Refused}, and the signal's own reason when it was cancelled
 */
export async function askHeadquarters<Answer extends z.ZodType>(
  question: Question<Answer>,
): Promise<z.infer<Answer>> {
  return valueOf(question, await fetchAnswer(question));
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

const Success = z.object({ ok: z.literal(true), value: z.unknown() });

function valueOf<Answer extends z.ZodType>(question: Question<Answer>, answer: RawAnswer): z.infer<Answer> {
  const { json, askedWaitMs } = answer;
  const reply = Success.safeParse(json);
  const value = question.answer.safeParse(reply.data?.value);
  if (reply.success && value.success) return value.data;
  const refusal = SyncRefusal.safeParse(json);
  if (refusal.success) throw new Refused(refusal.data.error.code, refusal.data.error.details, askedWaitMs);
  throw strangerOf(answer);
}

/** What a server or a proxy before headquarters means that answers in its own way, by the status alone. */
function strangerOf({ status, askedWaitMs, json }: RawAnswer): NoAnswer | Refused {
  switch (status) {
    case 413:
      return new Refused('TOO_LARGE', {});
    case 408:
    case 504:
      return new NoAnswerInTime('it took too long to answer', askedWaitMs);
    case 429:
    case 502:
    case 503:
      return new NoAnswer('it is busy, or is being started', askedWaitMs);
    default:
      return new NoAnswer(
        json === undefined
          ? 'what answered is not headquarters'
          : 'what answered is not headquarters, or a newer one',
        askedWaitMs,
      );
  }
}
