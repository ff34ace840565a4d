import { consignmentMediaType, consignmentsPath } from '../../contract/sync/endpoints.ts';
import { SignedReceipt } from '../../contract/sync/receipt.ts';
import type { Enrolment } from '../store/queries/devices.ts';
import type { StreamKey } from '../store/queries/streams.ts';
import { askHeadquarters } from './ask-headquarters.ts';
import type { PackedConsignment } from './pack-consignment.ts';

/** POSTs a packed consignment and answers what headquarters says is its receipt. @throws as `askHeadquarters` */
export async function postConsignment(
  enrolment: Enrolment,
  stream: StreamKey,
  { bytes, contentDigest: digest }: PackedConsignment,
  signal: AbortSignal,
): Promise<SignedReceipt> {
  return await askHeadquarters({
    address: enrolment.headquartersUrl,
    path: consignmentsPath(stream.deviceId, stream.epoch),
    answer: SignedReceipt,
    token: enrolment.token,
    signal,
    body: {
      bytes,
      headers: {
        'content-type': consignmentMediaType,
        'content-encoding': 'zstd',
        'content-digest': digest,
      },
    },
  });
}
