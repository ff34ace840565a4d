import { z } from 'zod';
import { PostbagError } from '../../contract/errors.ts';
import { PackHash } from '../../contract/records/id.ts';
import { consultationsPath } from '../../contract/sync/endpoints.ts';
import type { Desk } from '../store/desk.ts';
import { readEnrolment } from '../store/queries/devices.ts';
import { setSetting, settingOf } from '../store/queries/settings.ts';
import { askIfChanged } from './ask-headquarters.ts';
import { refusalOfSync } from './refusal-of-sync.ts';

/** `ConsultationPacks` without looking into the packs: one that this program can't read is to be named, no more. */
const PacksAsTheyCome = z.strictObject({
  packs: z.array(z.strictObject({ packHash: PackHash, pack: z.unknown() })),
});

/** Packs that headquarters has and this computer was not told of yet. */
export interface PacksThere {
  readonly packs: readonly { readonly packHash: PackHash; readonly pack: unknown }[];
  /** To be called when every one of them was taken in: from then on only what is newer is told. */
  readonly remember: () => void;
}

/**
 * Asks headquarters for its consultations (S16).
 *
 * @throws PostbagError NOT_ENROLLED, HEADQUARTERS_UNREACHABLE, HEADQUARTERS_REFUSED
 */
export async function fetchPacks({ db }: Desk, signal: AbortSignal): Promise<PacksThere> {
  const enrolment = readEnrolment(db);
  if (enrolment === undefined) throw new PostbagError('NOT_ENROLLED', {});
  const question = {
    address: enrolment.headquartersUrl,
    path: consultationsPath,
    answer: PacksAsTheyCome,
    token: enrolment.token,
    signal,
  };
  try {
    const { value, etag } = await askIfChanged(question, settingOf(db, 'consultations_etag'));
    return {
      packs: value?.packs ?? [],
      remember: () => {
        if (value !== null && etag !== null) setSetting(db, 'consultations_etag', etag);
      },
    };
  } catch (error) {
    throw refusalOfSync(error);
  }
}
