import type { Database } from '../database/database.ts';
import { projectNext } from './project-next.ts';

/** Reads what waits, in the background. */
export interface Projector {
  /** There may be something new. */
  wake(): void;
  /** Takes something in first: until `work` is done, the projection lets it have the processor and the disk. */
  yieldTo<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
  /** Finishes what is at hand and does no more. */
  stop(): Promise<void>;
}

// Should the database go away in the middle, nobody may send anything for hours after it is back.
const lookAgainMs = 15_000;

/** However busy the taking in: now and then the projection has its turn, or a busy day would keep it from everything. */
const patienceMs = 500;

/** Starts with what an earlier run left waiting; `onFault` hears why it had to pause. */
export function startProjector(database: Database, onFault: (error: unknown) => void): Projector {
  const stopping = new AbortController();
  const state: { isWoken: boolean; running: Promise<void> | null } = { isWoken: false, running: null };
  const turns = new Turns();

  const run = async (): Promise<void> => {
    try {
      while (state.isWoken && !stopping.signal.aborted) {
        state.isWoken = false;
        do await turns.whenQuiet(patienceMs);
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
    yieldTo: (work) => turns.take(work),
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

/** Who goes first: what is being taken in, and the projection when nothing is. */
class Turns {
  #underway = 0;
  readonly #waiting = new Set<() => void>();

  async take<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#underway += 1;
    try {
      return await work();
    } finally {
      this.#underway -= 1;
      if (this.#underway === 0) for (const goOn of this.#waiting) goOn();
    }
  }

  async whenQuiet(patienceMs: number): Promise<void> {
    if (this.#underway === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, patienceMs);
    this.#waiting.add(resolve);
    await promise;
    clearTimeout(timer);
    this.#waiting.delete(resolve);
  }
}
