import { rmSync } from 'node:fs';
import type { SessionState } from '../../contract/bridge/session.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { Announcement } from '../../contract/pipe.ts';
import type { PersonId } from '../../contract/records/id.ts';
import type { Person } from '../../contract/records/person.ts';
import { samplePassphrase } from '../../contract/records/sample-people.ts';
import { BackupKeeper, type Leaving } from '../store/backup/backup-keeper.ts';
import type { Desk } from '../store/desk.ts';
import {
  leastWrapCost,
  readKeyring,
  unwrap,
  usualWrapCost,
  type Keyring,
  type WrapCost,
} from '../store/keyring.ts';
import type { StoreKey } from '../store/open-database.ts';
import { openStore, type OpenStore } from '../store/open-store.ts';
import { readPerson } from '../store/queries/people.ts';
import { settingOf } from '../store/queries/settings.ts';
import {
  isFolderFree,
  prepareFolder,
  storeExists,
  storeFilesIn,
  type StoreFiles,
} from '../store/store-folder.ts';
import { faultOf, visibleFault, type StoreFault } from '../store/store-fault.ts';
import { lockStore } from '../store/store-lock.ts';
import { createStore, type NewStore } from './create-store.ts';
import { finishBegunRestore } from './finish-begun-restore.ts';
import { IdleClock } from './idle-clock.ts';
import { SignInAttempts } from './sign-in-attempts.ts';
import { Turns } from './turns.ts';

// Who sits at this computer, and whether the store is open. Signing out and locking both close the store and
// forget its key; a locked session only remembers whose it is, so that the same person comes back to the same
// place. Nothing of the store can be read while nobody is signed in.

interface Open {
  readonly store: OpenStore;
  readonly key: StoreKey;
  readonly desk: Desk;
  readonly lockAfterMinutes: number;
}

export interface SessionOptions {
  readonly folder: string;
  readonly resourcesFolder: string;
  readonly announce: (announcement: Announcement) => void;
  readonly nowMs?: () => number;
  /** Backs the store up by itself: the program does, and a test that isn't about backups doesn't. */
  readonly keepsBackups?: boolean;
  /** The program takes the usual, and a test that isn't about passphrases the least. */
  readonly wrapCost?: WrapCost;
}

/** What opens a store: its key, and whose desk it becomes (it throws where nobody's). */
interface WayIn {
  readonly key: StoreKey;
  readonly personOf: (store: OpenStore) => Person;
}

const defaultLockAfterMinutes = 10;

export class Session {
  readonly #options: SessionOptions;
  readonly #idle: IdleClock;
  readonly #turns = new Turns();
  readonly backups: BackupKeeper;
  readonly #beforeClosing = new Set<() => Promise<void>>();
  readonly #afterOpening = new Set<() => void>();
  #files: StoreFiles;
  #attempts: SignInAttempts;
  #isSample = false;
  #open: Open | null = null;
  #lockedFor: Person | null = null;
  /** What showed when somebody tried to open the store, until it opens. */
  #fault: StoreFault | null = null;
  #unitName = '';

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#files = storeFilesIn(options.folder);
    this.#attempts = new SignInAttempts(this.#files.attempts);
    this.#idle = new IdleClock(() => void this.lock());
    this.backups = new BackupKeeper({ announce: options.announce, nowMs: () => this.nowMs() });
    finishBegunRestore(this.#files);
  }

