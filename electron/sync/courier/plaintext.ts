import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../contract/sync/canonical-json.ts';
import { CourierHeader } from '../../../contract/sync/courier.ts';
import type { Sha256 } from '../../../contract/sync/hash.ts';
import type { ReadableDb } from '../../store/db.ts';
import type { Enrolment } from '../../store/queries/devices.ts';
import { makeConsignment } from '../make-consignment.ts';
import { courierLimits } from './plan.ts';
import type { CourierPlan } from './plan.ts';

/** What a courier file holds, made piece by piece while it is written. */
export interface Plaintext {
  readonly chunks: AsyncGenerator<Uint8Array, void>;
  /** SHA-256 of all that was made so far; asked once, when the last piece was. */
  digest(): Sha256;
}

/** Header and consignments (S17); `onEvents` hears how many events each piece holds. */
export function plaintextOf(
  db: ReadableDb,
  enrolment: Enrolment,
  plan: CourierPlan,
  options: {
    readonly writtenAt: Date;
    readonly signal: AbortSignal;
    readonly onEvents: (count: number) => void;
  },
): Plaintext {
  const hash = createHash('sha256');
  const header = CourierHeader.parse({
    format: 'postbag-courier/1',
    serverId: enrolment.serverId,
    deviceId: enrolment.deviceId,
    unitName: enrolment.unitName,
    writtenAt: options.writtenAt.toISOString(),
    series: plan.series,
  });
  async function* chunks(): AsyncGenerator<Uint8Array, void> {
    yield hashed(Buffer.from(`${canonicalJson(header)}\n`));
    for (const { epoch, fromSeq: first, throughSeq } of plan.series) {
      const stream = { deviceId: enrolment.deviceId, epoch };
      for (let fromSeq = first; fromSeq <= throughSeq;) {
        options.signal.throwIfAborted();
        // What was sealed since the plan was made isn't in the header, and waits for the next file.
        const consignmentEvents = Math.min(courierLimits.consignmentEvents, throughSeq - fromSeq + 1);
        const { pieces, manifest } = makeConsignment(db, enrolment, stream, {
          serverEpoch: enrolment.serverEpoch,
          fromSeq,
          limits: { ...courierLimits, consignmentEvents },
        });
        fromSeq = manifest.toSeq + 1;
        for (const piece of pieces) yield hashed(piece);
        options.onEvents(manifest.count);
      }
    }
  }
  function hashed(bytes: Uint8Array): Uint8Array {
    hash.update(bytes);
    return bytes;
  }
  return { chunks: chunks(), digest: () => hash.digest('hex') as Sha256 };
}
