import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { contentDigest } from '../../contract/sync/endpoints.ts';
import type { Consignment } from './make-consignment.ts';

/** zstd's own choice. 7 makes a tenth less of it and takes three times as long, which is more than all else here. */
const packingLevel = 3;

/** What can't be packed becomes larger, by less than this. */
const packingBytes = 64 * 1024;

const compress = promisify(zstdCompress);

/** The bytes of a consignment as they are POSTed, and the header that says their digest. */
export interface PackedConsignment {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentDigest: string;
}

/** A consignment, and itself as it is to be POSTed, once it is packed. */
export interface Packing {
  readonly consignment: Consignment;
  readonly packed: Promise<PackedConsignment>;
}

/** Begins to pack a consignment, in another thread. */
export function beginPacking(consignment: Consignment): Packing {
  const packed = pack(consignment);
  // Whoever posts it hears of a failure; where nobody comes to post it, it is no loss.
  packed.catch(() => {});
  return { consignment, packed };
}

/**
 * As one piece, with room for all that can come out of it: each piece is a way to another thread and back, and waits
 * for whatever this one is busy with.
 */
async function pack({ pieces, sizeBytes }: Consignment): Promise<PackedConsignment> {
  const packed = await compress(Buffer.concat(pieces), {
    chunkSize: sizeBytes + packingBytes,
    params: { [constants.ZSTD_c_compressionLevel]: packingLevel },
  });
  return {
    bytes: packed,
    contentDigest: contentDigest(hash('sha256', packed, 'base64')),
  };
}
