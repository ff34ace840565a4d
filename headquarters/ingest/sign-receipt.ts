import { Receipt, receiptPreimage } from '../../contract/sync/receipt.ts';
import type { SignedReceipt, Standing } from '../../contract/sync/receipt.ts';
import type { Sha256 } from '../../contract/sync/hash.ts';
import { signText } from '../cryptography.ts';
import type { Identity } from '../database/queries/identity.ts';
import type { StreamKey } from '../database/queries/streams.ts';

/** Headquarters' signed word that it has a stretch of a stream, and what became of each event (S12). */
export function signReceipt(
  identity: Identity,
  stream: StreamKey,
  stretch: {
    readonly fromSeq: number;
    /** At least one, without a gap. */
    readonly standings: readonly Standing[];
    readonly throughH: Sha256;
    readonly asOf: number;
    readonly backedUpThrough: number;
  },
): SignedReceipt {
  const receipt = Receipt.parse({
    format: 'postbag-receipt/1',
    serverId: identity.serverId,
    serverEpoch: identity.serverEpoch,
    deviceId: stream.deviceId,
    epoch: stream.epoch,
    fromSeq: stretch.fromSeq,
    throughSeq: stretch.standings.at(-1)!.throughSeq,
    throughH: stretch.throughH,
    standings: stretch.standings,
    asOf: stretch.asOf,
    backedUpThrough: stretch.backedUpThrough,
    receivedAt: new Date().toISOString(),
  });
  return { receipt, signature: signText(receiptPreimage(receipt), identity.privateKeyPem) };
}
