import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EnrolmentSecret, writeEnrolmentCode } from '../../contract/sync/enrolment.ts';
import type { Receipt } from '../../contract/sync/receipt.ts';
import { enrol } from '../../electron/sync/enrol.ts';
import { send } from '../../electron/sync/send.ts';
import { endingOf, isExplained } from './ending.ts';
import type { Ending } from './ending.ts';
import { mayBeForgotten, mayBeRefused, newCode, noteTried } from './enrolment-code.ts';
import type { ModelHeadquarters } from './model-headquarters.ts';
import { ModelStore } from './model-store.ts';
import type { StoreCopy } from './model-store.ts';
import type { Tables } from './tables.ts';
import { Sticks } from './sticks.ts';
import { noTruth, receiptedEvents } from './truth.ts';
import type { Truth } from './truth.ts';
import { address, Way } from './way.ts';
import type { Fault, FaultKind } from './way.ts';
import { byClockOff, installVirtualClock } from './virtual-clock.ts';
import { noteTold } from './words.ts';

/** A run of a device that is over: how it ended, null where it came to its end or was cancelled, and what befell it. */
interface Done {
  readonly ended: Ending | null;
  readonly befell: readonly FaultKind[];
  readonly heard: readonly Receipt[];
}

/** Three units, headquarters and what lies between them, for one schedule. */
export class World {
  readonly headquarters: ModelHeadquarters;
  readonly truth: Truth = noTruth();
  readonly stores: ModelStore[];
  readonly storeCopies: { readonly store: ModelStore; readonly copy: StoreCopy }[] = [];
  readonly backups: Tables[] = [];
  readonly way: Way;
  readonly sticks = new Sticks();
  readonly #clock = installVirtualClock();
  readonly #folder: string;
  #wasClockMoved = false;

  constructor(headquarters: ModelHeadquarters, folder: string, template: string) {
    this.headquarters = headquarters;
    this.#folder = join(folder, 'stores');
    mkdirSync(this.#folder, { recursive: true });
    this.stores = [1, 2, 3].map(() => ModelStore.fromTemplate(this.#folder, template));
    this.way = new Way(headquarters, this.truth, (which, isLastKnown) =>
      this.restoreHeadquarters(which, isLastKnown),
    );
  }

  store(any: number): ModelStore {
    return this.stores[any % this.stores.length]!;
  }

  /** Work at a store's desk, by its own clock. */
  atDesk<Value>(store: ModelStore, work: () => Value): Value {
    return byClockOff(store.clockOffMs, work);
  }

  async enrol(store: ModelStore, faults: readonly Fault[] = []): Promise<void> {
    if (store.standing === 'enrolled') return;
    store.code ??= newCode(await this.headquarters.newSecret(), this.truth);
    const given = store.code;
    const code = writeEnrolmentCode({ address, secret: EnrolmentSecret.parse(given.secret) });
    const { ended, befell } = await this.#run(store, faults, (signal) => enrol(store.desk, code, signal));
    noteTried(given, store.facts, befell);
    if (ended === null) {
      store.standing = 'enrolled';
      store.enrolledWith = given;
      store.code = null;
      return;
    }
    if (ended.code === 'ENROLMENT_REFUSED') store.code = null;
    if (ended.code === 'ENROLMENT_REFUSED' && mayBeRefused(given, this.truth, befell)) return;
    if (ended.code !== 'died' && !isExplained(ended, befell))
      this.#noteUnexplained('enrolling', ended, befell);
  }

  /** A person sends. @returns the code that it ended in, null where everything went */
  async send(store: ModelStore, faults: readonly Fault[] = []): Promise<string | null> {
    const wasWithdrawn = this.#isWithdrawn(store);
    const { ended, befell, heard } = await this.#run(store, faults, (signal) => send(store.desk, signal));
    for (const each of this.stores) each.notePlaced(this.truth);
    store.noteFiled(this.truth);
    const isTaken = ended?.code === 'NOTHING_TO_SEND' || (ended === null && befell.length === 0);
    noteTold(this.truth, store.facts, store.between, { heard, isTaken });
    if (isTaken && wasWithdrawn && this.#isWithdrawn(store))
      this.truth.wrongs.push('a computer that was withdrawn could send');
    if (isTaken) this.#demandAllReceipted(store);
    else if (ended !== null && !this.#isExpected(store, ended, befell)) {
      this.#noteUnexplained('a send', ended, befell);
    }
    if (ended?.code === 'TOKEN_UNKNOWN') store.standing = 'unknown';
    else if (ended?.code === 'DEVICE_REVOKED') store.standing = 'revoked';
    return ended?.code ?? null;
  }

  #isWithdrawn({ between }: ModelStore): boolean {
    return between !== null && this.truth.withdrawn.has(between.deviceId);
  }

  #isExpected(store: ModelStore, ended: Ending, befell: readonly FaultKind[]): boolean {
    const { between, enrolledWith } = store;
    switch (ended.code) {
      case 'died':
        return true;
      case 'NOT_ENROLLED':
        return between === null;
      case 'TOKEN_UNKNOWN':
        return mayBeForgotten(enrolledWith, this.truth);
      case 'DEVICE_REVOKED':
        return between !== null && this.truth.revoked.has(between.deviceId);
      default:
        return isExplained(ended, befell);
    }
  }

  /** A send that came to its end without a fault leaves nothing behind. */
  #demandAllReceipted({ facts, between }: ModelStore): void {
    const receipted = receiptedEvents(this.truth, facts, between);
    const left = [...facts.holds].filter((eventId) => !receipted.has(eventId));
    if (left.length > 0) this.truth.wrongs.push(`a send came to its end without ${left.join(', ')}`);
  }

  #noteUnexplained(what: string, { code, reason }: Ending, befell: readonly FaultKind[]): void {
    const faults = befell.length === 0 ? 'nothing' : befell.join(', ');
    this.truth.wrongs.push(`${what} ended in ${code} ${reason}, and what befell it was ${faults}`);
  }

