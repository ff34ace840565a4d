import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { PublicKey, Signature } from '../../contract/sync/hash.ts';
import type { DeviceKey } from '../store/queries/devices.ts';

// Ed25519 is in Node's OpenSSL and in Electron's BoringSSL alike.

/** A new key pair for this computer (S4). */
export function makeDeviceKey(): DeviceKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: PublicKey.parse(publicKey.export({ format: 'jwk' }).x),
    privateKeyPem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
}

/** The signature of a text's UTF-8 bytes. */
export function signText(text: string, privateKeyPem: string): Signature {
  return Signature.parse(
    sign(null, Buffer.from(text), createPrivateKey(privateKeyPem)).toString('base64url'),
  );
}

// jscpd:ignore-start: neither side imports the other, and contract/ knows no node:crypto
/** Whether the holder of `publicKey` signed the text; a key that isn't on the curve signed nothing. */
export function isSignedBy(text: string, signature: Signature, publicKey: PublicKey): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}
// jscpd:ignore-end
