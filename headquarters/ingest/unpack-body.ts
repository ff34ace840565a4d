import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, zstdDecompress } from 'node:zlib';
import { mostBytes } from '../../contract/sync/limits.ts';
import type { Limits } from '../../contract/sync/limits.ts';
import { contentDigest } from '../../contract/sync/endpoints.ts';
import { Refusal } from '../refusal.ts';

const unpackers = { gzip: promisify(gunzip), zstd: promisify(zstdDecompress) };

/** As a rule all of a consignment at once: each piece is a way to another thread and back. */
const chunkSize = 2 * 1024 * 1024;

/** A request body as it came, with the headers that say what it is. */
export interface PackedBody {
  readonly bytes: Buffer;
  readonly contentDigest: string | undefined;
  readonly contentEncoding: string | undefined;
}

/**
 * The bytes of a consignment, checked against `Content-Digest` and unpacked.
 *
 * @throws {Refusal} DIGEST_MISMATCH, MALFORMED, and TOO_LARGE: unpacking stops at the limit, so that a small file
 * of a thousand million zeros can't fill the memory.
 */
export async function unpackBody(body: PackedBody, limits: Limits): Promise<Buffer> {
  const expected = contentDigest(createHash('sha256').update(body.bytes).digest('base64'));
  if (body.contentDigest === undefined) {
    throw new Refusal('MALFORMED', { reason: 'The Content-Digest header is missing.' });
  }
  if (body.contentDigest.trim() !== expected) throw new Refusal('DIGEST_MISMATCH', {});
  const encoding = body.contentEncoding ?? 'identity';
  if (encoding === 'identity') return body.bytes;
  if (encoding !== 'gzip' && encoding !== 'zstd') {
    throw new Refusal('MALFORMED', { reason: `The encoding ${encoding} is neither gzip nor zstd.` });
  }
  try {
    return await unpackers[encoding](body.bytes, { maxOutputLength: mostBytes(limits, 1), chunkSize });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new Refusal('TOO_LARGE', limits);
    throw new Refusal('MALFORMED', { reason: `The ${encoding} data is damaged or cut short.` });
  }
}
