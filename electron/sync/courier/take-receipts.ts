import type { ReceiptsTaken } from '../../../contract/bridge/courier.ts';
import { PostbagError } from '../../../contract/errors.ts';
import { ReceiptFile } from '../../../contract/sync/courier.ts';
import type { Signature } from '../../../contract/sync/hash.ts';
import { lifePreimage } from '../../../contract/sync/life.ts';
import { receiptPreimage } from '../../../contract/sync/receipt.ts';
import type { Receipt, SignedReceipt } from '../../../contract/sync/receipt.ts';
import { inTransaction } from '../../store/db.ts';
import type { Desk } from '../../store/desk.ts';
import { appendAudit } from '../../store/queries/audit.ts';
import { countReceivedReplies, isReceiptKept } from '../../store/queries/courier-receipts.ts';
import { isEnrolledDevice, readEnrolment, setServerEpoch } from '../../store/queries/devices.ts';
import type { Enrolment } from '../../store/queries/devices.ts';
import { beginLaterLife, readLife } from '../../store/queries/headquarters-life.ts';
import { receiptedThrough } from '../../store/queries/receipts.ts';
import { readCurrentStream, readLastLink, readLink } from '../../store/queries/streams.ts';
import type { StreamKey } from '../../store/queries/streams.ts';
import { beginEpoch } from '../place-events.ts';
import { isSignedBy } from '../signing.ts';
import { putSaid, takeReceipt } from '../take-receipt.ts';

/**
 * Takes in a receipt file that came back from headquarters (S17): all of it or nothing. Each receipt is believed for
 * the same reasons as one that came over the network; what was here already is no mistake.
 *
 * Where headquarters has more of the newest series than this store, or something else, this store was restored or
 * copied, and without a network this is where it learns that: the next epoch begins, and what has no receipt is
 * carried again in it (S7).
 *
 * @throws PostbagError as `courier.takeReceipts` declares; nothing was changed
 */
export function takeReceipts(desk: Desk, text: string): ReceiptsTaken {
  const { db } = desk;
  const enrolment = readEnrolment(db);
  if (enrolment === undefined) throw new PostbagError('NOT_ENROLLED', {});
  const file = readReceiptFile(text);
  const { life, signature } = file.life;
  demandOurs(desk, enrolment, file, life, { text: lifePreimage(life), signature });
  for (const { receipt, signature: own } of file.receipts) {
    demandOurs(desk, enrolment, file, receipt, { text: receiptPreimage(receipt), signature: own });
  }
  const taken = inTransaction(db, () => {
    const before = countReceivedReplies(db);
    // Also where it has no receipt to give: it was restored, and what it gave receipts for may be lost there (S7).
    beginLaterLife(db, life.serverEpoch);
    if (life.serverEpoch > enrolment.serverEpoch) {
      setServerEpoch(db, enrolment.deviceId, life.serverEpoch);
    }
    const stillReceived = countReceivedReplies(db);
    const outcomes = file.receipts.map((signed) => takeOne(desk, enrolment, signed));
    const count = (outcome: (typeof outcomes)[number]): number =>
      outcomes.filter((found) => found === outcome).length;
    const notFiled = count('heard') + count('of-another-life');
    const hasNewSeries = notFiled > 0 && beginAnew(desk, file.receipts);
    appendAudit(db, {
      atMs: desk.nowMs(),
      personId: desk.person.id,
      act: 'courier.takeReceipts',
      subject: enrolment.deviceId,
      details: { taken: count('taken'), takenBefore: count('kept-before') },
    });
    return {
      taken: count('taken'),
      takenBefore: count('kept-before'),
      heard: count('heard'),
      ofAnotherLife: count('of-another-life'),
      repliesReceived: countReceivedReplies(db) - stillReceived,
      repliesLacking: Math.max(0, before - countReceivedReplies(db)),
      hasNewSeries,
    };
  });
  desk.announce({ topic: 'store-changed' });
  return taken;
}

