import { Link } from '@tanstack/react-router';
import type { Reply, SenderPart } from '../../../contract/records/reply.ts';
import { batchLabel } from '../../../contract/rules/batch-label.ts';
import { countOf, kindWords, reasonWords, stateWords } from '../../components/desk-words.ts';
import { showDayShort } from '../../components/dates.ts';
import type { GridColumn } from '../../components/paged-grid.tsx';

/** Where a reply stands, in a word: a sealed one that was set aside or withdrawn says both. */
export function StateOf({ reply }: { readonly reply: Reply }) {
  // Withdrawn first: a narrow column cuts off the end.
  if (reply.isWithdrawn) {
    return (
      <>
        <span className="look">Withdrawn</span>{' '}
        <span className="quiet">({stateWords[reply.state].toLowerCase()})</span>
      </>
    );
  }
  const isExcluded = reply.exclusion !== null && reply.state !== 'excluded';
  return (
    <>
      {stateWords[reply.state]}
      {isExcluded && <span className="quiet"> (excluded)</span>}
    </>
  );
}

/** What somebody looking over the list must not miss, each in words. */
export function FlagsOf({ reply }: { readonly reply: Reply }) {
  const flags = [
    reply.exclusion !== null && reasonWords[reply.exclusion.reason],
    reply.isLate && 'Late',
    reply.openQueries > 0 && countOf(reply.openQueries, 'query', 'queries'),
  ].filter((flag) => flag !== false);
  return flags.length === 0 ? null : <span className="look">{flags.join(' · ')}</span>;
}

export const serialColumn: GridColumn<Reply> = {
  key: 'serial',
  header: 'Serial',
  rem: 7,
  cell: (reply) => <span className="serial">{reply.serialLabel}</span>,
};
export const stateColumn: GridColumn<Reply> = {
  key: 'state',
  header: 'Stands at',
  rem: 8,
  cell: (reply) => <StateOf reply={reply} />,
};
export const flagsColumn: GridColumn<Reply> = {
  key: 'flags',
  header: 'Look',
  rem: 5,
  rank: 1,
  share: 1.5,
  cell: (reply) => <FlagsOf reply={reply} />,
};
export const kindColumn: GridColumn<Reply> = {
  key: 'kind',
  header: 'Kind',
  rem: 7.5,
  rank: 1,
  cell: (reply) => kindWords[reply.kind],
};

/** Left out is not the same as not given. */
const senderCell = (part: SenderPart) => (reply: Reply) =>
  reply.keptBlind.includes(part) ? <span className="quiet">keyed again</span> : reply[part];

/** The list of replies. The link is for pointers and screen readers; the keyboard opens the current row. */
export const replyColumns: readonly GridColumn<Reply>[] = [
  {
    ...serialColumn,
    cell: (reply) => (
      <Link to="/replies/$replyId" params={{ replyId: reply.id }} className="serial" tabIndex={-1}>
        {reply.serialLabel}
      </Link>
    ),
  },
  stateColumn,
  flagsColumn,
  { key: 'name', header: 'Name', rem: 8, share: 2, cell: senderCell('name') },
  {
    key: 'organisation',
    header: 'Organisation',
    rem: 7,
    rank: 2,
    share: 2,
    cell: senderCell('organisation'),
  },
  { key: 'postcode', header: 'Postcode', rem: 6, rank: 2, cell: senderCell('postcode') },
  { ...kindColumn, rank: 4 },
  {
    key: 'received',
    header: 'Received',
    rem: 7,
    rank: 3,
    cell: (reply) => showDayShort(reply.receivedDate),
  },
  { key: 'batch', header: 'Batch', rem: 6.5, rank: 5, cell: (reply) => batchLabel(reply.batchNumber) },
];
