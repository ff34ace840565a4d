import type { ConsultationPack } from '../../contract/records/consultation-pack.ts';
import type { Mistake } from '../../contract/rules/json-text.ts';
import { readPack } from '../../contract/rules/read-pack.ts';
import { packPreimage } from '../../contract/sync/consultation-packs.ts';
import { sha256 } from '../cryptography.ts';
import { transaction } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import { filePack, newestPacks } from '../database/queries/consultation-packs.ts';
import { formKnown } from '../projection/form-known.ts';

/** What became of a pack. */
export type Added =
  | {
      readonly ok: true;
      readonly consultationId: string;
      readonly hash: string;
      readonly version: number;
      readonly isNew: boolean;
    }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/** Reads a pack from a file's text by the same rules as a unit's computer, and files it as the newest version. */
export async function addPack(database: Database, text: string): Promise<Added> {
  const reading = readPack(text);
  if (!reading.ok) return reading;
  const mistakes = await prefixMistakes(database, reading.pack);
  if (mistakes.length > 0) return { ok: false, mistakes };
  const body = packPreimage(reading.pack);
  const pack = { consultationId: reading.pack.id, hash: sha256(body), body };
  const filed = await transaction(database, (db) => filePack(db, pack));
  if (filed.isNew) await formKnown(database, pack);
  return { ok: true, consultationId: pack.consultationId, hash: pack.hash, ...filed };
}

/**
 * The letters stand on paper beside every serial: no two consultations share them, and none changes its own. Units'
 * computers refuse such a pack, so it isn't handed out either.
 */
async function prefixMistakes(database: Database, pack: ConsultationPack): Promise<readonly Mistake[]> {
  const packs = await newestPacks(database.read);
  return packs.flatMap(({ consultationId, body }): Mistake[] => {
    const { serialPrefix } = JSON.parse(body) as ConsultationPack;
    const isSame = consultationId === pack.id;
    if (isSame === (serialPrefix === pack.serialPrefix)) return [];
    const message = isSame
      ? `Must stay “${serialPrefix}”: replies of this consultation are numbered with it.`
      : `“${serialPrefix}” stands before the numbers of ${consultationId} already.`;
    return [{ path: 'serialPrefix', message }];
  });
}
