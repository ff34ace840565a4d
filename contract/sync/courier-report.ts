import { z } from 'zod';
import { DeviceId, Epoch, Seq } from './ids.ts';
import { Sha256 } from './hash.ts';

/**
 * What can be wrong with a courier file as a whole. What could be read before it showed is taken in all the same; the
 * file itself is never changed or deleted.
 */
export const courierProblems = {
  EMPTY: 'The file is empty.',
  NOT_AN_AGE_FILE: 'This is no courier file: it does not begin as an age file does.',
  CUT_SHORT:
    'The file is cut short: its end is missing. Copy it from the stick again, or have it written anew.',
  ALTERED:
    'The file was altered or damaged after it was written. Copy it from the stick again, or have it written anew.',
  NOT_FOR_THIS_HEADQUARTERS:
    'The file is encrypted to somebody else: this headquarters cannot open it. Ask the unit which headquarters it is enrolled with.',
  NOT_A_COURIER_FILE: 'The file opens, and what it holds is not what a unit’s computer writes.',
  OF_ANOTHER_HEADQUARTERS: 'The file was written for another headquarters.',
  OF_UNKNOWN_COMPUTER:
    'The file is from a computer that this headquarters never enrolled, or has forgotten. Keep it; enrol the computer, and have it written anew.',
} as const;
export type CourierProblem = keyof typeof courierProblems;

const Count = z.int().nonnegative();

/** What became of a stretch of a computer's stream; neighbours with the same fate are one. */
export const CarriedStretch = z.strictObject({
  deviceId: DeviceId,
  epoch: Epoch,
  fromSeq: Seq,
  throughSeq: Seq,
  newEvents: Count,
  knownEvents: Count,
  /** New, and they don't count before a person says so: the computer was withdrawn (S13). */
  parkedEvents: Count,
  /** A code of the protocol (`GAP`, `FORK`, `BAD_CHAIN` …), null where the stretch is at headquarters now. */
  refusal: z.string().nullable(),
  /** With `GAP`: what is missing before it. */
  missing: z.strictObject({ fromSeq: Seq, throughSeq: Seq }).nullable(),
});
export type CarriedStretch = z.infer<typeof CarriedStretch>;

/** What headquarters says of a file that was offered to it. */
export const CourierReport = z.strictObject({
  fileName: z.string(),
  digest: Sha256,
  sizeBytes: Count,
  problem: z.enum(Object.keys(courierProblems) as [CourierProblem, ...CourierProblem[]]).nullable(),
  /** Who wrote it, as far as that could be read; the unit's and computer's names are headquarters' own. */
  computer: z
    .strictObject({
      deviceId: DeviceId,
      unitName: z.string(),
      label: z.string().nullable(),
      isRevoked: z.boolean(),
    })
    .nullable(),
  /** By the unit's clock: information. */
  writtenAt: z.iso.datetime().nullable(),
  /** When this very file was offered last before; null the first time. */
  offeredBefore: z.iso.datetime().nullable(),
  stretches: z.array(CarriedStretch),
  newEvents: Count,
  knownEvents: Count,
  parkedEvents: Count,
});
export type CourierReport = z.infer<typeof CourierReport>;

/** Whether everything that the file carries is at headquarters now. */
export function isAllTakenIn(report: CourierReport): boolean {
  return report.problem === null && report.stretches.every((stretch) => stretch.refusal === null);
}
