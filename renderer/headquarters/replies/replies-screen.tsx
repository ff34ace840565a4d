import { ReplyPart, type ListedReply, type ReplyFilter } from '../../../contract/headquarters/arrived.ts';
import { batchDigits } from '../../../contract/rules/batch-label.ts';
import { showMoment } from '../../components/dates.ts';
import { countOf, kindWords } from '../../components/desk-words.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { SelectBox } from '../../components/select-box.tsx';
import { FiguresTable, type FiguresColumn } from '../figures-table.tsx';
import { ListFilters } from '../list-filters.tsx';
import { partWords } from '../part-words.ts';
import { isOfBatch, narrowingOf } from '../narrowing.ts';
import { addressOfPlace, goTo, usePlace } from '../place.ts';
import { seldom, useAsk } from '../use-ask.ts';

const columns: readonly FiguresColumn<ListedReply>[] = [
  {
    header: 'Serial',
    cell: ({ serialLabel }) =>
      serialLabel === null ? (
        <span className="quiet">not read</span>
      ) : (
        <span className="serial">{serialLabel}</span>
      ),
  },
  { header: 'Unit', cell: (reply) => reply.unitName },
  { header: 'Computer', cell: (reply) => reply.deviceLabel },
  { header: 'Consultation', cell: (reply) => <code>{reply.consultationId}</code> },
  {
    header: 'Batch',
    isFigure: true,
    cell: ({ batchNumber }) => (batchNumber === null ? '' : batchDigits(batchNumber)),
  },
  {
    header: 'Kind',
    cell: ({ kind }) =>
      kind === null ? '' : Object.hasOwn(kindWords, kind) ? kindWords[kind as keyof typeof kindWords] : kind,
  },
  { header: 'Revision', isFigure: true, cell: ({ revision }) => revision ?? '' },
  { header: 'Standing', cell: ({ part }) => partWords[part] },
  { header: 'Arrived', cell: ({ receivedAtMs }) => showMoment(receivedAtMs) },
];

/** The replies behind a number: by serial, without anything of what they say. */
export function RepliesScreen() {
  const { only } = usePlace();
  const part = ReplyPart.safeParse(only['part']).data;
  const asked: ReplyFilter = { ...narrowingOf(only), ...(part ? { part } : {}) };
  const { data: batches } = useAsk('batches', {}, seldom);
  const { data } = useAsk('replies', asked);
  const batch = batches?.find((one) => isOfBatch(one, asked));
  return (
    <Page
      title={
        batch === undefined || batch.batchNumber === null
          ? 'Replies'
          : `Replies of batch ${batchDigits(batch.batchNumber)}`
      }
    >
      <ListFilters screen="/replies" batches={batches}>
        <SelectBox
          label="Standing"
          isInline
          anyLabel="All"
          options={ReplyPart.options.map((value) => ({ value, label: partWords[value] }))}
          value={part ?? null}
          onChange={(value) => goTo(addressOfPlace('/replies', { ...only, part: value }))}
        />
      </ListFilters>
      {data && data.rows.length === 0 && (
        <EmptyState>
          <p>
            No reply is like that. <a href="#/">Back to what has arrived</a>
          </p>
        </EmptyState>
      )}
      {data && data.rows.length > 0 && (
        <>
          <p className="quiet">
            {countOf(data.total, 'reply', 'replies')}
            {data.total > data.rows.length &&
              `, of which the first ${data.rows.length.toLocaleString('en-GB')} by serial are shown. Narrow the list to see the others.`}
          </p>
          <FiguresTable
            caption="Replies"
            columns={columns}
            rows={data.rows}
            keyOf={(reply) => `${reply.consultationId} ${reply.replyId}`}
          />
        </>
      )}
    </Page>
  );
}
