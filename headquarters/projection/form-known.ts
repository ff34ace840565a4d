import { transaction } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import { holdProjection } from '../database/queries/projection.ts';
import { repliesOfUnknownForm } from '../database/queries/work.ts';
import { projectReplies } from './project-replies.ts';

const atOnce = 200;

/** A version of a consultation has come: replies that were flagged for want of it are flagged no longer. */
export async function formKnown(
  database: Database,
  pack: { readonly consultationId: string; readonly hash: string },
): Promise<void> {
  for (let found = atOnce; found === atOnce;) {
    found = await transaction(database, async (db) => {
      await holdProjection(db);
      const replies = await repliesOfUnknownForm(db, pack, atOnce);
      await projectReplies(db, replies);
      return replies.length;
    });
  }
}
