import type { FetchedConsultations } from '../../contract/bridge/sending.ts';
import { messageOf, PostbagError } from '../../contract/errors.ts';
import { packPreimage } from '../../contract/sync/consultation-packs.ts';
import { loadPack, packHashOf } from '../postroom/consultations/load-pack.ts';
import type { Desk } from '../store/desk.ts';
import { readPack } from '../store/queries/consultations.ts';
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
    if (packHashOf(pack) !== packHash) {
      notTaken.push({ name: pack.title, reason: 'What arrived is not what its name says.' });
      continue;
    }
    try {
      const { consultationId } = loadPack(desk, { text: packPreimage(pack) });
      loaded.push({ consultationId, packHash, title: pack.title });
    } catch (error) {
      if (!(error instanceof PostbagError)) throw error;
      notTaken.push({ name: pack.title, reason: messageOf(error) });
    }
  }
  if (notTaken.length === 0) remember();
  return { loaded, notTaken };
}
