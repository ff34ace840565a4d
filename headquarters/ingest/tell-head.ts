import type { Limits } from '../../contract/sync/limits.ts';
import type { SignedReceipt } from '../../contract/sync/receipt.ts';
import type { StreamHead } from '../../contract/sync/stream-head.ts';
import type { Database } from '../database/database.ts';
import { receiptEntries } from '../database/queries/events.ts';
import type { Identity } from '../database/queries/identity.ts';
import { streamHead } from '../database/queries/streams.ts';
import type { StreamKey } from '../database/queries/streams.ts';
import { signReceipt } from './sign-receipt.ts';

/** What headquarters has of a stream (S6), and, if asked, a receipt for what follows `after`. */
export async function tellHead(
  database: Database,
  identity: Identity,
  limits: Limits,
  stream: StreamKey,
  after: number | undefined,
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
  };
}

async function receiptAfter(
  database: Database,
  identity: Identity,
  stream: StreamKey,
  stretch: { readonly fromSeq: number; readonly toSeq: number; readonly backedUpThrough: number },
): Promise<SignedReceipt> {
  const { entries, throughH } = await receiptEntries(database.read, stream, stretch);
  return signReceipt(identity, stream, { ...stretch, entries, throughH: throughH! });
}
