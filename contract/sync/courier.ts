import { z } from 'zod';
import { DeviceId, Epoch, Seq, ServerId } from './ids.ts';
import type { Sha256 } from './hash.ts';
import { SignedLife } from './life.ts';
import { SignedReceipt } from './receipt.ts';

// A courier file (S17) is an age file (https://age-encryption.org/v1) with one X25519 recipient: headquarters'
// courier key, which came with the enrolment. What it holds, once opened:
//
//   line 1       {"format":"postbag-courier/1", …}
//   then         whole consignments back to back, each exactly as it would be POSTed
//
// A consignment says in its own first line how many bytes follow, so nothing separates one from the next. Only the
// consignments are signed. The header is information for people, and for telling a file that is cut short from one
// that is whole; nothing is believed because it stands there.

/** A stretch of one epoch that a courier file carries, both ends included. */
export const CarriedSeries = z
  .strictObject({ epoch: Epoch, fromSeq: Seq, throughSeq: Seq })
  .refine(({ fromSeq, throughSeq }) => fromSeq <= throughSeq, {
    path: ['throughSeq'],
    message: 'throughSeq is not before fromSeq.',
  });
export type CarriedSeries = z.infer<typeof CarriedSeries>;

/** The most epochs that one file may speak of: a store is restored or copied now and then, not a thousand times. */
const mostSeries = 1000;

/** The first line of what a courier file holds. `writtenAt` is information (S8). */
export const CourierHeader = z.strictObject({
  format: z.literal('postbag-courier/1'),
  serverId: ServerId,
  deviceId: DeviceId,
  unitName: z.string().max(1000),
  writtenAt: z.iso.datetime(),
  /** In the order in which the consignments follow, the oldest epoch first; never empty. */
  series: z.array(CarriedSeries).min(1).max(mostSeries),
});
export type CourierHeader = z.infer<typeof CourierHeader>;

/** The header's line is never longer than this, in bytes; whoever reads one stops here. */
export const longestCourierHeaderBytes = 256 * 1024;

/** A consignment's first line is never longer than this, in bytes. It has never been seen above 900. */
export const longestManifestLineBytes = 4096;

/** The name of a courier file: the unit in plain letters, the day in UTC, and eight digits of the file's own SHA-256. */
export function courierFileName(unitName: string, writtenAt: Date, digest: Sha256): string {
  return `postbag-${inPlainLetters(unitName)}-${dayOf(writtenAt)}-${digest.slice(0, 8)}.age`;
}

/** The eight digits in the name of a courier file, null where somebody gave it a name of their own. */
export function digestInFileName(name: string): string | null {
  return /-([0-9a-f]{8})\.age$/.exec(name)?.[1] ?? null;
}

/**
 * What headquarters writes for the way back: everything that it has of one computer's streams, which may be nothing,
 * and in which life of it. Plain JSON, because each receipt is signed and says nothing that a finder couldn't have (ids,
 * numbers, hashes). `computer` is for the words of a refusal only.
 */
export const ReceiptFile = z.strictObject({
  format: z.literal('postbag-receipts/1'),
  computer: z.strictObject({ unitName: z.string().max(1000), label: z.string().max(1000) }),
  life: SignedLife,
  receipts: z.array(SignedReceipt),
});
export type ReceiptFile = z.infer<typeof ReceiptFile>;

/**
 * A receipt file is never larger than this, about 40,000 events: the window has to hand it over in one frame. Where
 * headquarters has more, it leaves out the oldest receipts; the chain makes the later ones speak for them too.
 */
export const largestReceiptFileBytes = 5_000_000;

/** The name of a receipt file: the unit, the last digits of the computer's id, and the day in UTC. */
export function receiptFileName(unitName: string, deviceId: DeviceId, writtenAt: Date): string {
  return `receipts-${inPlainLetters(unitName)}-${deviceId.slice(-6)}-${dayOf(writtenAt)}.json`;
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** What every file system takes: small letters, figures and hyphens. */
function inPlainLetters(unitName: string): string {
  const plain = unitName
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '');
  return plain || 'unit';
}
