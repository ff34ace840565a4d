import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { EventEnvelope } from './event.ts';
import { DeviceId, Epoch, Seq, ServerId } from './ids.ts';
import { Sha256, Signature } from './hash.ts';

// A consignment is NDJSON, and the same bytes whether they are POSTed or carried:
//
//   line 1       {"manifest":{…},"signature":"…"}
//   line 2       the envelope of the first event
//   line 3       the first document: the sealed bytes as they are, one line
//   line 4, 5 …  the next envelope, the next document
//
// Every line, the last one too, ends in one line feed. The documents travel as they lie in the store, not
// wrapped into a string: headquarters hashes and stores exactly what it received, and what isn't even UTF-8
// can still be filed.
//
// The signature is Ed25519 over the UTF-8 bytes of canonicalJson(manifest). It covers everything, because
// `eventsDigest` is the SHA-256 of all bytes after the first line feed.

/**
 * What a device declares of a consignment. `bytes` counts all bytes after the first line; `previousH` is the h of
 * the event before `fromSeq` (64 zeros at the start), `throughH` the h of `toSeq`.
 */
export const Manifest = z
  .strictObject({
    format: z.literal('postbag-consignment/1'),
    serverId: ServerId,
    serverEpoch: Epoch,
    deviceId: DeviceId,
    epoch: Epoch,
    fromSeq: Seq,
    toSeq: Seq,
    previousH: Sha256,
    throughH: Sha256,
    count: z.int32().min(1),
    bytes: z.int32().min(1),
    eventsDigest: Sha256,
  })
  .refine((manifest) => manifest.count === manifest.toSeq - manifest.fromSeq + 1, {
    path: ['count'],
    message: 'count is toSeq - fromSeq + 1.',
  });
export type Manifest = z.infer<typeof Manifest>;

/** The first line of a consignment. */
export const SignedManifest = z.strictObject({ manifest: Manifest, signature: Signature });
export type SignedManifest = z.infer<typeof SignedManifest>;

/** The text that a device signs. */
export function manifestPreimage(manifest: Manifest): string {
  return canonicalJson(manifest);
}

/** A document on its way, as text. */
export interface ConsignedEvent extends EventEnvelope {
  readonly document: string;
}

/** All that follows the first line: what `eventsDigest` is the SHA-256 of. */
export function consignmentEvents(events: readonly ConsignedEvent[]): string {
  return events.map(({ document, ...envelope }) => `${envelopeLine(envelope)}${document}\n`).join('');
}

/** The line before a document, with its line feed. A device puts the sealed bytes after it as they are. */
export function envelopeLine(envelope: EventEnvelope): string {
  return `${canonicalJson(EventEnvelope.parse(envelope))}\n`;
}

/** The whole consignment; `events` is what `consignmentEvents` returned. */
export function consignmentText(manifest: Manifest, signature: Signature, events: string): string {
  return `${consignmentFirstLine(manifest, signature)}${events}`;
}

/** The first line, with its line feed. */
export function consignmentFirstLine(manifest: Manifest, signature: Signature): string {
  return `${canonicalJson({ manifest, signature })}\n`;
}

/** What `manifestOf` is told; the events are given by their ends, in the stream's order. */
export interface ManifestParts {
  readonly serverId: Manifest['serverId'];
  readonly serverEpoch: number;
  readonly deviceId: Manifest['deviceId'];
  readonly epoch: number;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly previousH: Sha256;
  readonly throughH: Sha256;
  readonly bytes: number;
  readonly eventsDigest: Sha256;
}

/** The manifest of a range; it fills in what follows from the rest. */
export function manifestOf(parts: ManifestParts): Manifest {
  return Manifest.parse({
    format: 'postbag-consignment/1',
    ...parts,
    count: parts.toSeq - parts.fromSeq + 1,
  });
}
