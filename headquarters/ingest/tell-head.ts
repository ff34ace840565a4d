import type { StreamQuestion } from '../../contract/sync/endpoints.ts';
import type { Limits } from '../../contract/sync/limits.ts';
import { standingsOf } from '../../contract/sync/receipt.ts';
import type { SignedReceipt } from '../../contract/sync/receipt.ts';
import type { Restated, Stretch, StreamHead } from '../../contract/sync/stream-head.ts';
import type { Database } from '../database/database.ts';
import { toldEvents } from '../database/queries/events.ts';
import type { Identity } from '../database/queries/identity.ts';
import { restatedSince } from '../database/queries/standing-counter.ts';
import { streamHead } from '../database/queries/streams.ts';
import type { StreamKey } from '../database/queries/streams.ts';
import { signReceipt } from './sign-receipt.ts';

/** What headquarters has of a stream (S6), and what else was asked. */
export async function tellHead(
  database: Database,
  identity: Identity,
  limits: Limits,
  stream: StreamKey,
  { after, since }: StreamQuestion,
): Promise<StreamHead> {
  const head = await streamHead(database.read, stream);
  const receipt =
    after === undefined || after >= head.seq
      ? null
      : await receiptAfter(database, identity, stream, {
          fromSeq: after + 1,
          toSeq: Math.min(head.seq, after + limits.consignmentEvents),
          backedUpThrough: head.backedUpThrough,
        });
  return {
    serverId: identity.serverId,
    serverEpoch: identity.serverEpoch,
    deviceId: stream.deviceId,
    epoch: stream.epoch,
    head: { seq: head.seq, h: head.h },
    isFrozen: head.frozenAtSeq !== null,
    limits,
    receipt,
    restated:
      since === undefined
        ? null
        : await whatIsRestated(database, limits, stream, { since, headSeq: head.seq }),
  };
}

async function receiptAfter(
  database: Database,
  identity: Identity,
  stream: StreamKey,
  stretch: { readonly fromSeq: number; readonly toSeq: number; readonly backedUpThrough: number },
): Promise<SignedReceipt> {
  const { events, throughH, asOf } = await toldEvents(database.read, stream, stretch);
  return signReceipt(identity, stream, {
    ...stretch,
    standings: standingsOf(events),
    throughH: throughH!,
    asOf,
  });
}

async function whatIsRestated(
  database: Database,
  limits: Limits,
  stream: StreamKey,
  { since, headSeq }: { readonly since: number; readonly headSeq: number },
): Promise<Restated> {
  const { asOf, seqs } = await restatedSince(database.read, stream, since);
  if (seqs !== null) return { asOf, stretches: stretchesOf(seqs, limits.consignmentEvents) };
  return { asOf, stretches: headSeq === 0 ? [] : [{ fromSeq: 1, throughSeq: headSeq }] };
}

/** Places in their order as stretches: those that one receipt covers anyway are one, so that there are never many. */
function stretchesOf(seqs: readonly number[], receiptEvents: number): Stretch[] {
  const stretches: Stretch[] = [];
  for (const seq of seqs) {
    const last = stretches.at(-1);
    if (last !== undefined && seq - last.throughSeq < receiptEvents) last.throughSeq = seq;
    else stretches.push({ fromSeq: seq, throughSeq: seq });
  }
  return stretches;
}
