import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, sign, verify } from 'node:crypto';
import type { Sha256 } from '../contract/sync/hash.ts';
import { PublicKey, Signature } from '../contract/sync/hash.ts';

/** SHA-256 in lower-case hexadecimal; a string is hashed as its UTF-8 bytes. */
export function sha256(content: string | Uint8Array): Sha256 {
  return hash('sha256', content, 'hex') as Sha256;
}

/** An Ed25519 pair as it lies in the database: the public key raw in base64url, the private one as PKCS 8 PEM. */
export interface KeyPair {
  readonly publicKey: PublicKey;
  readonly privateKeyPem: string;
}

/** A new Ed25519 pair. */
export function makeKeyPair(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: PublicKey.parse(publicKey.export({ format: 'jwk' }).x),
    privateKeyPem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
}

/** The Ed25519 signature of a text's UTF-8 bytes. */
export function signText(text: string, privateKeyPem: string): Signature {
  return Signature.parse(
    sign(null, Buffer.from(text), createPrivateKey(privateKeyPem)).toString('base64url'),
  );
}

// jscpd:ignore-start: neither side imports the other, and contract/ knows no node:crypto
/** Whether `signature` is that of `text` by the holder of `publicKey`; a key that isn't on the curve signs nothing. */
export function isSignedBy(text: string, signature: Signature, publicKey: PublicKey): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}
// jscpd:ignore-end
