import { open, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { CourierSlip } from '../../../contract/bridge/courier.ts';
import { PostbagError } from '../../../contract/errors.ts';
import { ByteSource } from '../../../contract/sync/byte-source.ts';
import { courierFileName } from '../../../contract/sync/courier.ts';
import { inTransaction } from '../../store/db.ts';
import type { Desk } from '../../store/desk.ts';
import { appendAudit } from '../../store/queries/audit.ts';
import { insertCourierFile, listCourierSlips } from '../../store/queries/courier-files.ts';
import { readEnrolment } from '../../store/queries/devices.ts';
import type { Enrolment } from '../../store/queries/devices.ts';
import { beginDueEpoch } from '../begin-due-epoch.ts';
import { readAgeFile, writeAgeFile } from './age-file.ts';
import type { FileFacts } from './age-file.ts';
import { checkPlaintext, NotAsWritten } from './check-plaintext.ts';
import { FileKey } from './file-key.ts';
import { planCourierFile } from './plan.ts';
import type { CourierPlan } from './plan.ts';
import { plaintextOf } from './plaintext.ts';
import { noSpace, refusalOfDisk } from './refusal-of-disk.ts';
import { asOnlyWriting } from './writings.ts';
import type { Writing } from './writings.ts';

/**
 * Writes a courier file (S17): temporary name, fsync, rename, fsync of the folder, then all of it read back from the
 * disk, compared, opened and checked, and only then its slip is kept and answered. Null where somebody cancelled. After
 * that, and after every refusal, there is no file. It asks nobody outside: it works without a network, and for a
 * computer that headquarters doesn't let in any more.
 *
 * @throws PostbagError as `courier.write` declares
 */
export async function writeCourierFile(
  desk: Desk,
  folder: string,
  closing: AbortSignal,
): Promise<CourierSlip | null> {
  const { db } = desk;
  const enrolment = readEnrolment(db);
  if (enrolment === undefined) throw new PostbagError('NOT_ENROLLED', {});
  try {
    return await asOnlyWriting(db, closing, async (writing) => {
      beginDueEpoch(db, enrolment.deviceId, desk.nowMs());
      const plan = planCourierFile(db, enrolment);
      if (plan.events === 0) throw new PostbagError('NOTHING_TO_CARRY', {});
      await demandFolder(folder, plan.bytes);
      return await new CourierWriter(desk, enrolment, plan, writing).write(folder);
    });
  } finally {
    // However it ended: no window may go on saying that a file is being written.
    desk.announce({ topic: 'store-changed' });
  }
}

/** @throws PostbagError COURIER_FOLDER_MISSING, COURIER_NO_SPACE */
async function demandFolder(folder: string, neededBytes: number): Promise<void> {
  const found = path.isAbsolute(folder) ? await stat(folder).catch(() => null) : null;
  if (found === null || !found.isDirectory()) throw new PostbagError('COURIER_FOLDER_MISSING', { folder });
  const space = await statfs(folder).catch(() => null);
  if (space !== null && space.bavail * space.bsize < neededBytes) throw noSpace(folder, neededBytes);
}

/** One file's writing and verifying. */
class CourierWriter {
  readonly #desk: Desk;
  readonly #enrolment: Enrolment;
  readonly #plan: CourierPlan;
  readonly #writing: Writing;
  readonly #fileKey = new FileKey();

  constructor(desk: Desk, enrolment: Enrolment, plan: CourierPlan, writing: Writing) {
    this.#desk = desk;
    this.#enrolment = enrolment;
    this.#plan = plan;
    this.#writing = writing;
  }

  async write(folder: string): Promise<CourierSlip> {
    // Always the same name: what a program that was killed left there is written over.
    const temporary = path.join(folder, `postbag-${this.#enrolment.deviceId}.part`);
    let file = temporary;
    const writtenAtMs = this.#desk.nowMs();
    try {
      const { facts, plainDigest } = await this.#writeTo(temporary, new Date(writtenAtMs));
      const fileName = courierFileName(this.#enrolment.unitName, new Date(writtenAtMs), facts.digest);
      const named = path.join(folder, fileName);
      await rename(temporary, named);
      file = named;
      await syncFolder(folder);
      await this.#verify(named, facts, plainDigest, folder);
      return this.#keepSlip({ fileName, folder, ...facts, writtenAtMs });
    } catch (error) {
      // A stick that is gone can't be tidied up; what matters was said already.
      await rm(file, { force: true }).catch(() => undefined);
      throw refusalOfDisk(error, folder, this.#plan.bytes);
    } finally {
      this.#fileKey.forget();
    }
  }

  async #writeTo(
    file: string,
    writtenAt: Date,
  ): Promise<{ readonly facts: FileFacts; readonly plainDigest: string }> {
    const { signal } = this.#writing;
    this.#begin('writing', this.#plan.bytes);
    const plaintext = plaintextOf(this.#desk.db, this.#enrolment, this.#plan, {
      writtenAt,
      signal,
      onEvents: (count) => this.#tell(0, count),
    });
    const to = { recipient: this.#enrolment.courierRecipient, fileKey: this.#fileKey };
    const facts = await writeAgeFile(file, plaintext.chunks, to, {
      signal,
      onBytes: (count) => this.#tell(count, 0),
    });
    return { facts, plainDigest: plaintext.digest() };
  }

  async #verify(file: string, facts: FileFacts, plainDigest: string, folder: string): Promise<void> {
    const { signal } = this.#writing;
    this.#begin('verifying', facts.sizeBytes);
    try {
      const found = await readAgeFile(
        file,
        this.#fileKey,
        { signal, onBytes: (count) => this.#tell(count, 0) },
        (plaintext) => this.#check(new ByteSource(plaintext)),
      );
      const { digest, sizeBytes } = found.facts;
      if (digest !== facts.digest || sizeBytes !== facts.sizeBytes)
        throw new NotAsWritten('its digest differs');
      if (found.value !== plainDigest) throw new NotAsWritten('what it holds differs');
      // Whoever cancelled during the last piece has cancelled: the slip isn't kept yet.
      signal.throwIfAborted();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Error && 'code' in error) throw error;
      // Whatever it can't be opened or read for: it isn't what was written.
      const reason = error instanceof NotAsWritten ? error.message : 'it does not open';
      throw new PostbagError('COURIER_NOT_VERIFIED', { folder, reason });
    }
  }

  #check(source: ByteSource): Promise<string> {
    return checkPlaintext(this.#desk.db, this.#enrolment, this.#plan, source, (count) =>
      this.#tell(0, count),
    );
  }

  #keepSlip(file: FileFacts & { fileName: string; folder: string; writtenAtMs: number }): CourierSlip {
    const { db, person } = this.#desk;
    const { events, replies, series } = this.#plan;
    const { deviceId } = this.#enrolment;
    inTransaction(db, () => {
      insertCourierFile(db, { ...file, deviceId, events, replies, series, writtenBy: person.id });
      appendAudit(db, {
        atMs: file.writtenAtMs,
        personId: person.id,
        act: 'courier.write',
        subject: deviceId,
        details: { fileName: file.fileName, folder: file.folder, digest: file.digest, events },
      });
    });
    return listCourierSlips(db, 1)[0]!;
  }

  #begin(phase: Writing['progress']['phase'], bytesTotal: number): void {
    this.#writing.progress = {
      phase,
      bytesDone: 0,
      bytesTotal,
      eventsDone: 0,
      eventsTotal: this.#plan.events,
    };
    this.#tell(0, 0);
  }

  #tell(bytes: number, events: number): void {
    const { progress } = this.#writing;
    this.#writing.progress = {
      ...progress,
      bytesDone: Math.min(progress.bytesDone + bytes, progress.bytesTotal),
      eventsDone: progress.eventsDone + events,
    };
    this.#desk.announce({ topic: 'courier-progress', ...this.#writing.progress });
  }
}

/** Makes the rename itself last; Windows has no such thing, and its file systems keep a journal. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
