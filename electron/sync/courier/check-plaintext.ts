import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../contract/sync/canonical-json.ts';
import { chainPreimage } from '../../../contract/sync/chain.ts';
import type { ByteSource } from '../../../contract/sync/byte-source.ts';
import { manifestPreimage, SignedManifest } from '../../../contract/sync/consignment.ts';
import type { Manifest } from '../../../contract/sync/consignment.ts';
import {
  CourierHeader,
  longestCourierHeaderBytes,
  longestManifestLineBytes,
} from '../../../contract/sync/courier.ts';
import { EventEnvelope } from '../../../contract/sync/event.ts';
import type { Sha256 } from '../../../contract/sync/hash.ts';
import type { ReadableDb } from '../../store/db.ts';
import type { Enrolment } from '../../store/queries/devices.ts';
import { readLink } from '../../store/queries/streams.ts';
import type { Link } from '../../store/queries/streams.ts';
import { sha256 } from '../../store/sha256.ts';
import { whyAltered } from '../altered-event.ts';
import { isSignedBy } from '../signing.ts';
import type { CourierPlan } from './plan.ts';

/** What is wrong with a courier file, in words that can stand in the message. */
export class NotAsWritten extends Error {}

/**
 * Reads what a courier file holds as headquarters would: header, every manifest with its signature and digest, every
 * document with its digest, the chain from end to end, and that it leads to this store's own last place.
 *
 * @returns the SHA-256 of all of it
 * @throws {NotAsWritten}, PostbagError SEALED_ALTERED: written and read back well, and not what was sealed; and whatever
 *   the source throws
 */
export async function checkPlaintext(
  db: ReadableDb,
  enrolment: Enrolment,
  plan: CourierPlan,
  source: ByteSource,
  onEvents: (count: number) => void,
): Promise<Sha256> {
  const hash = createHash('sha256');
  const readLine = async (longest: number): Promise<unknown> => {
    const line = await source.line(longest);
    if (line === null) throw new NotAsWritten('it ends too early');
    hash.update(line).update('\n');
    return JSON.parse(Buffer.from(line).toString());
  };
  const header = CourierHeader.parse(await readLine(longestCourierHeaderBytes));
  if (canonicalJson(header.series) !== canonicalJson(plan.series)) {
    throw new NotAsWritten('its header names something else');
  }
  for (const { epoch, fromSeq, throughSeq } of plan.series) {
    const stream = { deviceId: enrolment.deviceId, epoch };
    for (let seq = fromSeq; seq <= throughSeq;) {
      const { manifest, signature } = SignedManifest.parse(await readLine(longestManifestLineBytes));
      const isNext = manifest.epoch === epoch && manifest.fromSeq === seq;
      if (!isNext || manifest.deviceId !== enrolment.deviceId)
        throw new NotAsWritten(`${seq} is not where it belongs`);
      if (!isSignedBy(manifestPreimage(manifest), signature, enrolment.publicKey)) {
        throw new NotAsWritten(`the signature over ${seq} and what follows does not hold`);
      }
      const bytes = Buffer.from(await source.take(manifest.bytes));
      hash.update(bytes);
      if (sha256(bytes) !== manifest.eventsDigest) throw new NotAsWritten(`what follows ${seq} is altered`);
      const links = [...linksOf(manifest, bytes)];
      if (links.at(-1)?.h !== manifest.throughH) {
        // Signed and whole, so the stick gives back what was written: then it is what is sealed here that was altered.
        const altered = links.find((link) => readLink(db, stream, link.seq)?.h !== link.h);
        const alteredSeq = altered?.seq ?? manifest.toSeq;
        throw whyAltered(db, { ...stream, seq: alteredSeq }) ?? new NotAsWritten(`${alteredSeq} is altered`);
      }
      seq = manifest.toSeq + 1;
      if (readLink(db, stream, manifest.toSeq)?.h !== manifest.throughH) {
        throw new NotAsWritten(`${manifest.toSeq} is not what is here`);
      }
      onEvents(manifest.count);
    }
  }
  if ((await source.line(longestManifestLineBytes)) !== null)
    throw new NotAsWritten('it holds more than was written');
  return hash.digest('hex') as Sha256;
}

/** Walks from `previousH` over every document: its place, and the h that it has by what is written. */
function* linksOf(manifest: Manifest, bytes: Buffer): Generator<Link> {
  const { deviceId, epoch } = manifest;
  let previousH = manifest.previousH;
  let position = 0;
  const nextLine = (): Buffer => {
    const end = bytes.indexOf('\n', position);
    const line = bytes.subarray(position, end < 0 ? bytes.length : end);
    position += line.length + 1;
    return line;
  };
  for (let seq = manifest.fromSeq; seq <= manifest.toSeq; seq += 1) {
    const envelope = EventEnvelope.parse(JSON.parse(nextLine().toString()));
    const digest = sha256(nextLine());
    if (envelope.seq !== seq) throw new NotAsWritten(`${seq} is altered`);
    previousH = sha256(chainPreimage({ deviceId, epoch, seq, previousH, digest }));
    yield { seq, h: previousH };
  }
}
