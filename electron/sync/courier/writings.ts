import { PostbagError } from '../../../contract/errors.ts';
import type { CourierProgress } from '../../../contract/bridge/courier.ts';
import type { ReadableDb } from '../../store/db.ts';

/** One courier file being written (S18). */
export interface Writing {
  /** Aborted when somebody cancels, or the store is to be closed. */
  readonly signal: AbortSignal;
  progress: CourierProgress;
}

interface Underway extends Writing {
  readonly cancel: () => void;
  readonly end: Promise<void>;
}

// By store and not by desk, as with sends: a person's record may change meanwhile, and that makes a new desk.
const underway = new WeakMap<ReadableDb, Underway>();

/**
 * Writes as the only one of its store; null where it was cancelled.
 *
 * @throws PostbagError COURIER_ALREADY, and whatever `work` throws
 */
export async function asOnlyWriting<Value>(
  db: ReadableDb,
  closing: AbortSignal,
  work: (writing: Writing) => Promise<Value>,
): Promise<Value | null> {
  if (underway.has(db)) throw new PostbagError('COURIER_ALREADY', {});
  const cancelled = new AbortController();
  const { promise: end, resolve } = Promise.withResolvers<void>();
  const writing: Underway = {
    signal: AbortSignal.any([cancelled.signal, closing]),
    cancel: () => cancelled.abort(),
    progress: { phase: 'writing', bytesDone: 0, bytesTotal: 0, eventsDone: 0, eventsTotal: 0 },
    end,
  };
  underway.set(db, writing);
  try {
    return await work(writing);
  } catch (error) {
    if (!writing.signal.aborted) throw error;
    return null;
  } finally {
    underway.delete(db);
    resolve();
  }
}

/** Stops the writing of this store, if there is one, and waits until its file is gone. */
export async function cancelWriting(db: ReadableDb): Promise<void> {
  const writing = underway.get(db);
  writing?.cancel();
  await writing?.end;
}

/** How far the file under way has come, null where there is none. */
export function writingProgress(db: ReadableDb): CourierProgress | null {
  return underway.get(db)?.progress ?? null;
}