  moveHeadquartersClock(offMs: number): void {
    this.#wasClockMoved = true;
    this.headquarters.clockOffMs = offMs;
  }

  /** Headquarters as it was, in a life that it never had (S7). */
  async restoreHeadquarters(which: number, isLastKnown: boolean): Promise<void> {
    const tables = this.backups[which % this.backups.length];
    if (tables === undefined) return;
    // Nobody restores twice within a second.
    this.#clock.skip(1000);
    // By a clock that was put back, a life's number is no later one: then the last must be known, as the program asks.
    const isKnown = isLastKnown || this.#wasClockMoved;
    this.truth.serverEpoch = await this.headquarters.restore(tables, isKnown);
    if (!isKnown) this.truth.withdrawn.clear();
    this.truth.promised.clear();
  }

  close(): void {
    this.way.uninstall();
    this.#clock.uninstall();
    for (const store of this.stores) store.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #run(
    store: ModelStore,
    faults: readonly Fault[],
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<Done> {
    const cancelled = new AbortController();
    const death = Promise.withResolvers<Ending>();
    const happenedBefore = this.way.happened.length;
    const heard: Receipt[] = [];
    const carriage = {
      faults,
      cancel: () => cancelled.abort(),
      die: () => {
        store.dieAndReopen();
        death.resolve({ code: 'died', reason: '' });
      },
      hear: (receipt: Receipt) => void heard.push(receipt),
    };
    const run = this.way
      .carry(carriage, () => this.atDesk(store, () => work(cancelled.signal)))
      .then(() => null, endingOf);
    const ended = await Promise.race([run, death.promise]);
    // What it had under way besides goes its own way, and what becomes of that is seen before anybody looks.
    await this.way.quiet();
    return { ended, befell: this.way.happened.slice(happenedBefore), heard };
  }
}