  get state(): SessionState {
    const isSample = this.#isSample;
    if (this.#open !== null) {
      const { desk, lockAfterMinutes } = this.#open;
      return { at: 'signed-in', unitName: this.#unitName, person: desk.person, lockAfterMinutes, isSample };
    }
    const { folder } = this.#files;
    if (isFolderFree(this.#files)) return { at: 'no-store', folder, canTrySample: !isSample };
    const { fault } = this;
    if (fault !== null) return { at: 'recovery', folder, ...fault };
    if (this.#lockedFor !== null)
      return { at: 'locked', unitName: this.#unitName, person: this.#lockedFor, isSample };
    return { at: 'signed-out', unitName: this.#unitName, isSample };
  }

  get files(): StoreFiles {
    return this.#files;
  }

  /** Why the store can't be opened, or null where nothing is known against it. */
  get fault(): StoreFault | null {
    return visibleFault(this.#files) ?? this.#fault;
  }

  /** The open desk. @throws PostbagError LOCKED, NOT_SIGNED_IN */
  get desk(): Desk {
    if (this.#open !== null) return this.#open.desk;
    throw new PostbagError(this.#lockedFor === null ? 'NOT_SIGNED_IN' : 'LOCKED', {});
  }

  /** The store's key, for wrapping it to another person. @throws as `desk` */
  get key(): StoreKey {
    if (this.#open !== null) return this.#open.key;
    throw new PostbagError('NOT_SIGNED_IN', {});
  }

  /** What it costs to try a passphrase against the wrap that is made for it. That of sample post is no secret. */
  wrapCostOf(passphrase: string): WrapCost {
    const isPublic = this.#isSample && passphrase === samplePassphrase;
    return isPublic ? leastWrapCost : (this.#options.wrapCost ?? usualWrapCost);
  }

  /** Work that goes on for as long as the store is open: begun each time it opens, now too if it is open already. */
  afterOpening(work: () => void): void {
    this.#afterOpening.add(work);
    if (this.#open !== null) work();
  }

  /** Work that must end before the store closes: a send under way. @returns a function that takes it off again */
  beforeClosing(work: () => Promise<void>): () => void {
    this.#beforeClosing.add(work);
    return () => this.#beforeClosing.delete(work);
  }

  /**
   * Makes the unit's store with its first supervisor, who is then signed in. Nothing that lies in the folder
   * already is touched: an old keyring may be the only one that opens a store that is put back tomorrow.
   * @throws PostbagError STORE_EXISTS, STORE_NOT_LOCAL, STORE_NO_PERMISSION, STORE_UNSAFE, DISK_FULL
   */
  createStore(request: NewStore): Promise<SessionState> {
    return this.#turns.take(() => this.#createStore(request));
  }

  /**
   * The same in a throw-away folder, which `end` removes. Only before there is a store: sample post must never
   * be mistaken for the unit's own.
   * @throws PostbagError as `createStore`
   */
  createSampleStore(makeFolder: () => string, request: NewStore): Promise<SessionState> {
    return this.#turns.take(async () => {
      if (!isFolderFree(this.#files)) throw new PostbagError('STORE_EXISTS', {});
      const [unitsFiles, unitsAttempts] = [this.#files, this.#attempts];
      this.#files = storeFilesIn(makeFolder());
      this.#attempts = new SignInAttempts(this.#files.attempts);
      this.#isSample = true;
      try {
        return await this.#createStore(request);
      } catch (error) {
        // What is created next is the unit's own, and in the unit's place.
        this.#files = unitsFiles;
        this.#attempts = unitsAttempts;
        this.#isSample = false;
        throw error;
      }
    });
  }

  /** @throws PostbagError WRONG_PASSPHRASE, TOO_MANY_ATTEMPTS, and what opening a store can refuse with */
  signIn(signInName: string, passphrase: string): Promise<SessionState> {
    return this.#turns.take(() => this.#signIn(signInName, passphrase));
  }

  /** Opens the store by another way than a passphrase. @throws PostbagError as `signIn`, and what `find` throws */
  enter(find: () => Promise<WayIn>): Promise<SessionState> {
    return this.#turns.take(() => this.#enter(find));
  }

  /**
   * Does something to the store's files while they are closed to everybody; whoever was at the desk signs in anew.
   * @throws PostbagError STORE_IN_USE, and what `work` throws
   */
  whileClosed(work: (files: StoreFiles) => void): Promise<SessionState> {
    return this.#turns.take(async () => {
      this.#lockedFor = null;
      // No backup of what is to be set aside: it would push out an older one.
      await this.#close('for-restore');
      await this.backups.idle();
      const lock = lockStore(this.#files.lock);
      try {
        work(this.#files);
        this.#fault = null;
      } finally {
        lock.release();
        this.#options.announce({ topic: 'session-changed' });
      }
      return this.state;
    });
  }

  /** Somebody mended it by hand: what was known against the store is forgotten until it is tried again. */
  lookAgain(): SessionState {
    this.#fault = null;
    return this.state;
  }

  /**
   * Changes people or the keyring, in turn with everything that opens or closes the store, so that the key
   * isn't wiped and the keyring isn't rewritten under it.
   * @throws PostbagError NOT_SIGNED_IN, LOCKED where the desk was left before its turn came
   */
  change<Value>(desk: Desk, work: () => Value | Promise<Value>): Promise<Value> {
    return this.#turns.take(() => {
      if (this.desk.db !== desk.db) throw new PostbagError('NOT_SIGNED_IN', {});
      return work();
    });
  }

  /** That the person at the desk still knows the passphrase. @throws PostbagError WRONG_PASSPHRASE, TOO_MANY_ATTEMPTS */
  async demandPassphrase(passphrase: string): Promise<void> {
    await this.#unlockKey(readKeyring(this.#files.keyring), this.desk.person.signInName, passphrase);
  }

  signOut(): Promise<SessionState> {
    return this.#turns.take(async () => {
      this.#lockedFor = null;
      await this.#close();
      this.#options.announce({ topic: 'session-changed' });
      return this.state;
    });
  }

  lock(): Promise<SessionState> {
    return this.#turns.take(async () => {
      if (this.#open !== null) {
        this.#lockedFor = this.#open.desk.person;
        await this.#close('briefly');
        this.#options.announce({ topic: 'session-changed' });
      }
      return this.state;
    });
  }

  /** A key or a pointer moved: the idle clock starts again. */
  stillHere(): void {
    if (this.#open !== null) this.#idle.start(this.#open.lockAfterMinutes);
  }

  /** The program ends: a send is stopped, the store closed, sample post thrown away. */
  end(): Promise<void> {
    return this.#turns.take(async () => {
      await this.#close();
      // What was begun while the store was left is finished: the last hours are worth the second that it takes.
      await this.backups.idle();
      if (this.#isSample) rmSync(this.#files.folder, { recursive: true, force: true });
    });
  }

  /** After a change to the signed-in person's own record or to the unit's settings. */
  refresh(): void {
    if (this.#open === null) return;
    const { store, key, desk } = this.#open;
    const person = readPerson(desk.db, desk.person.id) ?? desk.person;
    this.#begin(store, key, person);
    // Whoever has just left the unit leaves the desk too.
    if (!person.isActive) void this.signOut();
  }

  async #createStore(request: NewStore): Promise<SessionState> {
    const { store, key, person } = await createStore(this.#files, request, {
      nowMs: this.nowMs(),
      wrapCost: this.wrapCostOf(request.supervisor.passphrase),
    });
    return this.#begin(store, key, person);
  }

  #signIn(signInName: string, passphrase: string): Promise<SessionState> {
    return this.#enter(async () => {
      const keyring = readKeyring(this.#files.keyring);
      const { key, personId } = await this.#unlockKey(keyring, signInName, passphrase);
      return {
        key,
        personOf: ({ db }) => {
          const person = readPerson(db, personId);
          if (person?.isActive) return person;
          throw new PostbagError('WRONG_PASSPHRASE', {
            waitSeconds: this.#attempts.countFailure(signInName),
          });
        },
      };
    });
  }

  async #enter(find: () => Promise<WayIn>): Promise<SessionState> {
    if (!storeExists(this.#files)) throw new PostbagError('STORE_MISSING', {});
    try {
      const { key, personOf } = await find();
      await this.#close();
      prepareFolder(this.#files);
      const store = openStore(this.#files, key, { isNew: false, nowMs: this.nowMs() });
      this.#fault = null;
      try {
        return this.#begin(store, key, personOf(store));
      } catch (error) {
        await store.close();
        throw error;
      }
    } catch (error) {
      const fault = faultOf(error);
      if (fault !== null) {
        this.#fault = fault;
        this.#options.announce({ topic: 'session-changed' });
      }
      throw error;
    }
  }

  async #unlockKey(
    keyring: Keyring,
    signInName: string,
    passphrase: string,
  ): Promise<{ readonly key: StoreKey; readonly personId: PersonId }> {
    this.#attempts.demandTurn(signInName);
    const opened = await unwrap(keyring, signInName, passphrase);
    if (opened === null) {
      throw new PostbagError('WRONG_PASSPHRASE', { waitSeconds: this.#attempts.countFailure(signInName) });
    }
    this.#attempts.forget(signInName);
    return opened;
  }

  #begin(store: OpenStore, key: StoreKey, person: Person): SessionState {
    const { announce, resourcesFolder } = this.#options;
    const { db, scans, reader } = store;
    const desk: Desk = { db, scans, reader, person, announce, resourcesFolder, nowMs: () => this.nowMs() };
    const lockAfterMinutes = Number(settingOf(db, 'lock_after_minutes') ?? defaultLockAfterMinutes);
    const isOpened = this.#open?.store !== store;
    this.#open = { store, key, desk, lockAfterMinutes };
    this.#unitName = settingOf(db, 'unit_name') ?? '';
    this.#lockedFor = null;
    this.#idle.start(lockAfterMinutes);
    announce({ topic: 'session-changed' });
    const isByItself = this.#options.keepsBackups === true && !this.#isSample;
    if (isOpened) this.backups.begin({ db, key, files: this.#files, isByItself });
    if (isOpened) for (const work of this.#afterOpening) work();
    return this.state;
  }

  async #close(how: Leaving = 'for-good'): Promise<void> {
    this.#idle.stop();
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    for (const work of this.#beforeClosing) await work();
    this.backups.leave(how);
    open.key.fill(0);
    await open.store.close();
  }

  /** Milliseconds since 1970, by the clock that this session was given. */
  nowMs(): number {
    return (this.#options.nowMs ?? Date.now)();
  }
}
