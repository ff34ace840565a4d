import type { Reply } from '../../../contract/records/reply.ts';
import { checkStateWords } from '../../components/desk-words.ts';
import type { GridColumn } from '../../components/paged-grid.tsx';
import { flagsColumn, kindColumn, serialColumn, stateColumn } from '../replies/reply-columns.tsx';

/** One line a reply, as the bundle is looked through. */
export const batchReplyColumns: readonly GridColumn<Reply>[] = [
  serialColumn,
  stateColumn,
  {
    key: 'check',
    header: 'Second keying',
    rem: 9,
    rank: 1,
    cell: ({ state, checkState }) =>
      // Of what was sealed before anything was keyed again there is nothing to say.
      checkState !== null && (state === 'keyed' || checkState === 'verified') && checkStateWords[checkState],
  },
  { ...kindColumn, rank: 2 },
  { key: 'pages', header: 'Pages', rem: 3.5, rank: 2, isFigure: true, cell: (reply) => reply.pages },
  {
    key: 'enclosures',
    header: 'Enclosures',
    rem: 5,
    rank: 4,
    share: 2,
    cell: (reply) => reply.enclosures,
  },
  { key: 'keyer', header: 'Keyed by', rem: 5, share: 1, rank: 3, cell: (reply) => reply.keyedByName },
  flagsColumn,
];
