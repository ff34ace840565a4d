import { longestList } from '../../contract/headquarters/arrived.ts';
import type { WorkItem, WorkPage } from '../../contract/headquarters/work.ts';
import type { ReadableDb } from '../database/database.ts';
import { countOpenWork, openWork } from '../database/queries/work.ts';
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
  { after = 0, limit = longestList }: Stretch = {},
): Promise<WorkPage> {
  // One more, which says whether there is a rest.
  const found = await openWork(db, filter, limit + 1, after);
  const rows = found.slice(0, limit).map(withDecisions);
  return {
    ...(await countOpenWork(db, filter)),
    rows,
    next: found.length > limit ? rows.at(-1)!.arrival : null,
  };
}

/** All that needs a person, a page at a time: only in a transaction (snapshot.ts) is it as it stands at one moment. */
export async function* allWork(db: ReadableDb, filter: WorkFilter = {}): AsyncGenerator<WorkItem> {
  let after = 0;
  for (;;) {
    const found = await openWork(db, filter, longestList, after);
    yield* found.map(withDecisions);
    if (found.length < longestList) return;
    after = found.at(-1)!.arrival;
  }
}

const withDecisions = (item: OpenWork): WorkItem => ({ ...item, may: mayDecide(item.code, item.kind) });
