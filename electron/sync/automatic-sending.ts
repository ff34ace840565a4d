import { mostWaitMs, waitMs } from '../../contract/sync/back-off.ts';
import type { ReadableDb } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { readEnrolment } from '../store/queries/devices.ts';
import { clearPlan } from '../store/queries/sending-plan.ts';
import { isSomethingWaiting, readCurrentStream } from '../store/queries/streams.ts';
import { isUnderway } from './runs.ts';
import { runOnce } from './send.ts';
import { forgetUnwritten, planOf } from './sending-outcome.ts';
import type { Timing } from './timing.ts';

// Sending by itself: after a seal, after a sign-in, after a failure on the way, and now and then to hear what became
// of what was sent. What it goes by stands in the store (`sending_plan`), so that the next sign-in goes on with it,
// whoever's that is; only the timer lives here.

/** What is done beside sending, while headquarters is being spoken to: its consultations are fetched. */
export type Besides = (desk: Desk, closing: AbortSignal) => Promise<unknown>;

const keepers = new WeakMap<ReadableDb, AutomaticSending>();

/** Sends by itself for as long as a store is open. */
export class AutomaticSending {
  readonly #desk: () => Desk;
  readonly #db: ReadableDb;
  readonly #timing: Timing;
  readonly #besides: Besides;
  readonly #closing = new AbortController();
  #callOff: (() => void) | null = null;
  #run: Promise<void> = Promise.resolve();
  /** Looks in a row at which headquarters had nothing new to say: the next one is later. */
  #quietLooks = 0;
  /** Runs in a row that were due at once. */
  #hurried = 0;

  /** @param desk who sits at the open store now; the person's record may change, the store doesn't */
  constructor(desk: () => Desk, timing: Timing, besides: Besides) {
    this.#desk = desk;
    this.#db = desk().db;
    this.#timing = timing;
    this.#besides = besides;
    keepers.set(this.#db, this);
    this.plan();
  }

  /** Plans the next run by what the store says now. */
  plan(): void {
    this.#callOff?.();
    this.#callOff = null;
    const wait = this.#withPauses(this.#waitMs());
    if (wait !== null) this.#callOff = this.#timing.after(wait, () => this.#begin());
  }

  /** The store is to be closed: whatever runs is stopped, and waited for. */
  async stop(): Promise<void> {
    this.#closing.abort();
    this.#callOff?.();
    this.#callOff = null;
    keepers.delete(this.#db);
    await this.#run;
  }

  /** Null: not until somebody does something, or the run that is under way has ended. */
  #waitMs(): number | null {
    if (this.#closing.signal.aborted) return null;
    try {
      return this.#plannedWaitMs();
    } catch {
      // The store can't be read, and whoever works in it is told so there: it is looked at again, and nothing ends.
      return waitMs(Math.max(1, this.#quietLooks), this.#timing.random());
    }
  }

  /** A run may leave something that is due at once; what is due at once again and again could not even begin. */
  #withPauses(wait: number | null): number | null {
    if (wait !== 0) this.#hurried = 0;
    return this.#hurried < 2 ? wait : waitMs(this.#hurried - 1, this.#timing.random());
  }

  #plannedWaitMs(): number | null {
    const { db, nowMs } = this.#desk();
    const enrolment = readEnrolment(db);
    if (enrolment === undefined || isUnderway(db)) return null;
    const { nextTry, stopped } = planOf(db);
    if (stopped !== null) return null;
    // The clock may have been set since: never longer than the longest wait there is (S8).
    if (nextTry !== null) return Math.min(Math.max(nextTry.atMs - nowMs(), 0), mostWaitMs);
    if (isSomethingWaiting(db, readCurrentStream(db, enrolment.deviceId))) return 0;
    return this.#quietLooks === 0 ? 0 : waitMs(this.#quietLooks, this.#timing.random());
  }

  #begin(): void {
    this.#callOff = null;
    if (isUnderway(this.#db)) return;
    this.#hurried += 1;
    this.#run = this.#runOnce();
  }

  async #runOnce(): Promise<void> {
    const closing = this.#closing.signal;
    try {
      this.#quietLooks += 1;
      const isComplete = await runOnce(this.#desk(), { by: 'program', closing, timing: this.#timing });
      if (isComplete && !closing.aborted) await this.#besides(this.#desk(), closing);
    } catch {
      // What failed on the way stands in the plan; what only failed besides is tried with the next look.
    }
    this.plan();
  }

  /** Something has happened that headquarters may have more to say to. */
  wake(): void {
    this.#quietLooks = 0;
    this.#hurried = 0;
    this.plan();
  }
}

/** A person has sealed or corrected something, or has enrolled: sending begins by itself. */
export function sendByItselfSoon(desk: Desk, because: 'sealed' | 'enrolled'): void {
  forgetUnwritten(desk.db);
  try {
    const { stopped } = planOf(desk.db);
    // What headquarters refused stays refused until somebody has done something about it; enrolling is that.
    if (stopped?.code === 'CANCELLED' || because === 'enrolled') clearPlan(desk.db);
  } catch {
    // What was sealed is sealed: that the plan can't be read or cleared is no reason to refuse it.
  }
  keepers.get(desk.db)?.wake();
}

/** A person's own run has ended, or they cancelled: what comes next is planned anew. */
export function planAnew(db: ReadableDb): void {
  keepers.get(db)?.wake();
}
