import { chainPreimage, firstPreviousH } from '../../contract/sync/chain.ts';
import { manifestPreimage, SignedManifest } from '../../contract/sync/consignment.ts';
import type { Manifest } from '../../contract/sync/consignment.ts';
import type { EventEnvelope } from '../../contract/sync/event.ts';
import type { Sha256, Signature } from '../../contract/sync/hash.ts';
import { mostBytes } from '../../contract/sync/limits.ts';
import type { Limits } from '../../contract/sync/limits.ts';
import { isSignedBy, sha256 } from '../cryptography.ts';
import type { Device } from '../database/queries/devices.ts';
import type { Identity } from '../database/queries/identity.ts';
import { Refusal } from '../refusal.ts';
import { readEnvelope } from './read-envelope.ts';

/** An event of a consignment whose chain holds; its document is `events.subarray(start, start + size)`. */
export interface ChainedEvent extends EventEnvelope {
  /** The SHA-256 of its document, as it came. */
  readonly digest: Sha256;
  readonly h: Sha256;
  readonly start: number;
  readonly size: number;
}

/** A consignment that is whole, signed by its device and chained in itself. */
export interface CheckedConsignment {
  readonly manifest: Manifest;
  readonly signature: Signature;
  readonly events: readonly ChainedEvent[];
  /** All bytes after the first line. */
  readonly bytes: Buffer;
}

const lineFeed = 0x0a;

/** A consignment whose first line could be read; nothing of it is believed yet. */
export interface OpenedConsignment extends SignedManifest {
  /** The size of all of it, the first line included. */
  readonly sizeBytes: number;
  /** All bytes after the first line. */
  readonly bytes: Buffer;
}

/**
 * Reads the first line, which says whose the consignment is.
 *
 * @throws {Refusal} MALFORMED
 */
export function openConsignment(bytes: Buffer): OpenedConsignment {
  const firstEnd = bytes.indexOf(lineFeed);
  const signed = readFirstLine(bytes.subarray(0, Math.max(firstEnd, 0)));
  return { ...signed, sizeBytes: bytes.length, bytes: bytes.subarray(firstEnd + 1) };
}

function readFirstLine(line: Buffer): SignedManifest {
  let json: unknown;
  try {
    json = JSON.parse(line.toString());
  } catch {
    throw new Refusal('MALFORMED', { reason: 'The first line is not JSON.' });
  }
  const parsed = SignedManifest.safeParse(json);
  if (!parsed.success)
    throw new Refusal('MALFORMED', { reason: 'The first line is not as the protocol has it.' });
  return parsed.data;
}

/** How a consignment came. A stick may have lain in a drawer for years, so nothing is too large or too old on it. */
export type Way =
  | { readonly via: 'network'; readonly device: Device; readonly epoch: number; readonly limits: Limits }
  | { readonly via: 'courier'; readonly device: Device };

/**
 * Checks all of a consignment that can be checked without the database: addressee, size, signature, digest, chain.
 * Documents are hashed and not looked into (S9).
 *
 * @throws {Refusal} TOO_LARGE, MALFORMED, SERVER_CHANGED, STREAM_OF_ANOTHER, BAD_SIGNATURE, DIGEST_MISMATCH, BAD_CHAIN
 */
export function checkConsignment(
  consignment: OpenedConsignment,
  identity: Identity,
  way: Way,
): CheckedConsignment {
  const { manifest, signature, bytes } = consignment;
  const { serverId, serverEpoch } = identity;
  // From a stick an earlier life of this headquarters will do: the chain says whether it fits on what is here.
  const isOfThisLife =
    way.via === 'courier' ? manifest.serverEpoch <= serverEpoch : manifest.serverEpoch === serverEpoch;
  if (manifest.serverId !== serverId || !isOfThisLife) {
    throw new Refusal('SERVER_CHANGED', { serverId, serverEpoch });
  }
  if (manifest.deviceId !== way.device.deviceId || (way.via === 'network' && manifest.epoch !== way.epoch)) {
    throw new Refusal('STREAM_OF_ANOTHER', {});
  }
  if (!isSignedBy(manifestPreimage(manifest), signature, way.device.publicKey)) {
    throw new Refusal('BAD_SIGNATURE', {});
  }
  if (way.via === 'network' && isTooLarge(consignment, way.limits))
    throw new Refusal('TOO_LARGE', way.limits);
  if (bytes.length !== manifest.bytes || sha256(bytes) !== manifest.eventsDigest) {
    throw new Refusal('DIGEST_MISMATCH', {});
  }
  return { manifest, signature, events: chainedEvents(manifest, bytes), bytes };
}

function isTooLarge({ manifest, sizeBytes }: OpenedConsignment, limits: Limits): boolean {
  return manifest.count > limits.consignmentEvents || sizeBytes > mostBytes(limits, manifest.count);
}

/** Cuts the lines apart and walks along the chain from `previousH` to `throughH`. */
function chainedEvents(manifest: Manifest, bytes: Buffer): readonly ChainedEvent[] {
  const events: ChainedEvent[] = [];
  if (manifest.fromSeq === 1 && manifest.previousH !== firstPreviousH)
    throw new Refusal('BAD_CHAIN', { seq: 1 });
  let previousH = manifest.previousH;
  let position = 0;
  for (let seq = manifest.fromSeq; seq <= manifest.toSeq; seq += 1) {
    const envelopeEnd = lineEnd(bytes, position, seq);
    const envelope = readEnvelope(bytes.subarray(position, envelopeEnd));
    if (envelope === null)
      throw new Refusal('MALFORMED', { reason: `The envelope of ${seq} is not as the protocol has it.` });
    if (envelope.seq !== seq) throw new Refusal('MALFORMED', { reason: `${seq} is not where it belongs.` });
    const start = envelopeEnd + 1;
    const size = lineEnd(bytes, start, seq) - start;
    const digest = sha256(bytes.subarray(start, start + size));
    const { deviceId, epoch } = manifest;
    const h = sha256(chainPreimage({ deviceId, epoch, seq, previousH, digest }));
    events.push({ ...envelope, digest, h, start, size });
    previousH = h;
    position = start + size + 1;
  }
  if (position !== bytes.length)
    throw new Refusal('MALFORMED', { reason: 'There is more than was declared.' });
  if (previousH !== manifest.throughH) throw new Refusal('BAD_CHAIN', { seq: manifest.toSeq });
  return events;
}

function lineEnd(bytes: Buffer, start: number, seq: number): number {
  const end = bytes.indexOf(lineFeed, start);
  if (end < 0) throw new Refusal('MALFORMED', { reason: `${seq} is cut short.` });
  return end;
}
