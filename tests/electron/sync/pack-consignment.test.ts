import { createHash, randomBytes } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { contentDigest } from '../../../contract/sync/endpoints.ts';
import type { Consignment } from '../../../electron/sync/make-consignment.ts';
import { beginPacking } from '../../../electron/sync/pack-consignment.ts';

it.each([
  ['a line alone', [Buffer.from('{}\n'), Buffer.alloc(0)]],
  ['words', [Buffer.from('{}\n'), Buffer.from('Invented words, again and again. '.repeat(100_000))]],
  ['what cannot be packed', [Buffer.from('{}\n'), randomBytes(3_000_000)]],
] as const)('[S16] %s is packed whole, with the digest of what is POSTed', async (_, pieces) => {
  const whole = Buffer.concat(pieces);
  const consignment = { pieces, sizeBytes: whole.length } as Pick<Consignment, 'pieces' | 'sizeBytes'>;
  const { bytes, contentDigest: digest } = await beginPacking(consignment as Consignment).packed;
  expect(zstdDecompressSync(bytes).equals(whole)).toBe(true);
  expect(digest).toBe(contentDigest(createHash('sha256').update(bytes).digest('base64')));
});
