import { setTimeout as pause } from 'node:timers/promises';
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

/**
 * How long nothing may have come in for the projection to begin: between two consignments of one sending it waits, and
 * a device that files its receipts and writes its log back is silent for a tenth of a second and more.
 */
const quietMs = 300;

/** However busy the taking in: after so long the projection has its turn, or a busy day would keep it from everything. */
const patienceMs = 3_000;

/** How long its turn lasts then: a quarter of the time. */
const turnMs = 1_000;

/** Starts with what an earlier run left waiting; `onFault` hears why it had to pause. */
export function startProjector(database: Database, onFault: (error: unknown) => void): Projector {
  const stopping = new AbortController();
  const state: { isWoken: boolean; running: Promise<void> | null } = { isWoken: false, running: null };
  const turns = new Turns();

  const run = async (): Promise<void> => {
    try {
      while (state.isWoken && !stopping.signal.aborted) {
        state.isWoken = false;
        do await turns.whenQuiet(stopping.signal);
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

/** Who goes first: what is being taken in, and the projection when nothing has been for a moment. */
class Turns {
  #underway = 0;
  #lastEndMs = Number.NEGATIVE_INFINITY;
  #projectionUntilMs = Number.NEGATIVE_INFINITY;

  async take<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#underway += 1;
    try {
      return await work();
    } finally {
      this.#underway -= 1;
      this.#lastEndMs = performance.now();
    }
  }

  /** Resolves at once where it is stopped. */
  async whenQuiet(stopped: AbortSignal): Promise<void> {
    const patientUntilMs = performance.now() + patienceMs;
    for (;;) {
      const nowMs = performance.now();
      const waitMs = this.#underway > 0 ? quietMs : this.#lastEndMs + quietMs - nowMs;
      if (stopped.aborted || waitMs <= 0 || nowMs < this.#projectionUntilMs) return;
      if (nowMs >= patientUntilMs) {
        this.#projectionUntilMs = nowMs + turnMs;
        return;
      }
      // Rejected only where it is stopped, which is looked at next.
      await pause(waitMs, undefined, { signal: stopped }).catch(() => {});
    }
  }
}
