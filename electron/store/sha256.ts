import { hash } from 'node:crypto';
import type { Sha256 } from '../../contract/sync/hash.ts';

/** SHA-256 in lower-case hexadecimal; a string is hashed as its UTF-8 bytes. */
export function sha256(content: string | Uint8Array): Sha256 {
  return hash('sha256', content, 'hex') as Sha256;
}
