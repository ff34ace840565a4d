import { z } from 'zod';
import { EpochMs } from '../records/calendar-date.ts';
import { AgeRecipient } from './age-recipient.ts';
import type { Sha256 } from './hash.ts';
import { DeviceId } from './ids.ts';

// The way back into a store whose people have all gone. Its key lies in the unit's keyring a second time, sealed to
// headquarters. The unit sends that wrap with a fresh public key (the request); headquarters opens the wrap and
// seals the key to the fresh one (the answer). Both travel as a block of text, by e-mail or on paper, and neither
// opens anything by itself: the answer is readable only on the computer that made the request.
// `sealed` is always an age file in base64; recipients and identities are age's (X25519).

const Base64 = z
  .string()
  .regex(/^[A-Za-z0-9+/]+={0,2}$/)
  .max(10_000);
const StoreKeyHex = z.string().regex(/^[0-9a-f]{64}$/);

/** What is sealed to headquarters when a unit enrols. `deviceId` tells headquarters whose store it is. */
export const RecoveryWrapContent = z.strictObject({
  format: z.literal('postbag-recovery-wrap/1'),
  storeId: z.uuid(),
  deviceId: DeviceId,
  key: StoreKeyHex,
});
export type RecoveryWrapContent = z.infer<typeof RecoveryWrapContent>;

export const RecoveryRequest = z.strictObject({
  format: z.literal('postbag-recovery-request/1'),
  requestId: z.uuid(),
  storeId: z.uuid(),
  madeAtMs: EpochMs,
  /** The one-time key that the answer is to be sealed to. */
  replyTo: AgeRecipient,
  /** The wrap as it lies in the keyring. */
  sealed: Base64,
});
export type RecoveryRequest = z.infer<typeof RecoveryRequest>;

export const RecoveryAnswer = z.strictObject({
  format: z.literal('postbag-recovery-answer/1'),
  requestId: z.uuid(),
  storeId: z.uuid(),
  sealed: Base64,
});
export type RecoveryAnswer = z.infer<typeof RecoveryAnswer>;

/** What is sealed in an answer: its outside says the same, so that nobody can put two halves together. */
export const RecoveryAnswerContent = z.strictObject({
  format: z.literal('postbag-recovery-key/1'),
  requestId: z.uuid(),
  storeId: z.uuid(),
  key: StoreKeyHex,
});
export type RecoveryAnswerContent = z.infer<typeof RecoveryAnswerContent>;

/**
 * What the unit reads out over the telephone and headquarters compares, of the SHA-256 of a request's JSON in
 * hexadecimal. 64 bits: of the 32 that are enough against accidents, somebody who puts a request of their own in the
 * place of the unit's would find one that shows the same in minutes.
 */
export function recoveryCheck(digest: Sha256): string {
  return digest.slice(0, 16).toUpperCase().match(/.{4}/g)!.join('-');
}

const blockNames = { request: 'POSTBAG RECOVERY REQUEST', answer: 'POSTBAG RECOVERY ANSWER' } as const;
type BlockKind = keyof typeof blockNames;

/** A request or an answer as a block of text that survives e-mail: `text` is base64 of the JSON, in short lines. */
export function writeBlock(kind: BlockKind, base64: string): string {
  const lines = base64.match(/.{1,48}/g) ?? [];
  return [`-----BEGIN ${blockNames[kind]}-----`, ...lines, `-----END ${blockNames[kind]}-----`, ''].join(
    '\n',
  );
}

/** The base64 within a block, wherever in a text it stands and however it was quoted; null where there is none. */
export function readBlock(kind: BlockKind, text: string): string | null {
  const name = blockNames[kind];
  const found = new RegExp(`-----BEGIN ${name}-----([A-Za-z0-9+/=>\\s]*)-----END ${name}-----`).exec(text);
  return found?.[1]?.replaceAll(/[\s>]/g, '') ?? null;
}
