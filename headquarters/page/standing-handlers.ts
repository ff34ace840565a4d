import { actsShown } from '../../contract/headquarters/acts.ts';
import type { actEndpoints } from '../../contract/headquarters/acts.ts';
import type { backupEndpoints } from '../../contract/headquarters/backups.ts';
import type { consultationEndpoints } from '../../contract/headquarters/consultations.ts';
import { ConsultationPack } from '../../contract/records/consultation-pack.ts';
import { listBackupReaches } from '../database/queries/backup-reaches.ts';
import { allPacks } from '../database/queries/consultation-packs.ts';
import { repliesByPack } from '../database/queries/pack-uses.ts';
import { listActs } from '../database/queries/staff-acts.ts';
import { shareAnswer } from './share-answer.ts';
import type { PageHandlers } from './page-means.ts';

const packUses = shareAnswer(({ read }) => repliesByPack(read));

/** What headquarters has besides the replies: packs, backups, and what staff did. */
export const standingHandlers: PageHandlers<
  keyof typeof consultationEndpoints | keyof typeof backupEndpoints | keyof typeof actEndpoints
> = {
  packs: async ({ database }) => {
    const [packs, uses] = await Promise.all([allPacks(database.read), packUses(database)]);
    return packs.map(({ consultationId, hash, version, body, addedAt }) => {
      const pack = ConsultationPack.parse(JSON.parse(body));
      return {
        consultationId,
        title: pack.title,
        version,
        isNewest: !packs.some((other) => other.consultationId === consultationId && other.version > version),
        hash,
        issuedOn: pack.issuedOn,
        closesOn: pack.closesOn,
        questions: pack.sections.reduce((items, section) => items + section.items.length, 0),
        addedAtMs: addedAt.getTime(),
        replies: uses.get(hash) ?? 0,
      };
    });
  },
  backups: async ({ database }) => {
    const reaches = await listBackupReaches(database.read);
    const times = reaches.flatMap(({ backedUpAtMs }) => (backedUpAtMs === null ? [] : [backedUpAtMs]));
    return { lastAtMs: times.length === 0 ? null : Math.max(...times), reaches: [...reaches] };
  },
  acts: async ({ database }) => [...(await listActs(database.read, actsShown))],
};
