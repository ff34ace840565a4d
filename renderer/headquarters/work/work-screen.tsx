import { useEffect, useRef, useState } from 'react';
import type { DecisionKind, WorkItem } from '../../../contract/headquarters/work.ts';
import { batchDigits } from '../../../contract/rules/batch-label.ts';
import { showMoment } from '../../components/dates.ts';
import { countOf } from '../../components/desk-words.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { PagedGrid, type GridColumn } from '../../components/paged-grid.tsx';
import { ListFilters } from '../list-filters.tsx';
import { usePlace } from '../place.ts';
import { useAsk } from '../use-ask.ts';
import { eventWords, shortWhy, statusWords } from './code-words.ts';
import { DecidePanel } from './decide-panel.tsx';
import { decisionKeys } from './decision-keys.ts';
import { DecidedList } from './decided-list.tsx';
import '../../components/master-detail.css';
import './work.css';

const columns: readonly GridColumn<WorkItem>[] = [
  {
    key: 'serial',
    header: 'Serial',
    rem: 7,
    cell: ({ serialLabel }) =>
      serialLabel === null ? (
        <span className="quiet">not read</span>
      ) : (
        <span className="serial">{serialLabel}</span>
      ),
  },
  { key: 'why', header: 'Why', rem: 15, share: 3, cell: ({ code }) => shortWhy(code) },
  { key: 'kind', header: 'What', rem: 6, rank: 4, cell: ({ kind }) => eventWords[kind] },
  { key: 'unit', header: 'Unit', rem: 8, share: 2, cell: ({ unitName }) => unitName },
  {
    key: 'batch',
    header: 'Batch',
    rem: 4,
    rank: 3,
    isFigure: true,
    cell: ({ batchNumber }) => (batchNumber === null ? '' : batchDigits(batchNumber)),
  },
  { key: 'status', header: 'Standing', rem: 9, rank: 1, cell: ({ status }) => statusWords[status] },
  {
    key: 'since',
    header: 'Arrived',
    rem: 10,
    rank: 2,
    cell: ({ receivedAtMs }) => showMoment(receivedAtMs),
  },
];

/** One item of all that could be: two contents may have come under one event's id. */
export const itemKey = ({ consultationId, eventId, digest }: WorkItem): string =>
  `${consultationId} ${eventId} ${digest}`;

/** What needs a person and why; decided by keys, one after the other. */
export function WorkScreen() {
  const { only } = usePlace();
  const { data } = useAsk('work', {});
  const grid = useRef<HTMLDivElement>(null);
  const [activeIndex, setActiveIndex] = useState(0);
  const [wanted, setWanted] = useState<DecisionKind | null>(null);
  const rows = (data?.rows ?? []).filter(
    (item) =>
      (!only['unit'] || item.unitName === only['unit']) &&
      (!only['consultation'] || item.consultationId === only['consultation']),
  );
  const index = Math.min(activeIndex, Math.max(0, rows.length - 1));
  const item = rows[index];
  const isEmpty = rows.length === 0;
  const backToList = (): void => {
    setWanted(null);
    grid.current?.focus();
  };

  // The first item is at hand as soon as there is one.
  useEffect(() => {
    if (!isEmpty) grid.current?.focus();
  }, [isEmpty]);
  useEffect(() => {
    const list = grid.current;
    if (list === null || item === undefined) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const kind = item.may.find((may) => decisionKeys[may] === event.key.toUpperCase());
      if (kind === undefined) return;
      event.preventDefault();
      setWanted(kind);
    };
    list.addEventListener('keydown', onKey);
    return () => list.removeEventListener('keydown', onKey);
  }, [item]);

  if (data === undefined) return <Page title="Needs a person">{null}</Page>;
  return (
    <Page title="Needs a person">
      {data.total > 0 && (
        <ListFilters screen="/work" batches={data.rows}>
          <span className="quiet">
            {countOf(rows.length, 'item', 'items')}
            {data.total > data.rows.length &&
              ` of ${data.total.toLocaleString('en-GB')}; the others follow as these are decided`}
            . A reply may have several.
          </span>
        </ListFilters>
      )}
      {isEmpty ? (
        <EmptyState>
          <h2>{data.total === 0 ? 'Nothing needs a person' : 'Nothing here needs a person'}</h2>
          <p>
            {data.total === 0
              ? 'What can’t be read, contradicts something, or came late or from a withdrawn computer is listed here, never thrown away.'
              : 'Choose another unit or consultation above.'}
          </p>
        </EmptyState>
      ) : (
        <>
          <div className="master-detail work">
            <PagedGrid
              label="What needs a person"
              columns={columns}
              total={rows.length}
              rowAt={(at) => rows[at]}
              activeIndex={index}
              onActiveIndexChange={(next) => {
                setWanted(null);
                setActiveIndex(next);
              }}
              empty={null}
              gridRef={grid}
            />
            {item !== undefined && (
              <DecidePanel
                key={itemKey(item)}
                item={item}
                wanted={wanted}
                onWant={setWanted}
                onLeave={backToList}
              />
            )}
          </div>
        </>
      )}
      <DecidedList />
    </Page>
  );
}
