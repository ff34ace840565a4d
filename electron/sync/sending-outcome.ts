import type { SendingStopped } from '../../contract/bridge/sending.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { ReplyId } from '../../contract/records/id.ts';
import { waitMs } from '../../contract/sync/back-off.ts';
import { stopMessage } from '../../contract/sync/sending-stops.ts';
import { syncErrorClass } from '../../contract/sync/sync-errors.ts';
import { inTransaction } from '../store/db.ts';
import type { ReadableDb } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { clearPlan, planNextTry, readPlan, stopPlan } from '../store/queries/sending-plan.ts';
import type { SendingPlan } from '../store/queries/sending-plan.ts';
import { readReplyOfPlace } from '../store/queries/streams.ts';
import { Refused } from './ask-headquarters.ts';
import { NoAnswer } from './fetch-answer.ts';
import { refusalOfSync } from './refusal-of-sync.ts';
import { RefusedEvent } from './refused-event.ts';
import type { Timing } from './timing.ts';

/** Nothing is tried any more until somebody does something: the class of the error says so, or it came to one reply. */
type Stop = { readonly code: string; readonly replyId: ReplyId | null };

/** What a run that failed means for the next one (the errors' table of docs/protocol.md). */
export function recordFailure(desk: Desk, error: unknown, timing: Timing): void {
  const { db } = desk;
  const stop = whyStopped(db, error);
  inTransaction(db, () => {
    if (stop !== null) return stopPlan(db, { ...stop, atMs: desk.nowMs() });
    const attempts = (readPlan(db).nextTry?.attempts ?? 0) + 1;
    const wait = waitMs(attempts, timing.random(), askedWaitOf(error));
    planNextTry(db, { attempts, atMs: desk.nowMs() + wait, ...failureOf(error) });
  });
}

/** A run ended well: nothing is planned, and nothing stands in the way any more. */
export function recordSuccess({ db }: Desk): void {
  const { nextTry, stopped } = readPlan(db);
  if (nextTry !== null || stopped !== null) inTransaction(db, () => clearPlan(db));
}

/** A person said stop: that holds until *Send now* or the next sealed batch. */
export function recordCancel({ db, nowMs }: Desk): void {
  inTransaction(db, () => stopPlan(db, { code: 'CANCELLED', replyId: null, atMs: nowMs() }));
}

function whyStopped(db: ReadableDb, error: unknown): Stop | null {
  if (error instanceof RefusedEvent) {
    return { code: error.code, replyId: readReplyOfPlace(db, error.place, error.place.seq) };
  }
  if (!(error instanceof Refused)) return null;
  return syncErrorClass(error.code) === 'transient' ? null : { code: error.code, replyId: null };
}

function askedWaitOf(error: unknown): number | null {
  return error instanceof NoAnswer || error instanceof Refused ? error.askedWaitMs : null;
}

function failureOf(error: unknown): { readonly code: string; readonly reason: string } {
  const refusal = refusalOfSync(error);
  const code = error instanceof Refused ? error.code : null;
  if (!(refusal instanceof PostbagError)) {
    return { code: code ?? 'UNEXPECTED', reason: error instanceof Error ? error.message : String(error) };
  }
  const { reason } = refusal.details as { readonly reason?: string };
  return { code: code ?? refusal.code, reason: reason ?? refusal.code };
}

/** The stop as the screen shows it. */
export function stoppedOf({ stopped }: SendingPlan): SendingStopped | null {
  if (stopped === null) return null;
  return { ...stopped, message: stopMessage(stopped.code, stopped.reply !== null) };
}
