import { longestList } from '../../contract/headquarters/arrived.ts';
import type { arrivedEndpoints } from '../../contract/headquarters/arrived.ts';
import { listBatchStandings } from '../database/queries/batch-standings.ts';
import { listReplies } from '../database/queries/reply-parts.ts';
import type { PageHandlers } from './page-means.ts';
import { shareAnswer } from './share-answer.ts';

const batches = shareAnswer(async (database) => [...(await listBatchStandings(database.read))]);

/** What has arrived, by batch and by reply. */
export const arrivedHandlers: PageHandlers<keyof typeof arrivedEndpoints> = {
  batches: ({ database }) => batches(database),
  replies: async ({ database }, only) => {
    const { total, rows } = await listReplies(database.read, only, longestList);
    return { total, rows: [...rows] };
  },
};
