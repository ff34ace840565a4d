import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { envelopeLine } from '../../contract/sync/consignment.ts';
import { EventEnvelope } from '../../contract/sync/event.ts';
import type { ReadableDb } from '../database/database.ts';
import { broughtToVerify, consignmentsToVerify } from '../database/queries/verify.ts';
import type { BroughtToVerify, ConsignmentToVerify } from '../database/queries/verify.ts';
import { nameOfConsignment } from './check-consignments.ts';
import type { Tally } from './tally.ts';

// A consignment isn't kept as it came; but all that followed its first line is: envelopes in the streams and beside the
// documents, each document under its digest, in `event` or in `event_conflict`. Put together again they must come to
// the digest that the device signed. Which of them were new then doesn't matter: those that stood there already were
// brought again, and were the same; or they were signed under another kind or reply, which is then found here.

/** A consignment of which the walk has reached the first place. */
interface Open {
  readonly consignment: ConsignmentToVerify;
  readonly hash: Hash;
}

/**
 * Puts what every consignment brought together again, and hashes it. It walks along the streams once, with however
 * many consignments a place is in, and holds no more than a few documents at a time.
 */
export async function checkConsignedBytes(db: ReadableDb, tally: Tally): Promise<void> {
  const consignments = consignmentsToVerify(db);
  let next = await consignments.next();
  let open: readonly Open[] = [];
  for await (const place of broughtToVerify(db)) {
    while (next.done !== true && isNotAfter(next.value, place)) {
      open = [...open, { consignment: next.value, hash: createHash('sha256') }];
      next = await consignments.next();
    }
    if (open.length === 0) continue;
    const line = envelopeLineOf(place);
    for (const { consignment, hash } of open) {
      if (isIn(consignment, place))
        hash
          .update(line)
          .update(place.bytes ?? '')
          .update('\n');
      if (!isIn(consignment, { ...place, seq: place.seq + 1 })) compare(consignment, hash, tally);
    }
    open = open.filter(({ consignment }) => isIn(consignment, { ...place, seq: place.seq + 1 }));
  }
  for (const { consignment, hash } of open) compare(consignment, hash, tally);
  for (; next.done !== true; next = await consignments.next()) {
    compare(next.value, createHash('sha256'), tally);
  }
}

type Place = Pick<BroughtToVerify, 'device_id' | 'epoch' | 'seq'>;

/** Whether a consignment begins here or at a place that comes earlier in the walk; ids sort as they are written. */
function isNotAfter(
  { device_id: device, epoch, from_seq: from }: ConsignmentToVerify,
  place: Place,
): boolean {
  if (device !== place.device_id) return device < place.device_id;
  return epoch === place.epoch ? from <= place.seq : epoch < place.epoch;
}

/** Whether a consignment that begins no later than here reaches this place. */
function isIn({ device_id: device, epoch, to_seq: to }: ConsignmentToVerify, place: Place): boolean {
  return device === place.device_id && epoch === place.epoch && place.seq <= to;
}

/** The line that stood before the document; none where the event isn't there, which isn't found here alone. */
function envelopeLineOf(place: BroughtToVerify): string {
  const envelope = EventEnvelope.safeParse({
    seq: place.seq,
    eventId: place.event_id,
    kind: place.kind,
    consultationId: place.consultation_id,
    replyId: place.reply_id,
  });
  return envelope.success ? envelopeLine(envelope.data) : '';
}

function compare(consignment: ConsignmentToVerify, hash: Hash, tally: Tally): void {
  if (hash.digest('hex') === consignment.events_digest) return;
  tally.found(
    `${nameOfConsignment(consignment)}: the envelopes and documents in its places are not those of its digest.`,
  );
}
