import type { WorkItem } from '../../contract/headquarters/work.ts';
import type { ReadableDb } from '../database/database.ts';
import { countOpenWork, openWork } from '../database/queries/work.ts';
import type { WorkFilter } from '../database/queries/work.ts';
import { mayDecide } from './may-decide.ts';

/** More than anybody looks through at once; the total says how many there are. */
const mostListed = 1000;

/** Everything that needs a person, those first that have waited longest (S11). */
export async function listWork(
  db: ReadableDb,
  filter: WorkFilter = {},
): Promise<{ readonly total: number; readonly rows: WorkItem[] }> {
  const items = await openWork(db, filter, mostListed);
  const total = items.length < mostListed ? items.length : await countOpenWork(db, filter);
  return { total, rows: items.map((item) => ({ ...item, may: mayDecide(item.code, item.kind) })) };
}
