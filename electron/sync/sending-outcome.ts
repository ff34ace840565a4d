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
import { readPlaced } from '../store/queries/streams.ts';
import { whyAltered } from './altered-event.ts';
import { Refused } from './ask-headquarters.ts';
import { NoAnswer } from './fetch-answer.ts';
import { refusalOfSync } from './refusal-of-sync.ts';
import { RefusedEvent } from './refused-event.ts';
import type { Timing } from './timing.ts';

/** Nothing is tried any more until somebody does something: the class of the error says so, or it came to one reply. */
type Stop = { readonly code: string; readonly replyId: ReplyId | null };

/** Plans that a store could not take, as on a full disk. They hold until one can be written, or the store is closed. */
const unwritten = new WeakMap<ReadableDb, SendingPlan>();

/** What sending by itself goes by. */
export function planOf(db: ReadableDb): SendingPlan {
  return unwritten.get(db) ?? readPlan(db);
}

/** The store has just taken something else: what it could not take is no reason to wait any more. */
export function forgetUnwritten(db: ReadableDb): void {
  unwritten.delete(db);
}

/** What a run that failed means for the next one (the errors' table of docs/protocol.md). */
export function recordFailure(desk: Desk, error: unknown, timing: Timing): void {
  const { db } = desk;
  const tryAfter = (failure: unknown): NonNullable<SendingPlan['nextTry']> => {
    const attempts = attemptsSoFar(db) + 1;
    const wait = waitMs(attempts, timing.random(), askedWaitOf(failure));
    return { attempts, atMs: desk.nowMs() + wait, ...failureOf(failure) };
  };
  try {
    const stop = whyStopped(db, error);
    inTransaction(db, () => {
      if (stop !== null) stopPlan(db, { ...stop, atMs: desk.nowMs() });
      else planNextTry(db, tryAfter(error));
    });
    unwritten.delete(db);
  } catch (refused) {
    // Without a plan it would be tried again at once, for as long as the disk takes nothing or gives nothing.
    unwritten.set(db, { nextTry: tryAfter(refused), stopped: null });
  }
}

/** How many tries in a row have failed; none, where the store can't be read. */
function attemptsSoFar(db: ReadableDb): number {
  try {
    return planOf(db).nextTry?.attempts ?? 0;
  } catch {
    return 0;
  }
}

/** A run ended well: nothing is planned, and nothing stands in the way any more. */
export function recordSuccess({ db }: Desk): void {
  const { nextTry, stopped } = readPlan(db);
  if (nextTry !== null || stopped !== null) inTransaction(db, () => clearPlan(db));
  unwritten.delete(db);
}

/** A person said stop: that holds until *Send* or the next sealed batch, also where it can't be written down. */
export function recordCancel({ db, nowMs }: Desk): void {
  const atMs = nowMs();
  try {
    inTransaction(db, () => stopPlan(db, { code: 'CANCELLED', replyId: null, atMs }));
    unwritten.delete(db);
  } catch {
    unwritten.set(db, { nextTry: null, stopped: { code: 'CANCELLED', reply: null, atMs } });
  }
}

function whyStopped(db: ReadableDb, error: unknown): Stop | null {
  if (error instanceof RefusedEvent) {
    const { place } = error;
    const code = whyAltered(db, place)?.code ?? error.code;
    return { code, replyId: readPlaced(db, place, place.seq)?.replyId ?? null };
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
    const said = error instanceof Error ? error.message : String(error);
    return { code: code ?? 'UNEXPECTED', reason: `tell your supervisor (${said})` };
  }
  return { code: code ?? refusal.code, reason: reasonOf(refusal) };
}

/** What stands after what failed: of headquarters and the way to it why, of this computer what to do. */
function reasonOf({ code, details }: PostbagError): string {
  const { reason = code } = details as { readonly reason?: string };
  if (code === 'SENDING_DISK_FULL') return 'make room on it';
  if (code === 'SENDING_DISK_FAILED') return `tell your supervisor (${reason})`;
  return code === 'STORE_NOT_A_STORE' ? 'tell your supervisor, who can restore a backup' : reason;
}

/** The stop as the screen shows it. */
export function stoppedOf({ stopped }: SendingPlan): SendingStopped | null {
  if (stopped === null) return null;
  return { ...stopped, message: stopMessage(stopped.code, stopped.reply !== null) };
}
