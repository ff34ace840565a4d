import { PostbagError } from '../../contract/errors.ts';
import type { SendingState } from '../../contract/bridge/sending.ts';
import type { ReadableDb } from '../store/db.ts';

/** How far a send has come; the window that reloads in the middle of one asks for it. */
export type SendProgress = NonNullable<SendingState['progress']>;

/** One send under way (S18). */
export interface Run {
  /** Aborted when somebody cancels, or the store is to be closed. */
  readonly signal: AbortSignal;
  progress: SendProgress;
}

interface Underway extends Run {
  readonly cancel: () => void;
  readonly end: Promise<void>;
}

// By store and not by desk: a person's own record may change in the middle of a send, and that makes a new desk.
const underway = new WeakMap<ReadableDb, Underway>();

/**
 * Does a send's work as the only one of its store.
 * @throws PostbagError SENDING_ALREADY
 */
export async function asOnlyRun(
  db: ReadableDb,
  closing: AbortSignal,
  work: (run: Run) => Promise<void>,
): Promise<void> {
  if (underway.has(db)) throw new PostbagError('SENDING_ALREADY', {});
  const cancelled = new AbortController();
  const { promise: end, resolve } = Promise.withResolvers<void>();
  const nothing = { events: 0, bytes: 0 };
  const run: Underway = {
    signal: AbortSignal.any([cancelled.signal, closing]),
    cancel: () => cancelled.abort(),
    progress: { done: nothing, total: nothing, timeLeftMs: null },
    end,
  };
  underway.set(db, run);
  try {
    await work(run);
  } catch (error) {
    // Cancelled is an end like another: what has its receipt keeps it.
    if (!run.signal.aborted) throw error;
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

/** The progress of the send under way, null where there is none. */
export function progressOf(db: ReadableDb): SendProgress | null {
  return underway.get(db)?.progress ?? null;
}
