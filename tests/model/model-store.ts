import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { chainPreimage } from '../../contract/sync/chain.ts';
import type { Sha256 } from '../../contract/sync/hash.ts';
import { PersonId } from '../../contract/records/id.ts';
import { SealedDocument } from '../../contract/records/reply-document.ts';
import type { Person } from '../../contract/records/person.ts';
import { finishRestore } from '../../electron/store/backup/restore.ts';
import type { RestoreNote } from '../../electron/store/backup/restore.ts';
import { allRows, getRow } from '../../electron/store/db.ts';
import type { WritableDb } from '../../electron/store/db.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { migrate } from '../../electron/store/migrate.ts';
import { storeMigrations } from '../../electron/store/migrations/store-migrations.ts';
import { noticePlace } from '../../electron/store/notice-place.ts';
import { openWritable } from '../../electron/store/open-database.ts';
import { readEnrolment } from '../../electron/store/queries/devices.ts';
import { readLife } from '../../electron/store/queries/headquarters-life.ts';
import { insertPerson } from '../../electron/store/queries/people.ts';
import { storeFilesIn } from '../../electron/store/store-folder.ts';
import type { StoreFiles } from '../../electron/store/store-folder.ts';
import { plans } from '../support/checked-replies.ts';
import { BENCHES, loadBothConsultations } from '../support/post-room.ts';
import { resourcesFolder } from '../support/resources-folder.ts';
import type { EnrolmentCode } from './enrolment-code.ts';
import { copyOfFacts, noFacts, noteSealed } from './truth.ts';
import type { Between, SealedFact, StoreFacts, Truth } from './truth.ts';

// A unit's store as the model handles it: the real file with the real tables, which can be copied, put back, and
// left in the middle of a run as a kill leaves it.

/** The key of every store that is copied from the template. */
export const templateKey = randomBytes(32);
const person: Person = {
  id: PersonId.parse('01890a5d-ac96-774b-bcce-b30209900004'),
  signInName: 'sup',
  fullName: 'Ada Beispiel (invented)',
  initials: 'AB',
  role: 'supervisor',
  isActive: true,
};

/** Who keys a reply that the other keys again. */
const keyer: Person = {
  id: PersonId.parse('01890a5d-ac96-774b-bcce-b30209900005'),
  signInName: 'key',
  fullName: 'Cora Beispiel (invented)',
  initials: 'CB',
  role: 'keyer',
  isActive: true,
};

/** Makes the file that every store of a run begins as. */
export function makeTemplate(folder: string): string {
  const file = join(folder, 'template.postbag');
  const db = openWritable(file, templateKey, { mustExist: false });
  migrate(db, storeMigrations);
  for (const one of [person, keyer]) insertPerson(db, one);
  const desk = deskOn(db, () => Date.now());
  loadBothConsultations(desk);
  plans(desk, {}, BENCHES);
  db.close();
  return file;
}

/** A supervisor's desk on an open store, without what sending needs nothing of. */
export function deskOn(db: WritableDb, nowMs: () => number): Desk {
  return {
    db,
    person,
    nowMs,
    scans: db,
    reader: { ask: () => Promise.reject(new Error('nobody searches here')), close: async () => {} },
    announce: () => undefined,
    resourcesFolder,
  };
}

/** The file of a store at some moment, with what the model knew of it then. */
export interface StoreCopy {
  readonly file: string;
  readonly facts: StoreFacts;
  readonly offersFrom: ModelStore['standing'];
  readonly enrolledWith: EnrolmentCode | null;
}

let files = 0;

export class ModelStore {
  /** Its own, as it lies on a computer. */
  readonly files: StoreFiles;
  facts: StoreFacts;
  /** How far its clock is off, in milliseconds. */
  clockOffMs = 0;
  /** What it last heard about itself: it must enrol, or was sent away for good. */
  standing: 'not enrolled' | 'enrolled' | 'unknown' | 'revoked' = 'not enrolled';
  /** The code that it was given, and may have lost the answer to. */
  code: EnrolmentCode | null = null;
  /** The code that it became what it is with. */
  enrolledWith: EnrolmentCode | null = null;
  readonly #shelf: string;
  #db: WritableDb;

