import { transaction } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import { forgetProjection, holdProjection } from '../database/queries/projection.ts';
import { projectNext } from './project-next.ts';

/**
 * Computes everything that the projection wrote once more from the events and the decisions. What comes out is what was
 * there, whatever order it had been read in; so this is for a database whose tables were lost or are in doubt.
 */
export async function rebuild(database: Database): Promise<void> {
  await transaction(database, async (db) => {
    await holdProjection(db);
    await forgetProjection(db);
  });
  while (await projectNext(database));
}
