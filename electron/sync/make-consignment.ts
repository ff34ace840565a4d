import { firstPreviousH } from '../../contract/sync/chain.ts';
import { consignmentFirstLine, manifestOf, manifestPreimage } from '../../contract/sync/consignment.ts';
import type { Manifest } from '../../contract/sync/consignment.ts';
import type { Limits } from '../../contract/sync/limits.ts';
import type { ReadableDb } from '../store/db.ts';
import type { Enrolment } from '../store/queries/devices.ts';
import { readDocumentSizes, readLink, readStretch } from '../store/queries/streams.ts';
import type { StreamKey } from '../store/queries/streams.ts';
import { sha256 } from '../store/sha256.ts';
import { signText } from './signing.ts';

/** A signed stretch of a stream, as it is POSTed or carried. */
export interface Consignment {
  readonly manifest: Manifest;
  /** The first line, and the events after it. */
  readonly pieces: readonly [Buffer, Buffer];
  /** Bytes of both. */
  readonly sizeBytes: number;
  /** Bytes of its documents alone: what progress counts. */
  readonly documentBytes: number;
}

/** The first line: a manifest of fixed fields and its signature. It has never been seen above 900 bytes. */
const firstLineBytes = 2048;

/** An event besides its document: an envelope of fixed fields, the longest of 194 bytes, and two line feeds. */
const envelopeBytes = 256;

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
  const sizes = readDocumentSizes(db, stream, { fromSeq, limit: limits.consignmentEvents });
  // Only what can go is read: so many of the largest replies wouldn't fit into the memory.
  const taken = sizes.slice(0, howManyFit(sizes, roomBytes));
  const toSeq = fromSeq + taken.length - 1;
  const last = readLink(db, stream, toSeq);
  if (taken.length === 0 || last === undefined)
    throw new Error(`nothing stands at ${fromSeq} in epoch ${stream.epoch}`);
  const body = readStretch(db, stream, { fromSeq, throughSeq: toSeq });
  const manifest = manifestOf({
    serverId: enrolment.serverId,
    serverEpoch: range.serverEpoch,
    ...stream,
    fromSeq,
    toSeq,
    previousH: readLink(db, stream, fromSeq - 1)?.h ?? firstPreviousH,
    throughH: last.h,
    bytes: body.length,
    eventsDigest: sha256(body),
  });
  const signature = signText(manifestPreimage(manifest), enrolment.privateKeyPem);
  const firstLine = Buffer.from(consignmentFirstLine(manifest, signature));
  return {
    manifest,
    pieces: [firstLine, body],
    sizeBytes: firstLine.length + body.length,
    documentBytes: taken.reduce((sum, bytes) => sum + bytes, 0),
  };
}

/** How many fit, at least the first. */
function howManyFit(sizes: readonly number[], roomBytes: number): number {
  let leftBytes = roomBytes;
  const tooMany = sizes.findIndex((bytes) => (leftBytes -= bytes + envelopeBytes) < 0);
  return Math.max(1, tooMany < 0 ? sizes.length : tooMany);
}
