import { z } from 'zod';
import { Epoch, Seq, ServerId } from './ids.ts';

/**
 * What a device does about a refusal (the Errors table of docs/protocol.md): `transient` tries again for ever,
 * `authority` stops and keeps everything, `batch` splits or goes back to the head, `integrity` freezes the stream
 * until a new epoch or a person decides.
 */
export type SyncErrorClass = 'transient' | 'authority' | 'batch' | 'integrity';

const nothing = z.strictObject({});
const atSeq = z.strictObject({ seq: Seq });

/** Every code that headquarters answers with: class, HTTP status, details, and a message for people. */
export const syncErrors = {
  BUSY: {
    errorClass: 'transient',
    httpStatus: 503,
    details: nothing,
    message: 'Headquarters is busy. Nothing was lost; sending is tried again by itself.',
  },
  INTERNAL: {
    errorClass: 'transient',
    httpStatus: 500,
    details: nothing,
    message: 'Headquarters had a fault of its own. Nothing was lost; sending is tried again by itself.',
  },
  TOKEN_UNKNOWN: {
    errorClass: 'authority',
    httpStatus: 401,
    details: nothing,
    message:
      'Headquarters does not know this computer. Everything is kept here; enrol it with a new code from headquarters.',
  },
  // Of a computer that was enrolled with a code that gives access for so many days.
  TOKEN_EXPIRED: {
    errorClass: 'authority',
    httpStatus: 401,
    details: nothing,
    message:
      "This computer's access has run out. Everything is kept here; enrol it with a new code from headquarters.",
  },
  // It is told nothing of its streams, and has to learn all the same that headquarters was restored (S7): what it
  // sent before may be lost there, and it carries that by hand.
  DEVICE_REVOKED: {
    errorClass: 'authority',
    httpStatus: 403,
    details: z.strictObject({ serverEpoch: Epoch }),
    message: 'Headquarters has withdrawn this computer. Everything is kept here; speak to headquarters.',
  },
  STREAM_OF_ANOTHER: {
    errorClass: 'authority',
    httpStatus: 403,
    details: nothing,
    message: 'That stream belongs to another computer. Everything is kept here; speak to headquarters.',
  },
  CODE_REFUSED: {
    errorClass: 'authority',
    httpStatus: 403,
    details: z.strictObject({ reason: z.enum(['unknown', 'used', 'expired']) }),
    message:
      'Headquarters does not accept this code. Nothing has changed here; ask headquarters for a new one.',
  },
  TOO_LARGE: {
    errorClass: 'batch',
    httpStatus: 413,
    details: z.strictObject({ consignmentBytes: z.int(), consignmentEvents: z.int(), eventBytes: z.int() }),
    message:
      'More was sent at once than headquarters takes. Everything is kept here; it is sent again in smaller parts.',
  },
  DIGEST_MISMATCH: {
    errorClass: 'batch',
    httpStatus: 400,
    details: nothing,
    message: 'What arrived is not what was sent. Everything is kept here; it is sent again.',
  },
  MALFORMED: {
    errorClass: 'batch',
    httpStatus: 400,
    details: z.strictObject({ reason: z.string() }),
    message: 'Headquarters could not read what was sent. Everything is kept here; it is sent again.',
  },
  GAP: {
    errorClass: 'batch',
    httpStatus: 409,
    details: z.strictObject({ headSeq: z.int32().min(0) }),
    message:
      'Headquarters lacks something from before. Everything is kept here; sending starts again from what it has.',
  },
  FORK: {
    errorClass: 'integrity',
    httpStatus: 409,
    details: atSeq,
    message:
      'Headquarters already has something else in this place: this store was restored or copied. Everything is kept on both sides; it is sent again as a new series.',
  },
  BAD_CHAIN: {
    errorClass: 'integrity',
    httpStatus: 409,
    details: atSeq,
    message:
      'The order of the sealed replies does not add up. Everything is kept here; speak to headquarters.',
  },
  BAD_SIGNATURE: {
    errorClass: 'integrity',
    httpStatus: 409,
    details: nothing,
    message:
      'The signature is not that of this computer. Everything is kept here; enrol it again or speak to headquarters.',
  },
  SERVER_CHANGED: {
    errorClass: 'integrity',
    httpStatus: 409,
    details: z.strictObject({ serverId: ServerId, serverEpoch: Epoch }),
    message:
      'This is another headquarters than the one enrolled with, or it was restored. Everything is kept here and offered again.',
  },
} as const satisfies Record<
  string,
  { errorClass: SyncErrorClass; httpStatus: number; details: z.ZodType; message: string }
>;

export type SyncErrorCode = keyof typeof syncErrors;

/** The details that belong to a code. */
export type SyncErrorDetails<Code extends SyncErrorCode> = z.infer<(typeof syncErrors)[Code]['details']>;

/** What a refusal means to people; null for a code that this program doesn't know. */
export function syncErrorMessage(code: string): string | null {
  return Object.hasOwn(syncErrors, code) ? syncErrors[code as SyncErrorCode].message : null;
}

/**
 * Whether a new enrolment can mend it: headquarters doesn't take this computer for the one it enrolled, or has moved,
 * and its code bears the new address (a code of another headquarters is refused).
 */
export function asksForNewEnrolment(code: string): boolean {
  return syncErrorClass(code) === 'authority' || code === 'BAD_SIGNATURE' || code === 'SERVER_CHANGED';
}

/** How headquarters answers a refusal; read leniently, since an unknown code must be treated as transient. */
export const SyncRefusal = z.object({
  ok: z.literal(false),
  error: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }),
});
export type SyncRefusal = z.infer<typeof SyncRefusal>;

/** The class of a code as it arrived; what isn't known is tried again and never dropped. */
export function syncErrorClass(code: string): SyncErrorClass {
  return Object.hasOwn(syncErrors, code) ? syncErrors[code as SyncErrorCode].errorClass : 'transient';
}
