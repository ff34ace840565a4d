import { z } from 'zod';

// What is hashed and signed is stated in this folder as strings; the hashing itself is done by each side with
// its platform's cryptography, because nothing here may depend on a platform. A string is hashed and signed
// as its UTF-8 bytes.

/** SHA-256 as 64 hexadecimal digits in lower case. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Sha256'>();
export type Sha256 = z.infer<typeof Sha256>;

/** The raw 32 bytes of an Ed25519 public key, in base64url without padding: the `x` of its JWK. */
export const PublicKey = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .brand<'PublicKey'>();
export type PublicKey = z.infer<typeof PublicKey>;

/** The 64 bytes of an Ed25519 signature, in base64url without padding. */
export const Signature = z
  .string()
  .regex(/^[A-Za-z0-9_-]{86}$/)
  .brand<'Signature'>();
export type Signature = z.infer<typeof Signature>;
