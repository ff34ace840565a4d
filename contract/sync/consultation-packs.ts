import { z } from 'zod';
import { ConsultationPack } from '../records/consultation-pack.ts';
import { PackHash } from '../records/id.ts';
import { canonicalJson } from './canonical-json.ts';

/** A pack as headquarters hands it out, with the name of its version: the SHA-256 of its canonical JSON. */
export const PublishedPack = z.strictObject({ packHash: PackHash, pack: ConsultationPack });
export type PublishedPack = z.infer<typeof PublishedPack>;

/**
 * The reply to `GET /v1/consultations` (S16): the newest version of each consultation's pack, by consultation. It
 * comes with a strong `ETag`; asked again with it in `If-None-Match`, headquarters answers 304 and nothing else. A
 * device takes a pack only where `packHash` is the SHA-256 of `packPreimage` of it.
 */
export const ConsultationPacks = z.strictObject({ packs: z.array(PublishedPack) });
export type ConsultationPacks = z.infer<typeof ConsultationPacks>;

/** The text whose SHA-256 names a pack's version. */
export function packPreimage(pack: ConsultationPack): string {
  return canonicalJson(pack);
}
