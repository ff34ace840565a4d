import { largestReceiptFileBytes, ReceiptFile } from '../../contract/sync/courier.ts';
import type { DeviceId } from '../../contract/sync/ids.ts';
import { lifePreimage } from '../../contract/sync/life.ts';
import type { SignedLife } from '../../contract/sync/life.ts';
import type { SignedReceipt } from '../../contract/sync/receipt.ts';
import { signText } from '../cryptography.ts';
import type { Database } from '../database/database.ts';
import { namedDevice, seriesOfDevice } from '../database/queries/courier-files.ts';
import type { NamedDevice } from '../database/queries/courier-files.ts';
import type { Identity } from '../database/queries/identity.ts';
import { usualLimits } from '../../contract/sync/limits.ts';
import { tellHead } from '../ingest/tell-head.ts';

/** A receipt file and whom it is for. */
export interface WrittenReceipts {
  readonly computer: NamedDevice;
  readonly text: string;
  readonly receipts: number;
  readonly events: number;
  /** Whether receipts of the oldest events were left out for size; the later ones speak for them too. */
  readonly isShortened: boolean;
}

/** How many events one receipt lists. */
const pageEvents = 1000;
const pageLimits = { ...usualLimits, consignmentEvents: pageEvents };

/** Room for the format's own words and the computer's names. */
const frameBytes = 10_000;

/**
 * Receipts for everything that headquarters has of a computer, as one file to carry back (S17); null where it doesn't
 * know it. Where it has nothing, the file says so: it may have been restored, and the unit has to learn of it (S7). The
 * newest are made first: should the file get too large, the oldest are left out.
 */
export async function writeReceiptFile(
  database: Database,
  identity: Identity,
  deviceId: DeviceId,
): Promise<WrittenReceipts | null> {
  const computer = await namedDevice(database.read, deviceId);
  if (computer === null) return null;
  const { receipts, isShortened } = await newestReceipts(database, identity, deviceId);
  const file = ReceiptFile.parse({
    format: 'postbag-receipts/1',
    computer: { unitName: computer.unitName, label: computer.label },
    life: signLife(identity, deviceId),
    receipts,
  });
  return {
    computer,
    text: `${JSON.stringify(file)}\n`,
    receipts: receipts.length,
    events: receipts.reduce((sum, { receipt }) => sum + receipt.throughSeq - receipt.fromSeq + 1, 0),
    isShortened,
  };
}

function signLife({ serverId, serverEpoch, privateKeyPem }: Identity, deviceId: DeviceId): SignedLife {
  const life = { format: 'postbag-life/1', serverId, serverEpoch, deviceId } as const;
  return { life, signature: signText(lifePreimage(life), privateKeyPem) };
}

/** In the order in which they are taken in: the oldest series first, each from its beginning. */
async function newestReceipts(
  database: Database,
  identity: Identity,
  deviceId: DeviceId,
): Promise<{ readonly receipts: readonly SignedReceipt[]; readonly isShortened: boolean }> {
  const receipts: SignedReceipt[] = [];
  let sizeBytes = frameBytes;
  const series = await seriesOfDevice(database.read, deviceId);
  for (const { epoch, headSeq } of series.toReversed()) {
    const pages = Math.ceil(headSeq / pageEvents);
    for (let page = pages - 1; page >= 0; page -= 1) {
      const stream = { deviceId, epoch };
      const { receipt } = await tellHead(database, identity, pageLimits, stream, {
        after: page * pageEvents,
      });
      if (receipt === null) continue;
      sizeBytes += Buffer.byteLength(JSON.stringify(receipt)) + 1;
      if (sizeBytes > largestReceiptFileBytes) return { receipts: receipts.toReversed(), isShortened: true };
      receipts.push(receipt);
    }
  }
  return { receipts: receipts.toReversed(), isShortened: false };
}
