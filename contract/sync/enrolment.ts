import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { AgeRecipient } from './age-recipient.ts';
import { DeviceId, Epoch, ServerId } from './ids.ts';
import { PublicKey, Signature } from './hash.ts';

// Headquarters prints one line, which holds where it is and a secret that works once:
//
//   https://headquarters.example/#ABCD-EFGH-JKMN-PQRS
//
// The secret is 16 characters of Crockford's alphabet (no I, L, O, U): 80 random bits that can be read out over
// a telephone. People type what they like: small letters, spaces, o for 0, i or l for 1. It stands behind a `#`
// because no browser sends that part, should somebody paste the line into one.

/** The secret part of an enrolment code, as it is printed. */
export const EnrolmentSecret = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
  .brand<'EnrolmentSecret'>();
export type EnrolmentSecret = z.infer<typeof EnrolmentSecret>;

/** What an enrolment code says: the address of headquarters without a slash at its end, and the secret. */
export interface EnrolmentCode {
  readonly address: string;
  readonly secret: EnrolmentSecret;
}

/** An enrolment code in one line, as headquarters prints it. */
export function writeEnrolmentCode(code: EnrolmentCode): string {
  return `${code.address}/#${code.secret}`;
}

/** The enrolment code that a person pasted or typed, or null where it can't be one. */
export function readEnrolmentCode(typed: string): EnrolmentCode | null {
  const parts = /^\s*(https?:\/\/[^\s#]+?)\/?\s*#([^#]*)$/i.exec(typed);
  if (!parts) return null;
  const letters = parts[2]!
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  const secret = EnrolmentSecret.safeParse(letters.match(/.{1,4}/g)?.join('-'));
  return secret.success ? { address: parts[1]!, secret: secret.data } : null;
}

/** What a device asks for; `publicKey` is that of the Ed25519 pair it made for the purpose (S4). */
export const Enrolment = z.strictObject({
  format: z.literal('postbag-enrolment/1'),
  secret: EnrolmentSecret,
  publicKey: PublicKey,
  deviceLabel: z.string().min(1).max(100),
});
export type Enrolment = z.infer<typeof Enrolment>;

/**
 * The body of `POST /v1/enrolments`. The signature, by the key that is to be enrolled over `enrolmentPreimage`,
 * proves that the device has it. So the same secret and key may be sent again when the answer was lost: the same
 * device id comes back with a fresh token. With another key, the secret is used up.
 */
export const SignedEnrolment = z.strictObject({
  enrolment: Enrolment,
  signature: Signature,
});
export type SignedEnrolment = z.infer<typeof SignedEnrolment>;

/** The text that a device signs to enrol. */
export function enrolmentPreimage(enrolment: Enrolment): string {
  return canonicalJson(enrolment);
}

/**
 * The reply. The device keeps `serverId` and `serverPublicKey` for ever and believes no other (S12). `token` goes
 * into `Authorization: Bearer …` of every later request. The recipients are age public keys: courier
 * files are encrypted to the first (S17), the key of the store, for the day on which nobody remembers a passphrase, to
 * the second.
 */
export const Enrolled = z.strictObject({
  deviceId: DeviceId,
  unitName: z.string(),
  token: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  serverId: ServerId,
  serverEpoch: Epoch,
  serverPublicKey: PublicKey,
  courierRecipient: AgeRecipient,
  recoveryRecipient: AgeRecipient,
});
export type Enrolled = z.infer<typeof Enrolled>;