  private constructor(shelf: string, file: string, facts: StoreFacts) {
    this.#shelf = shelf;
    this.files = storeFilesIn(freshName(shelf, 'store'));
    this.facts = facts;
    mkdirSync(this.files.folder, { recursive: true });
    copyWithLog(file, this.files.store);
    this.#db = openWritable(this.files.store, templateKey, { mustExist: true });
  }

  /** A store that nothing was done with yet; it and its copies lie in folders on one shelf. */
  static fromTemplate(shelf: string, template: string): ModelStore {
    const store = new ModelStore(shelf, template, noFacts());
    store.#noticePlace();
    return store;
  }

  /** A second live store with the same content, which may notice that it is one. */
  clone(isNoticed: boolean): ModelStore {
    const { file, facts } = this.copy();
    const clone = new ModelStore(this.#shelf, file, facts);
    const { clockOffMs, standing, code, enrolledWith } = this;
    Object.assign(clone, { clockOffMs, standing, code, enrolledWith });
    if (isNoticed) {
      clone.#noticePlace();
      clone.#leaveSeries();
    }
    return clone;
  }

  get db(): WritableDb {
    return this.#db;
  }

  get desk(): Desk {
    return deskOn(this.#db, () => Date.now());
  }

  /** The desk of the one who keys what the supervisor keys again. */
  get keyersDesk(): Desk {
    return { ...this.desk, person: keyer };
  }

  /** Its file as it is now. */
  copy(): StoreCopy {
    const file = freshName(this.#shelf, 'copy');
    copyWithLog(this.files.store, file);
    const { facts, standing, enrolledWith } = this;
    return { file, facts: copyOfFacts(facts), offersFrom: standing, enrolledWith };
  }

  /**
   * Puts an earlier file in the place of the one there is: as the program restores a backup, or behind its back, so
   * that nothing tells the store.
   */
  putBack(copy: StoreCopy, isNoticed: boolean): void {
    if (isNoticed) this.#restore(copy.file);
    else this.#become(copy.file);
    this.facts = copyOfFacts(copy.facts);
    this.standing = copy.offersFrom;
    this.enrolledWith = copy.enrolledWith;
    if (isNoticed) this.#leaveSeries();
  }

  /** As after a kill: what had been committed is there, whatever still runs on the old handle goes nowhere. */
  dieAndReopen(): void {
    this.#become(this.files.store);
  }

  /** Writes down what was sealed since `number`, from the bytes in the file. */
  noteSealedAfter(
    number: number,
    truth: Truth,
    content: Pick<SealedFact, 'isReadable' | 'isOrdinary'>,
  ): void {
    const rows = allRows<
      Pick<SealedFact, 'eventId' | 'consultationId' | 'replyId' | 'kind' | 'replaces'> & {
        readonly bytes: Buffer;
      }
    >(
      this.#db,
      `SELECT event_id AS eventId, consultation_id AS consultationId, reply_id AS replyId, kind, replaces, bytes
       FROM event WHERE number > @number ORDER BY number`,
      { number },
    );
    for (const { bytes, ...row } of rows) {
      const digest = createHash('sha256').update(bytes).digest('hex');
      const said = content.isReadable ? saidIn(bytes) : nothingSaid;
      if (said.isUnanswered)
        truth.wrongs.push(`${row.eventId} is to count, and was sealed without its answers`);
      const { batchId, isSetAside } = said;
      const fact = { ...row, digest, sizeBytes: bytes.length, ...content, batchId, isSetAside };
      truth.sealed.set(row.eventId, fact);
      noteSealed(this.facts, fact);
    }
  }

  /** As whom it sends, and to which life of headquarters, as far as it knows. */
  get between(): Between | null {
    const enrolment = readEnrolment(this.#db);
    return enrolment === undefined
      ? null
      : { deviceId: enrolment.deviceId, serverEpoch: readLife(this.#db).serverEpoch };
  }

  /** Writes down which of the receipts that were given the store has filed since. */
  noteFiled(truth: Truth): void {
    const rows = allRows<{ readonly signature: string }>(
      this.#db,
      'SELECT signature FROM receipt ORDER BY number LIMIT -1 OFFSET @before',
      { before: this.facts.filed.length },
    );
    for (const { signature } of rows) {
      const receipt = truth.given.get(signature);
      if (receipt === undefined) throw new Error('a store has filed a receipt that nobody gave');
      this.facts.filed.push(receipt);
    }
  }

  /** Writes down what stands where in the store's series, as far as the chain is what the model computes itself (S3). */
  notePlaced(truth: Truth): void {
    const rows = allRows<{
      readonly device_id: string;
      readonly epoch: number;
      readonly seq: number;
      readonly event_id: string;
      readonly previous_h: Sha256;
      readonly h: Sha256;
    }>(this.#db, 'SELECT device_id, epoch, seq, event_id, previous_h, h FROM stream_entry');
    for (const { device_id: deviceId, event_id: eventId, previous_h: previousH, h, epoch, seq } of rows) {
      if (truth.links.has(h)) continue;
      const digest = truth.sealed.get(eventId)?.digest as Sha256;
      const computed = createHash('sha256').update(
        chainPreimage({ deviceId, epoch, seq, previousH, digest }),
      );
      if (computed.digest('hex') !== h) truth.wrongs.push(`the chain is wrong at ${seq} of epoch ${epoch}`);
      const { left } = this.facts;
      if (left !== null && left.deviceId === deviceId && epoch <= left.epoch)
        truth.wrongs.push(`${eventId} was put into epoch ${epoch}, which its store had left`);
      truth.links.set(h, { eventId, previousH });
    }
  }

  close(): void {
    this.#db.close();
    rmSync(this.files.folder, { recursive: true, force: true });
  }

  #become(file: string): void {
    const { store } = this.files;
    const coming = freshName(this.#shelf, 'coming');
    copyWithLog(file, coming);
    this.#db.close();
    removeWithLog(store);
    for (const suffix of ['', '-wal'].filter((one) => existsSync(`${coming}${one}`)))
      renameSync(`${coming}${suffix}`, `${store}${suffix}`);
    this.#db = openWritable(store, templateKey, { mustExist: true });
  }

  /** The exchange that the program makes of the files of a backup, and what it notices of it afterwards. */
  #restore(file: string): void {
    const { folder, restoring } = this.files;
    const incoming = join(folder, 'restoring', 'store.postbag');
    mkdirSync(join(folder, 'restoring'));
    copyWithLog(file, incoming);
    // A backup has no log beside it.
    openWritable(incoming, templateKey, { mustExist: true }).close();
    this.#db.close();
    const note: RestoreNote = {
      format: 'postbag-restore/1',
      names: ['store.postbag'],
      setAside: basename(freshName(folder, 'store-set-aside')),
      backupId: 'a copy',
      backupMadeAtMs: Date.now(),
      restoredAtMs: Date.now(),
      restoredBy: person.id,
    };
    writeFileSync(restoring, JSON.stringify(note));
    finishRestore(this.files);
    this.#db = openWritable(this.files.store, templateKey, { mustExist: true });
    this.#noticePlace();
  }

  #noticePlace(): void {
    noticePlace(this.#db, this.files, templateKey, Date.now());
  }

  /** What it has put anywhere until now another life of it may have followed with something else (S7). */
  #leaveSeries(): void {
    const { between } = this;
    if (between === null) return;
    const { epoch } = getRow<{ epoch: number }>(
      this.#db,
      'SELECT max(epoch) AS epoch FROM stream WHERE device_id = @deviceId',
      { deviceId: between.deviceId },
    )!;
    this.facts.left = { deviceId: between.deviceId, epoch };
  }
}

/** What a document says of where its reply belongs, and whether one that counts lacks what two people keyed. */
interface Said extends Pick<SealedFact, 'batchId' | 'isSetAside'> {
  readonly isUnanswered: boolean;
}

const nothingSaid: Said = { batchId: null, isSetAside: false, isUnanswered: false };

function saidIn(bytes: Buffer): Said {
  const document = SealedDocument.parse(JSON.parse(bytes.toString()));
  if (document.format === 'postbag-withdrawal/1') return nothingSaid;
  const { batch, exclusion, marks, keyers } = document;
  return {
    batchId: batch.id,
    isSetAside: exclusion !== null,
    isUnanswered: exclusion === null && (keyers.second === null || Object.keys(marks).length === 0),
  };
}

function freshName(folder: string, what: string): string {
  files += 1;
  return join(folder, `${what}-${files}`);
}

function copyWithLog(from: string, to: string): void {
  copyFileSync(from, to);
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`);
}

function removeWithLog(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
}
