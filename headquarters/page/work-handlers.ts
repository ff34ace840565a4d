import type { workEndpoints } from '../../contract/headquarters/work.ts';
import { PageRefusal } from '../page-refusal.ts';
import type { PageHandlers } from './page-means.ts';

export const workHandlers: PageHandlers<keyof typeof workEndpoints> = {
  workCount: async () => ({ open: 0 }),
  work: async () => ({ total: 0, rows: [] }),
  decided: async () => [],
  decide: async () => {
    throw new PageRefusal('BUSY', {});
  },
};
