import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PostbagError } from '../../contract/errors.ts';
import { EnrolmentSecret, writeEnrolmentCode } from '../../contract/sync/enrolment.ts';
import { enrol } from '../../electron/sync/enrol.ts';
import { send } from '../../electron/sync/send.ts';
import type { ModelHeadquarters } from './model-headquarters.ts';
import { ModelStore } from './model-store.ts';
import type { StoreCopy } from './model-store.ts';
import type { Tables } from './tables.ts';
import { Sticks } from './sticks.ts';
import { noTruth } from './truth.ts';
import type { Truth } from './truth.ts';
import { address, Way } from './way.ts';
import type { Fault } from './way.ts';
import { installVirtualClock } from './virtual-clock.ts';

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

  constructor(headquarters: ModelHeadquarters, folder: string, template: string) {
    this.headquarters = headquarters;
    this.#folder = join(folder, 'stores');
    mkdirSync(this.#folder, { recursive: true });
    this.stores = [1, 2, 3].map(() => ModelStore.fromTemplate(this.#folder, template));
    this.way = new Way(headquarters, this.truth, (which) => this.restoreHeadquarters(which));
  }

  store(any: number): ModelStore {
    return this.stores[any % this.stores.length]!;
  }

  /** Work at a store's desk, by its own clock. */
  atDesk(store: ModelStore, work: () => void): void {
    this.#clock.offBy(store.clockOffMs, work);
  }

  async enrol(store: ModelStore, faults: readonly Fault[] = []): Promise<void> {
    if (store.standing === 'enrolled') return;
    store.code ??= await this.headquarters.newSecret();
    const code = writeEnrolmentCode({ address, secret: EnrolmentSecret.parse(store.code) });
    const ended = await this.#run(store, faults, (signal) => enrol(store.desk, code, signal));
    if (ended === null) {
      store.standing = 'enrolled';
      store.code = null;
    } else if (ended === 'ENROLMENT_REFUSED') store.code = null;
    else if (ended !== 'HEADQUARTERS_UNREACHABLE' && ended !== 'died') {
      this.truth.wrongs.push(`enrolling ended in ${ended}`);
    }
  }

  /** A person sends. @returns the code that it ended in, null where everything went */
  async send(store: ModelStore, faults: readonly Fault[] = []): Promise<string | null> {
    const ended = await this.#run(store, faults, (signal) => send(store.desk, signal));
    if (ended === 'TOKEN_UNKNOWN') store.standing = 'unknown';
    else if (ended === 'DEVICE_REVOKED') store.standing = 'revoked';
    else if (ended !== null && !isHarmless(ended, faults)) this.truth.wrongs.push(`a send ended in ${ended}`);
    return ended;
  }

  /** Headquarters as it was, in a life that it never had (S7). */
  async restoreHeadquarters(which: number): Promise<void> {
    const tables = this.backups[which % this.backups.length];
    if (tables === undefined) return;
    // Nobody restores twice within a second.
    this.#clock.skip(1000);
    this.truth.serverEpoch = await this.headquarters.restore(tables);
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
  ): Promise<string | null> {
    const cancelled = new AbortController();
    const death = Promise.withResolvers<string>();
    const carriage = {
      faults,
      cancel: () => cancelled.abort(),
      die: () => {
        store.dieAndReopen();
        death.resolve('died');
      },
    };
    const run = this.way
      .carry(carriage, () => work(cancelled.signal))
      .then(
        () => null,
        (error: unknown) => codeOf(error),
      );
    const ended = await Promise.race([run, death.promise]);
    // What it had under way besides goes its own way, and what becomes of that is seen before anybody looks.
    await this.way.quiet();
    return ended;
  }
}

function codeOf(error: unknown): string {
  // Not a refusal but a mistake in the program: its own words are the best there are.
  if (!(error instanceof PostbagError))
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const { code, details } = error as PostbagError;
  return code === 'HEADQUARTERS_REFUSED' ? String((details as { code: string }).code) : code;
}

/** What a send may end in: nothing to send or nobody there; what was done to it on the way, only if it was. */
function isHarmless(code: string, faults: readonly Fault[]): boolean {
  const usual = ['NOTHING_TO_SEND', 'HEADQUARTERS_UNREACHABLE', 'NOT_ENROLLED', 'SENDING_ALREADY', 'died'];
  return (
    usual.includes(code) || (code === 'TOO_LARGE' && faults.some(({ kind }) => kind.startsWith('too large')))
  );
}
