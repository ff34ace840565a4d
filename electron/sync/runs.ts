import { PostbagError } from '../../contract/errors.ts';
import type { SendingState } from '../../contract/bridge/sending.ts';
import type { ReadableDb } from '../store/db.ts';
import type { Timing } from './timing.ts';

/** How far a send has come; the window that reloads in the middle of one asks for it. */
export type SendProgress = NonNullable<SendingState['progress']>;

/** One send under way (S18). */
export interface Run {
  /** Aborted when somebody cancels, or the store is to be closed. */
  readonly signal: AbortSignal;
  readonly timing: Timing;
  progress: SendProgress;
}

/** Who began it: a person, or the program by itself. */
export type BegunBy = 'person' | 'program';

interface Underway extends Run {
  readonly begunBy: BegunBy;
  readonly cancel: () => void;
  readonly end: Promise<void>;
}

// By store and not by desk: a person's own record may change in the middle of a send, and that makes a new desk.
const underway = new WeakMap<ReadableDb, Underway>();

/**
 * Does a send's work as the only one of its store.
 * @returns whether it came to its end; false: it was cancelled, or the store is to be closed
 * @throws PostbagError SENDING_ALREADY
 */
export async function asOnlyRun(
  db: ReadableDb,
  begun: { readonly by: BegunBy; readonly closing: AbortSignal; readonly timing: Timing },
  work: (run: Run) => Promise<void>,
): Promise<boolean> {
  if (underway.has(db)) throw new PostbagError('SENDING_ALREADY', {});
  const cancelled = new AbortController();
  const { promise: end, resolve } = Promise.withResolvers<void>();
  const nothing = { events: 0, bytes: 0 };
  const run: Underway = {
    begunBy: begun.by,
    signal: AbortSignal.any([cancelled.signal, begun.closing]),
    timing: begun.timing,
    cancel: () => cancelled.abort(),
    progress: { done: nothing, total: nothing, timeLeftMs: null },
    end,
  };
  underway.set(db, run);
  try {
    await work(run);
    return true;
  } catch (error) {
    // Cancelled is an end like another: what has its receipt keeps it.
    if (run.signal.aborted) return false;
    throw error;
  } finally {
    underway.delete(db);
    resolve();
  }
}

/** Stops the send of this store, if there is one, and waits until it has let go of the store. */
export async function cancelRun(db: ReadableDb): Promise<void> {
  const run = underway.get(db);
  run?.cancel();
  await run?.end;
}

/** Lets a send that the program began by itself come to its end; one that a person began is theirs. */
export async function awaitOwnRun(db: ReadableDb): Promise<void> {
  const run = underway.get(db);
  if (run?.begunBy === 'program') await run.end;
}

/** Whether anything is being sent. */
export function isUnderway(db: ReadableDb): boolean {
  return underway.has(db);
}

/** The progress of the send under way, null where there is none. */
export function progressOf(db: ReadableDb): SendProgress | null {
  return underway.get(db)?.progress ?? null;
}
