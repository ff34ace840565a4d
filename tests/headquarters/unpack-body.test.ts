import { createHash } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { contentDigest } from '../../contract/sync/endpoints.ts';
import { unpackBody } from '../../headquarters/ingest/unpack-body.ts';

const limits = { consignmentBytes: 1000, consignmentEvents: 1, eventBytes: 1000 };
const body = (bytes: Buffer, contentEncoding?: string) => ({
  bytes,
  contentEncoding,
  contentDigest: contentDigest(createHash('sha256').update(bytes).digest('base64')),
});

describe('[S16] a body', () => {
  const text = Buffer.from('{"manifest":"…"}\n');

  it.each([
    ['as it is', text, undefined],
    ['as gzip', gzipSync(text), 'gzip'],
    ['as zstd', zstdCompressSync(text), 'zstd'],
  ])('comes %s', async (_, bytes, encoding) => {
    expect(await unpackBody(body(bytes, encoding), limits)).toEqual(text);
  });

  it.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ])('[S14] a little %s that would fill the memory is stopped at the limit', async (encoding, pack) => {
    const bomb = pack(Buffer.alloc(50_000_000));
    await expect(unpackBody(body(bomb, encoding), limits)).rejects.toMatchObject({
      code: 'TOO_LARGE',
      details: limits,
    });
  });

  it('packed in another way is refused by name', async () => {
    await expect(unpackBody(body(text, 'br'), limits)).rejects.toMatchObject({
      code: 'MALFORMED',
      details: { reason: expect.stringContaining('br') },
    });
  });

  it('without its digest is refused', async () => {
    const without = { ...body(text), contentDigest: undefined };
    await expect(unpackBody(without, limits)).rejects.toMatchObject({ code: 'MALFORMED' });
  });
});
