import type { Database } from '../database/database.ts';
import { projectNext } from './project-next.ts';

/** Reads what waits, in the background, one event after the other. */
export interface Projector {
  /** There may be something new. */
  wake(): void;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
  /** Finishes the event at hand and does no more. */
  stop(): Promise<void>;
}

// Should the database go away in the middle, nobody may send anything for hours after it is back.
const lookAgainMs = 15_000;

/** Starts with what an earlier run left waiting; `onFault` hears why it had to pause. */
export function startProjector(database: Database, onFault: (error: unknown) => void): Projector {
  const stopping = new AbortController();
  const state: { isWoken: boolean; running: Promise<void> | null } = { isWoken: false, running: null };

  const run = async (): Promise<void> => {
    try {
      while (state.isWoken && !stopping.signal.aborted) {
        state.isWoken = false;
        while (!stopping.signal.aborted && (await projectNext(database)));
      }
    } catch (error) {
      onFault(error);
    } finally {
      state.running = null;
    }
  };
  const wake = (): void => {
    state.isWoken = true;
    if (!stopping.signal.aborted) state.running ??= run();
  };

  const timer = setInterval(wake, lookAgainMs).unref();
  wake();
  return {
    wake,
    idle: async () => {
      while (state.running !== null) await state.running;
    },
    stop: async () => {
      stopping.abort();
      clearInterval(timer);
      await state.running;
    },
  };
}
