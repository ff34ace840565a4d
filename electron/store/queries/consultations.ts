import { ConsultationPack } from '../../../contract/records/consultation-pack.ts';
import type { ConsultationId, PackHash, PersonId } from '../../../contract/records/id.ts';
import { allRows, getRow, write, type ReadableDb, type WritableDb } from '../db.ts';

/** A version of a consultation's pack, with the hash that names it for ever. */
export interface PackVersion {
  readonly hash: PackHash;
  /** 1 for the first that was loaded of its consultation. */
  readonly version: number;
  readonly pack: ConsultationPack;
}

// A pack is asked for at every field that is saved and takes milliseconds to parse. Its hash is its content,
// so what lies here can be neither stale nor another store's.
const parsed = new Map<PackHash, ConsultationPack>();

function parse(hash: PackHash, body: string): ConsultationPack {
  let pack = parsed.get(hash);
  if (pack === undefined) parsed.set(hash, (pack = ConsultationPack.parse(JSON.parse(body))));
  return pack;
}

/** A version of a pack by its hash, or undefined where this store never had it. */
export function readPack(db: ReadableDb, hash: PackHash): ConsultationPack | undefined {
  const row = getRow<{ body: string }>(db, 'SELECT body FROM pack WHERE hash = @hash', { hash });
  return row && parse(hash, row.body);
}

/** Every version of every consultation's pack. */
export function everyPack(db: ReadableDb): ConsultationPack[] {
  return allRows<{ hash: PackHash; body: string }>(db, 'SELECT hash, body FROM pack').map(({ hash, body }) =>
    parse(hash, body),
  );
}

/** The version with which replies are keyed from now on, or undefined where there is no such consultation. */
export function newestPack(db: ReadableDb, consultationId: ConsultationId): PackVersion | undefined {
  const row = getRow<{ hash: PackHash; version: number; body: string }>(
    db,
    `SELECT hash, version, body FROM pack WHERE consultation_id = @consultationId
     ORDER BY version DESC LIMIT 1`,
    { consultationId },
  );
  return row && { hash: row.hash, version: row.version, pack: parse(row.hash, row.body) };
}

/** What a consultation is numbered with. */
export interface ConsultationRow {
  readonly id: ConsultationId;
  readonly serialPrefix: string;
  /** The serial that the next reply gets, and the number of the next batch. */
  readonly nextSerial: number;
  readonly nextBatch: number;
}

const selectConsultations = `
  SELECT id, serial_prefix AS serialPrefix, next_serial AS nextSerial, next_batch AS nextBatch FROM consultation`;

export function readConsultation(
  db: ReadableDb,
  consultationId: ConsultationId,
): ConsultationRow | undefined {
  return getRow<ConsultationRow>(db, `${selectConsultations} WHERE id = @consultationId`, { consultationId });
}

/** The consultation whose serials begin with these letters. */
export function consultationOfPrefix(db: ReadableDb, serialPrefix: string): ConsultationRow | undefined {
  return getRow<ConsultationRow>(db, `${selectConsultations} WHERE serial_prefix = @serialPrefix`, {
    serialPrefix,
  });
}

/** Every consultation, in the order in which they were loaded first. */
export function listConsultations(db: ReadableDb): ConsultationRow[] {
  return allRows<ConsultationRow>(
    db,
    `${selectConsultations} ORDER BY (SELECT min(loaded_at_ms) FROM pack WHERE consultation_id = consultation.id), id`,
  );
}

export function insertConsultation(
  db: WritableDb,
  consultation: { readonly id: ConsultationId; readonly serialPrefix: string },
): void {
  write(db, 'INSERT INTO consultation (id, serial_prefix) VALUES (@id, @serialPrefix)', { ...consultation });
}

/** Keeps a version for ever, as its canonical JSON. */
export function insertPack(
  db: WritableDb,
  version: {
    readonly hash: PackHash;
    readonly consultationId: ConsultationId;
    readonly version: number;
    readonly body: string;
    readonly loadedAtMs: number;
    readonly loadedBy: PersonId;
  },
): void {
  write(
    db,
    `INSERT INTO pack (hash, consultation_id, version, body, loaded_at_ms, loaded_by)
     VALUES (@hash, @consultationId, @version, @body, @loadedAtMs, @loadedBy)`,
    { ...version },
  );
}

/**
 * Judges the lateness of what isn't sealed yet anew: a later version of a pack can move the closing date.
 * @returns how many replies changed
 */
export function judgeLatenessAnew(db: WritableDb, consultationId: ConsultationId, closesOn: string): number {
  // ISO dates compare as text; contract/rules/lateness.ts says the same of two days, and a test holds them equal.
  const late = allRows<{ id: string }>(
    db,
    `UPDATE reply SET is_late = (received_date > @closesOn)
     WHERE consultation_id = @consultationId AND stage = 'here' AND is_late <> (received_date > @closesOn)
     RETURNING id`,
    { consultationId, closesOn },
  );
  return late.length;
}

/** Takes the next serial. Within the transaction that logs the reply, so that a refusal leaves no gap. */
export function takeSerial(db: WritableDb, consultationId: ConsultationId): number {
  return take(db, 'UPDATE consultation SET next_serial = next_serial + 1', 'next_serial', consultationId);
}

/** Takes the next batch number, within the transaction that opens the batch. */
export function takeBatchNumber(db: WritableDb, consultationId: ConsultationId): number {
  return take(db, 'UPDATE consultation SET next_batch = next_batch + 1', 'next_batch', consultationId);
}

function take(
  db: WritableDb,
  update: string,
  column: 'next_serial' | 'next_batch',
  consultationId: ConsultationId,
): number {
  const row = getRow<{ taken: number }>(
    db,
    `${update} WHERE id = @consultationId RETURNING ${column} - 1 AS taken`,
    { consultationId },
  );
  if (row === undefined) throw new Error(`no consultation ${consultationId} to number for`);
  return row.taken;
}
