import { z } from 'zod';
import { EpochMs } from '../records/calendar-date.ts';
import { CarriedSeries, largestReceiptFileBytes } from '../sync/courier.ts';
import { DeviceId, ServerId } from '../sync/ids.ts';
import { declareCalls } from './call.ts';

// Carrying by hand what can't be sent (S17). All of it works without a network, and for a computer that
// headquarters has withdrawn or whose access has run out.

const Count = z.int().nonnegative();

/** How far a courier file has come; it is written first, and then read back from the stick. */
export const CourierProgress = z.strictObject({
  phase: z.enum(['writing', 'verifying']),
  bytesDone: Count,
  /** Of the writing it is an estimate until the end, a little too high rather than too low. */
  bytesTotal: Count,
  eventsDone: Count,
  eventsTotal: Count,
});
export type CourierProgress = z.infer<typeof CourierProgress>;

/** What a courier file would carry now: everything since the last receipt, of every epoch. */
export const CourierWaiting = z.strictObject({
  replies: Count,
  events: Count,
  /** About how large the file will be. */
  bytes: Count,
  series: z.array(CarriedSeries),
  /** Null while no file is being written. */
  progress: CourierProgress.nullable(),
});
export type CourierWaiting = z.infer<typeof CourierWaiting>;

/** A folder that a person would choose. `name` is what they would call it: the stick's own name. */
export const CourierPlace = z.strictObject({
  folder: z.string(),
  name: z.string(),
  kind: z.enum(['removable', 'last-used']),
  /** Null where the system doesn't say. */
  freeBytes: Count.nullable(),
});
export type CourierPlace = z.infer<typeof CourierPlace>;

/** What is printed and goes with the stick: enough for two people on the telephone to know that it is the same file. */
export const CourierSlip = z.strictObject({
  number: z.int().positive(),
  fileName: z.string(),
  folder: z.string(),
  sizeBytes: Count,
  replies: Count,
  events: Count,
  series: z.array(CarriedSeries),
  /** The first eight digits of the SHA-256 of the file, as they stand in its name too. */
  digestStart: z.string().length(8),
  writtenAtMs: EpochMs,
  writtenBy: z.string(),
  unitName: z.string(),
  deviceId: DeviceId,
  serverId: ServerId,
  headquartersUrl: z.string(),
  /** Whether receipts cover by now everything that the file carries. */
  isReceipted: z.boolean(),
});
export type CourierSlip = z.infer<typeof CourierSlip>;

/** What a receipt file brought. */
export const ReceiptsTaken = z.strictObject({
  /** Signed receipts in the file that were new. */
  taken: Count,
  /** Those that were here already: harmless. */
  takenBefore: Count,
  /** Those for more of a series than this store has: not filed, and what they newly say of its own replies is heard. */
  heard: Count,
  /** Such receipts that say nothing new of its own replies. */
  ofAnotherLife: Count,
  /** Replies that became *received* by it. */
  repliesReceived: Count,
  /** Replies that were received, and aren't any more: headquarters was restored, and lacks them. */
  repliesLacking: Count,
  /** Headquarters has more of this computer than this store: what has no receipt is offered again as a new series. */
  hasNewSeries: z.boolean(),
});
export type ReceiptsTaken = z.infer<typeof ReceiptsTaken>;

const Folder = z.string().min(1).max(1000);

export const courierCalls = declareCalls({
  waiting: { access: 'person', request: z.null(), reply: CourierWaiting, errors: ['NOT_ENROLLED'] },
  /** Sticks that are in the computer, and the folder that was used last. */
  places: { access: 'person', request: z.null(), reply: z.array(CourierPlace), errors: [] },
  /**
   * Writes a courier file into the folder, reads it back from there and verifies it, and answers with its slip; with
   * null where somebody cancelled, and then there is no file. Announces `courier-progress`.
   */
  write: {
    access: 'person',
    request: z.strictObject({ folder: Folder }),
    reply: CourierSlip.nullable(),
    errors: [
      'NOT_ENROLLED',
      'NOTHING_TO_CARRY',
      'COURIER_ALREADY',
      'COURIER_FOLDER_MISSING',
      'COURIER_FOLDER_READ_ONLY',
      'COURIER_NO_SPACE',
      'COURIER_STICK_GONE',
      'COURIER_NOT_VERIFIED',
      'SEALED_ALTERED',
      'COURIER_NOT_WRITTEN',
    ],
  },
  /** Stops the writing; nothing stays on the stick. */
  cancel: { access: 'person', request: z.null(), reply: z.null(), errors: [] },
  /** The newest first. */
  slips: {
    access: 'person',
    request: z.strictObject({ limit: z.int().min(1).max(500) }),
    reply: z.array(CourierSlip),
    errors: [],
  },
  /** Takes in a receipt file that came back from headquarters; `text` is its content. All of it or nothing. */
  takeReceipts: {
    access: 'person',
    request: z.strictObject({ text: z.string().min(1).max(largestReceiptFileBytes) }),
    reply: ReceiptsTaken,
    errors: [
      'NOT_ENROLLED',
      'NOT_A_RECEIPT_FILE',
      'RECEIPTS_OF_ANOTHER_HEADQUARTERS',
      'RECEIPTS_FOR_ANOTHER_COMPUTER',
      'RECEIPTS_ALTERED',
      'RECEIPTS_OF_EARLIER_LIFE',
      'RECEIPT_INVALID',
    ],
  },
});
