import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { consignmentMediaType, consignmentsPath, contentDigest } from '../../contract/sync/endpoints.ts';
import { SignedReceipt } from '../../contract/sync/receipt.ts';
import type { Enrolment } from '../store/queries/devices.ts';
import type { StreamKey } from '../store/queries/streams.ts';
import { askHeadquarters } from './ask-headquarters.ts';
import type { Consignment } from './make-consignment.ts';

const pack = promisify(zstdCompress);

/** POSTs a consignment, packed, and answers what headquarters says is its receipt. @throws as `askHeadquarters` */
export async function postConsignment(
  enrolment: Enrolment,
  stream: StreamKey,
  { bytes }: Consignment,
  signal: AbortSignal,
): Promise<SignedReceipt> {
  const packed = await pack(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  return askHeadquarters({
    address: enrolment.headquartersUrl,
    path: consignmentsPath(stream.deviceId, stream.epoch),
    answer: SignedReceipt,
    token: enrolment.token,
    signal,
    body: {
      bytes: packed,
      headers: {
        'content-type': consignmentMediaType,
        'content-encoding': 'zstd',
        'content-digest': contentDigest(createHash('sha256').update(packed).digest('base64')),
      },
    },
  });
}
