import type { FetchedConsultations } from '../../contract/bridge/sending.ts';
import { messageOf, PostbagError } from '../../contract/errors.ts';
import { canonicalJson } from '../../contract/sync/canonical-json.ts';
import { loadPack } from '../postroom/consultations/load-pack.ts';
import type { Desk } from '../store/desk.ts';
import { readPack } from '../store/queries/consultations.ts';
import { sha256 } from '../store/sha256.ts';
import { fetchPacks } from '../sync/fetch-packs.ts';

// Two steps meet here, and neither knows the other: sync fetches, the post room takes in as it takes in a file.

/**
 * Fetches headquarters' consultations and takes in each version that is new here. One that can't be taken in is
 * named, changes nothing, and is asked for again the next time; the others are taken in all the same.
 *
 * @throws PostbagError NOT_ENROLLED, HEADQUARTERS_UNREACHABLE, HEADQUARTERS_REFUSED
 */
export async function takeInPacks(desk: Desk, signal: AbortSignal): Promise<FetchedConsultations> {
  const { packs, remember } = await fetchPacks(desk, signal);
  const loaded: FetchedConsultations['loaded'] = [];
  const notTaken: FetchedConsultations['notTaken'] = [];
  for (const { packHash, pack } of packs) {
    if (readPack(desk.db, packHash) !== undefined) continue;
    const name = nameOf(pack) ?? packHash.slice(0, 8);
    const text = canonicalJson(pack);
    if (String(sha256(text)) !== packHash) {
      notTaken.push({ name, reason: 'What arrived is not what its name says. It is asked for again.' });
      continue;
    }
    try {
      const { consultationId } = loadPack(desk, { text });
      loaded.push({ consultationId, packHash, title: name });
    } catch (error) {
      if (!(error instanceof PostbagError)) throw error;
      notTaken.push({ name, reason: messageOf(error) });
    }
  }
  if (notTaken.length === 0) remember();
  return { loaded, notTaken };
}

/** What people call it, as far as it can be read. */
function nameOf(pack: unknown): string | null {
  const title = typeof pack === 'object' && pack !== null && 'title' in pack ? pack.title : null;
  return typeof title === 'string' && title !== '' ? title.slice(0, 200) : null;
}