function readReceiptFile(text: string): ReceiptFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new PostbagError('NOT_A_RECEIPT_FILE', { reason: notJsonReason(text) });
  }
  const file = ReceiptFile.safeParse(json);
  if (file.success) return file.data;
  const place = file.error.issues[0]?.path.join('.') || 'the beginning';
  throw new PostbagError('NOT_A_RECEIPT_FILE', { reason: `it is not of the form of one, from ${place} on` });
}

/** What people are likely to choose by mistake is named. */
function notJsonReason(text: string): string {
  if (text.startsWith('age-encryption.org')) return 'it is a courier file, which goes to headquarters';
  if (/^\s*</.test(text)) return 'it is a web page';
  return text.startsWith('{"format":"postbag-receipts') ? 'it is cut short' : 'it is some other file';
}

/** The signature first: until it holds, nothing that is said is headquarters' word (S12). */
function demandOurs(
  { db }: Desk,
  enrolment: Enrolment,
  file: ReceiptFile,
  said: Pick<Receipt, 'serverId' | 'serverEpoch' | 'deviceId'>,
  { text, signature }: { readonly text: string; readonly signature: Signature },
): void {
  // Not about the signature yet: another headquarters' receipt bears another signature, and is no altered one.
  if (said.serverId !== enrolment.serverId) throw new PostbagError('RECEIPTS_OF_ANOTHER_HEADQUARTERS', {});
  if (!isSignedBy(text, signature, enrolment.serverPublicKey)) throw new PostbagError('RECEIPTS_ALTERED', {});
  if (!isEnrolledDevice(db, said.deviceId)) {
    const { label, unitName } = file.computer;
    throw new PostbagError('RECEIPTS_FOR_ANOTHER_COMPUTER', {
      computer: `“${label}” of ${unitName} (${said.deviceId})`,
    });
  }
  if (said.serverEpoch < readLife(db).serverEpoch) throw new PostbagError('RECEIPTS_OF_EARLIER_LIFE', {});
}

function takeOne(
  desk: Desk,
  enrolment: Enrolment,
  signed: SignedReceipt,
): 'taken' | 'kept-before' | 'heard' | 'of-another-life' {
  const { db } = desk;
  const { receipt } = signed;
  const stream: StreamKey = { deviceId: receipt.deviceId, epoch: receipt.epoch };
  if (isReceiptKept(db, signed)) return 'kept-before';
  if (readLink(db, stream, receipt.throughSeq)?.h !== receipt.throughH) {
    const { serverEpoch, throughSeq } = receipt;
    // Another copy of this store went on with the series. What stands before is ours, and is what it speaks of too.
    const isAboutOurs = serverEpoch === readLife(db).serverEpoch && throughSeq > receiptedThrough(db, stream);
    return isAboutOurs && putSaid(db, stream, receipt) > 0 ? 'heard' : 'of-another-life';
  }
  const { serverEpoch, fromSeq } = receipt;
  takeReceipt(desk, enrolment, stream, { serverEpoch, fromSeq, throughSeq: null }, signed);
  return 'taken';
}

/** Begins the next epoch where the receipts speak of more in the newest series than stands in it, or of something else. */
function beginAnew(desk: Desk, receipts: readonly SignedReceipt[]): boolean {
  const { db } = desk;
  const current = readCurrentStream(db, receipts[0]!.receipt.deviceId);
  const isBeyond = ({ deviceId, epoch, throughSeq, throughH }: Receipt): boolean =>
    deviceId === current.deviceId &&
    epoch >= current.epoch &&
    readLink(db, current, throughSeq)?.h !== throughH;
  if (!receipts.some(({ receipt }) => isBeyond(receipt))) return false;
  const newest = Math.max(current.epoch, ...receipts.map(({ receipt }) => receipt.epoch));
  const last = readLastLink(db, current)?.seq ?? 0;
  const isMore = receipts.some(({ receipt }) => receipt.epoch > current.epoch || receipt.throughSeq > last);
  for (let stream = current; stream.epoch <= newest;) {
    stream = beginEpoch(db, stream, {
      begunBecause: isMore ? 'restored' : 'fork',
      begunAtMs: desk.nowMs(),
    });
  }
  return true;
}
