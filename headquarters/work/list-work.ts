import { longestList } from '../../contract/headquarters/arrived.ts';
import type { WorkItem, WorkPage } from '../../contract/headquarters/work.ts';
import type { ReadableDb } from '../database/database.ts';
import { allOpenWork, countOpenWork, openWork } from '../database/queries/work.ts';
import type { OpenWork, WorkFilter } from '../database/queries/work.ts';
import { mayDecide } from './may-decide.ts';

/** Where a page of the list begins and how long it is; as it is: the first, as long as a screen's list may be. */
interface Stretch {
  readonly after?: number;
  readonly limit?: number;
}

/** What needs a person, those first that have waited longest (S11), page by page. */
export async function listWork(
  db: ReadableDb,
  filter: WorkFilter = {},
  { after, limit = longestList }: Stretch = {},
): Promise<WorkPage> {
  // One more, which says whether there is a rest.
  const found = await openWork(db, filter, limit + 1, after);
  const rows = found.slice(0, limit).map(withDecisions);
  return {
    whole: after === undefined ? await countOpenWork(db, filter) : null,
    rows,
    next: found.length > limit ? rows.at(-1)!.arrival : null,
  };
}

/** All that needs a person, read once from end to end; only in a transaction (snapshot.ts). */
export async function* allWork(db: ReadableDb, filter: WorkFilter = {}): AsyncGenerator<WorkItem> {
  for await (const item of allOpenWork(db, filter)) yield withDecisions(item);
}

const withDecisions = (item: OpenWork): WorkItem => ({ ...item, may: mayDecide(item.code, item.kind) });
