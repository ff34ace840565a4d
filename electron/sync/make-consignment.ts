import { firstPreviousH } from '../../contract/sync/chain.ts';
import {
  consignmentEvents,
  consignmentText,
  manifestOf,
  manifestPreimage,
} from '../../contract/sync/consignment.ts';
import type { Manifest } from '../../contract/sync/consignment.ts';
import type { Limits } from '../../contract/sync/limits.ts';
import type { ReadableDb } from '../store/db.ts';
import type { Enrolment } from '../store/queries/devices.ts';
import { readLink, readStretch } from '../store/queries/streams.ts';
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
 * large by itself is offered all the same, and headquarters says so.
 */
export function makeConsignment(
  db: ReadableDb,
  enrolment: Enrolment,
  stream: StreamKey,
  range: { readonly serverEpoch: number; readonly fromSeq: number; readonly limits: Limits },
): Consignment {
  const { fromSeq, limits } = range;
  const events = readStretch(db, stream, { fromSeq, limit: limits.consignmentEvents });
  const { taken, text } = takeWithin(events, limits.consignmentBytes - firstLineBytes);
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
    bytes: Buffer.byteLength(text),
    eventsDigest: sha256(text),
  });
  const signature = signText(manifestPreimage(manifest), enrolment.privateKeyPem);
  return {
    manifest,
    bytes: Buffer.from(consignmentText(manifest, signature, text)),
    documentBytes: taken.reduce((sum, event) => sum + Buffer.byteLength(event.document), 0),
  };
}

function takeWithin(
  events: readonly StreamEvent[],
  roomBytes: number,
): { readonly taken: readonly StreamEvent[]; readonly text: string } {
  const taken: StreamEvent[] = [];
  const lines: string[] = [];
  let sizeBytes = 0;
  for (const event of events) {
    const { h: _ownH, ...consigned } = event;
    const line = consignmentEvents([consigned]);
    sizeBytes += Buffer.byteLength(line);
    if (sizeBytes > roomBytes && taken.length > 0) break;
    taken.push(event);
    lines.push(line);
  }
  return { taken, text: lines.join('') };
}
