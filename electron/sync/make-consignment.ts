import { firstPreviousH } from '../../contract/sync/chain.ts';
import {
  consignmentFirstLine,
  envelopeLine,
  manifestOf,
  manifestPreimage,
} from '../../contract/sync/consignment.ts';
import type { Manifest } from '../../contract/sync/consignment.ts';
import type { Limits } from '../../contract/sync/limits.ts';
import type { ReadableDb } from '../store/db.ts';
import type { Enrolment } from '../store/queries/devices.ts';
import { readLink, readSizes, readStretch } from '../store/queries/streams.ts';
import type { StreamEvent, StreamKey } from '../store/queries/streams.ts';
import { sha256 } from '../store/sha256.ts';
import { signText } from './signing.ts';

/** A signed stretch of a stream, as it is POSTed or carried. */
export interface Consignment {
  readonly manifest: Manifest;
  readonly bytes: Buffer<ArrayBuffer>;
  /** Bytes of its documents alone: what progress counts. */
  readonly documentBytes: number;
}

/** The first line: a manifest of fixed fields and its signature. It has never been seen above 900 bytes. */
const firstLineBytes = 2048;

/**
 * The consignment that begins at `fromSeq`, as large as the limits allow (S14) and never empty: a reply that is too
 * large beside others goes by itself, for which `eventBytes` is the limit and not `consignmentBytes`.
 */
export function makeConsignment(
  db: ReadableDb,
  enrolment: Enrolment,
  stream: StreamKey,
  range: { readonly serverEpoch: number; readonly fromSeq: number; readonly limits: Limits },
): Consignment {
  const { fromSeq, limits } = range;
  const roomBytes = limits.consignmentBytes - firstLineBytes;
  const sizes = readSizes(db, stream, { fromSeq, limit: limits.consignmentEvents });
  // Only what can go is read: two hundred of the largest replies wouldn't fit into the memory.
  const events = readStretch(db, stream, { fromSeq, limit: howManyFit(sizes, roomBytes) });
  const { taken, body } = takeWithin(events, roomBytes);
  const last = taken.at(-1);
  if (last === undefined) throw new Error(`nothing stands at ${fromSeq} in epoch ${stream.epoch}`);
  const manifest = manifestOf({
    serverId: enrolment.serverId,
    serverEpoch: range.serverEpoch,
    ...stream,
    fromSeq,
    toSeq: last.seq,
    previousH: readLink(db, stream, fromSeq - 1)?.h ?? firstPreviousH,
    throughH: last.h,
    bytes: body.length,
    eventsDigest: sha256(body),
  });
  const signature = signText(manifestPreimage(manifest), enrolment.privateKeyPem);
  return {
    manifest,
    bytes: Buffer.concat([Buffer.from(consignmentFirstLine(manifest, signature)), body]),
    documentBytes: taken.reduce((sum, event) => sum + event.bytes.length, 0),
  };
}

/** At most so many, by the documents alone; at least the first. */
function howManyFit(sizes: readonly number[], roomBytes: number): number {
  let leftBytes = roomBytes;
  const tooMany = sizes.findIndex((size) => (leftBytes -= size) < 0);
  return Math.max(1, tooMany < 0 ? sizes.length : tooMany);
}

const lineFeed = Buffer.from('\n');

function takeWithin(
  events: readonly StreamEvent[],
  roomBytes: number,
): { readonly taken: readonly StreamEvent[]; readonly body: Buffer } {
  const taken: StreamEvent[] = [];
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  for (const event of events) {
    const { h: _ownH, bytes, ...envelope } = event;
    const line = Buffer.from(envelopeLine(envelope));
    sizeBytes += line.length + bytes.length + lineFeed.length;
    if (sizeBytes > roomBytes && taken.length > 0) break;
    taken.push(event);
    parts.push(line, bytes, lineFeed);
  }
  return { taken, body: Buffer.concat(parts) };
}
