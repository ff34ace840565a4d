import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chainPreimage } from '../../contract/sync/chain.ts';
import type { Sha256 } from '../../contract/sync/hash.ts';
import { PersonId } from '../../contract/records/id.ts';
import type { Person } from '../../contract/records/person.ts';
import { allRows } from '../../electron/store/db.ts';
import type { WritableDb } from '../../electron/store/db.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { migrate } from '../../electron/store/migrate.ts';
import { storeMigrations } from '../../electron/store/migrations/store-migrations.ts';
import { openWritable } from '../../electron/store/open-database.ts';
import { readEnrolment } from '../../electron/store/queries/devices.ts';
import { readLife } from '../../electron/store/queries/headquarters-life.ts';
import { insertPerson } from '../../electron/store/queries/people.ts';
import { loadBothConsultations } from '../support/post-room.ts';
import { resourcesFolder } from '../support/resources-folder.ts';
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

/** Makes the file that every store of a run begins as. */
export function makeTemplate(folder: string): string {
  const file = join(folder, 'template.postbag');
  const db = openWritable(file, templateKey, { mustExist: false });
  migrate(db, storeMigrations);
  insertPerson(db, person);
  loadBothConsultations(deskOn(db, () => Date.now()));
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
}

let files = 0;

export class ModelStore {
  readonly folder: string;
  facts: StoreFacts;
  /** How far its clock is off, in milliseconds. */
  clockOffMs = 0;
  /** What it last heard about itself: it must enrol, or was sent away for good. */
  standing: 'not enrolled' | 'enrolled' | 'unknown' | 'revoked' = 'not enrolled';
  /** The code that it was given, and may have lost the answer to. */
  code: string | null = null;
  #file: string;
  #db: WritableDb;

  private constructor(folder: string, file: string, facts: StoreFacts) {
    this.folder = folder;
    this.facts = facts;
    this.#file = file;
    this.#db = openWritable(file, templateKey, { mustExist: true });
  }

  static fromTemplate(folder: string, template: string): ModelStore {
    mkdirSync(folder, { recursive: true });
    const file = freshName(folder);
    copyFileSync(template, file);
    return new ModelStore(folder, file, noFacts());
  }

  /** A second live store with the same content. */
  clone(): ModelStore {
    const { file, facts } = this.copy();
    const clone = new ModelStore(this.folder, file, facts);
    Object.assign(clone, { clockOffMs: this.clockOffMs, standing: this.standing, code: this.code });
    return clone;
  }

  get db(): WritableDb {
    return this.#db;
  }

  get desk(): Desk {
    return deskOn(this.#db, () => Date.now());
  }

  /** Its file as it is now. */
  copy(): StoreCopy {
    const file = freshName(this.folder);
    copyWithLog(this.#file, file);
    return { file, facts: copyOfFacts(this.facts), offersFrom: this.standing };
  }

  /** Puts an earlier file in the place of the one there is. */
  putBack(copy: StoreCopy): void {
    this.#become(copy.file);
    this.facts = copyOfFacts(copy.facts);
    this.standing = copy.offersFrom;
  }

  /** As after a kill: what had been committed is there, whatever still runs on the old handle goes nowhere. */
  dieAndReopen(): void {
    this.#become(this.#file);
  }

  /** Writes down what was sealed since `number`, from the bytes in the file. */
  noteSealedAfter(
    number: number,
    truth: Truth,
    content: Pick<SealedFact, 'isReadable' | 'isOrdinary'>,
  ): void {
    const rows = allRows<
      Omit<SealedFact, 'digest' | 'sizeBytes' | 'isReadable' | 'isOrdinary'> & { readonly bytes: Buffer }
    >(
      this.#db,
      `SELECT event_id AS eventId, consultation_id AS consultationId, reply_id AS replyId, kind, replaces, bytes
       FROM event WHERE number > @number ORDER BY number`,
      { number },
    );
    for (const { bytes, ...row } of rows) {
      const digest = createHash('sha256').update(bytes).digest('hex');
      const fact = { ...row, digest, sizeBytes: bytes.length, ...content };
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
      truth.links.set(h, { eventId, previousH });
    }
  }

  close(): void {
    this.#db.close();
    removeWithLog(this.#file);
  }

  #become(file: string): void {
    const [oldDb, oldFile] = [this.#db, this.#file];
    this.#file = freshName(this.folder);
    copyWithLog(file, this.#file);
    this.#db = openWritable(this.#file, templateKey, { mustExist: true });
    oldDb.close();
    removeWithLog(oldFile);
  }
}

function freshName(folder: string): string {
  files += 1;
  return join(folder, `${files}.postbag`);
}

function copyWithLog(from: string, to: string): void {
  copyFileSync(from, to);
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`);
}

function removeWithLog(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
}
