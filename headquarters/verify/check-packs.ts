import { sha256 } from '../cryptography.ts';
import type { ReadableDb } from '../database/database.ts';
import { packsToVerify } from '../database/queries/verify.ts';
import type { PackToVerify } from '../database/queries/verify.ts';
import type { Tally } from './tally.ts';

/** Hashes every version of every pack: by its hash, replies name the one that they were keyed with. */
export async function checkPacks(db: ReadableDb, tally: Tally): Promise<void> {
  for await (const pack of packsToVerify(db)) {
    tally.count('packs');
    const wrong = whatIsWrong(pack);
    if (wrong !== null) tally.found(`Pack of ${pack.consultation_id}, version ${pack.version}: ${wrong}`);
  }
}

function whatIsWrong({ consultation_id: consultationId, hash, body }: PackToVerify): string | null {
  if (sha256(body) !== hash) return 'its body is not that of its hash.';
  const pack = JSON.parse(body) as { readonly id: unknown };
  return pack.id === consultationId ? null : 'it is the pack of another consultation.';
}
