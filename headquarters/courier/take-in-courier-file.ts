import { ByteSource, CutShortError, LineTooLongError } from '../../contract/sync/byte-source.ts';
import { CourierHeader, digestInFileName, longestCourierHeaderBytes } from '../../contract/sync/courier.ts';
import type { CourierProblem, CourierReport } from '../../contract/sync/courier-report.ts';
import { usualLimits } from '../../contract/sync/limits.ts';
import type { Limits } from '../../contract/sync/limits.ts';
import { ageKeys } from '../age-keys.ts';
import { transaction } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import { fileCourierReport, lastOffered, namedDevice } from '../database/queries/courier-files.ts';
import type { NamedDevice } from '../database/queries/courier-files.ts';
import type { Identity } from '../database/queries/identity.ts';
import type { Receiver } from '../ingest/receive.ts';
import { FileProblem } from './file-problem.ts';
import { openAgeFile } from './open-age-file.ts';
import { StretchList } from './stretch-list.ts';
import { takeInConsignments } from './take-in-consignments.ts';
import { WatchedBytes } from './watched-bytes.ts';

/** What became known of a file while it was read. */
interface Reading {
  header: CourierHeader | null;
  device: NamedDevice | null;
  readonly stretches: StretchList;
}

/**
 * Takes in a courier file (S17): opens it with headquarters' courier key and hands each consignment in it to the same
 * function that takes what is POSTed, one at a time, so that a file of any size needs the memory of one. Whatever can
 * be read is taken in, what can't is named, and the same file again, years later too, changes nothing (S13, S15).
 *
 * @throws what the source throws, and what says that the database is away: then the same file is to be offered again
 */
export async function takeInCourierFile(
  database: Database,
  identity: Identity,
  file: {
    readonly name: string;
    readonly bytes: AsyncIterable<Uint8Array>;
    /** What headquarters announces, where that isn't the usual. */
    readonly limits?: Limits;
  },
): Promise<CourierReport> {
  const bytes = new WatchedBytes(file.bytes);
  const reading: Reading = { header: null, device: null, stretches: new StretchList() };
  const { courier } = await ageKeys(database);
  const receiver = { database, identity, limits: file.limits ?? usualLimits };
  const found = await problemOf(readFile(receiver, courier.identity, bytes, reading), bytes);
  await bytes.drain();
  const digest = bytes.digest();
  const { header, device, stretches } = reading;
  const report: CourierReport = {
    fileName: file.name,
    digest,
    sizeBytes: bytes.sizeBytes,
    problem: byItsName(found, file.name, digest),
    computer: computerOf(header, device),
    writtenAt: header?.writtenAt ?? null,
    offeredBefore: (await lastOffered(database.read, digest))?.toISOString() ?? null,
    ...stretches.summary(),
  };
  await transaction(database, (db) => fileCourierReport(db, report));
  return report;
}

async function readFile(
  receiver: Receiver,
  ageIdentity: string,
  bytes: WatchedBytes,
  reading: Reading,
): Promise<void> {
  const { database, identity } = receiver;
  const opened = await openAgeFile(bytes, ageIdentity);
  const source = new ByteSource(opened.pieces);
  const header = readHeader(await source.line(longestCourierHeaderBytes), opened.isTrusted());
  // What a damaged header says isn't shown to anybody.
  if (opened.isTrusted()) {
    reading.header = header;
    if (header.serverId !== identity.serverId) throw new FileProblem('OF_ANOTHER_HEADQUARTERS');
    reading.device = await namedDevice(database.read, header.deviceId);
    if (reading.device === null) throw new FileProblem('OF_UNKNOWN_COMPUTER');
  }
  const isComplete = await takeInConsignments(receiver, { source, header, ...opened }, reading.stretches);
  // The last chunk didn't open. Had all been there, something in it was altered; else it ended too early.
  if (!opened.isTrusted()) throw new FileProblem(isComplete ? 'ALTERED' : 'CUT_SHORT');
  if (!isComplete) throw new FileProblem('NOT_A_COURIER_FILE');
}

function readHeader(line: Uint8Array | null, isTrusted: boolean): CourierHeader {
  try {
    return CourierHeader.parse(JSON.parse(Buffer.from(line ?? []).toString()));
  } catch {
    throw new FileProblem(isTrusted ? 'NOT_A_COURIER_FILE' : 'ALTERED');
  }
}

/** Why the reading ended early, null where it didn't; anything that isn't about the file is thrown on. */
async function problemOf(reading: Promise<void>, bytes: WatchedBytes): Promise<CourierProblem | null> {
  try {
    await reading;
    return null;
  } catch (error) {
    if (bytes.failure !== null) throw bytes.failure;
    if (error instanceof FileProblem) return error.problem;
    if (error instanceof CutShortError || error instanceof LineTooLongError) return 'NOT_A_COURIER_FILE';
    throw error;
  }
}

/**
 * A header whose wrapped key was altered looks as if the file were for somebody else. The eight digits in its name
 * tell the two apart, if nobody changed the name: nothing is decided by them but the words.
 */
function byItsName(problem: CourierProblem | null, name: string, digest: string): CourierProblem | null {
  const named = digestInFileName(name);
  const isAltered = named !== null && !digest.startsWith(named);
  return problem === 'NOT_FOR_THIS_HEADQUARTERS' && isAltered ? 'ALTERED' : problem;
}

function computerOf(header: CourierHeader | null, device: NamedDevice | null): CourierReport['computer'] {
  if (device !== null) return device;
  return header && { deviceId: header.deviceId, unitName: header.unitName, label: null, isRevoked: false };
}
