import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { DecisionKind, WorkItem } from '../../../contract/headquarters/work.ts';
import { batchDigits } from '../../../contract/rules/batch-label.ts';
import { showMoment } from '../../components/dates.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useMessages } from '../../components/messages.tsx';
import { Page } from '../../components/page.tsx';
import { PagedGrid, type GridColumn } from '../../components/paged-grid.tsx';
import { ListFilters } from '../list-filters.tsx';
import { narrowingOf } from '../narrowing.ts';
import { addressOfPlace, usePlace } from '../place.ts';
import { seldom, useAsk } from '../use-ask.ts';
import { eventWords, shortWhy, statusWords } from './code-words.ts';
import { DecidePanel } from './decide-panel.tsx';
import { decisionKeys } from './decision-keys.ts';
import { DecidedList } from './decided-list.tsx';
import { itemKey } from './item-key.ts';
import { listLength } from './list-length.ts';
import { PrintedWork } from './printed-work.tsx';
import { useWorkList } from './use-work-list.ts';
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

/** What needs a person and why; decided by keys, one after the other. */
export function WorkScreen() {
  const { only } = usePlace();
  const narrowing = narrowingOf(only);
  const isNarrowed = Object.keys(narrowing).length > 0;
  const { data: batches } = useAsk('batches', {}, seldom);
  const work = useWorkList(narrowing);
  const grid = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<{ readonly key: string; readonly index: number } | null>(null);
  const [begun, setBegun] = useState<{ readonly key: string; readonly kind: DecisionKind } | null>(null);
  const moreButton = useRef<HTMLButtonElement>(null);
  const { say } = useMessages();
  // What was begun in one list isn't overtaken by another's being shown, which begins with its first item.
  const address = addressOfPlace('/work', narrowing);
  const [begunAt, setBegunAt] = useState(address);
  if (begunAt !== address) {
    setBegunAt(address);
    setBegun(null);
    setCurrent(null);
  }
  const rows = work?.rows ?? [];
  // The item stays at hand while others come and go; once it has gone, the one in its place follows.
  const found = rows.findIndex((row) => itemKey(row) === current?.key);
  const index = found >= 0 ? found : Math.min(current?.index ?? 0, Math.max(0, rows.length - 1));
  const item = rows[index];
  // What was begun about one item is never done to another.
  const wanted = item !== undefined && begun?.key === itemKey(item) ? begun.kind : null;
  const isEmpty = rows.length === 0;
  const goToRow = (next: number): void => {
    setBegun(null);
    const row = rows[next];
    if (row !== undefined) setCurrent({ key: itemKey(row), index: next });
  };
  const begin = (kind: DecisionKind): void => {
    if (item === undefined) return;
    setCurrent({ key: itemKey(item), index });
    setBegun({ key: itemKey(item), kind });
  };
  const backToList = (): void => {
    setBegun(null);
    grid.current?.focus();
  };

  const showMore = async (): Promise<void> => {
    const { hasCome, error } = (await work?.showMore()) ?? { hasCome: false, error: null };
    if (error !== null) say({ tone: 'stop', text: error.message });
    // The button goes with the last of them: the focus is then in the list, unless somebody has put it elsewhere.
    const focused = document.activeElement;
    if (hasCome && (focused === moreButton.current || focused === document.body)) grid.current?.focus();
  };

  // The first item is at hand as soon as there is one, unless somebody is at the filters.
  useEffect(() => {
    const isAtFilters = Boolean(document.activeElement?.closest('.filters'));
    if (!isEmpty && !isAtFilters) grid.current?.focus();
  }, [isEmpty]);
  const isOvertaken = work !== null && begun !== null && wanted === null;
  // Where the form goes by itself, decided by somebody else or just now by oneself, the focus mustn't go with it.
  useEffect(() => {
    if (wanted === null && document.activeElement === document.body) grid.current?.focus();
  }, [wanted]);
  // Another list is seen from its beginning.
  useEffect(() => {
    // Not given back: newer browsers answer with a promise, which React would take for the way to undo it.
    grid.current?.scrollTo({ top: 0 });
  }, [address]);
  const onListKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const kind = item?.may.find((may) => decisionKeys[may] === event.key.toUpperCase());
    if (kind === undefined) return;
    event.preventDefault();
    begin(kind);
  });
  useEffect(() => {
    const list = grid.current;
    const onKey = (event: KeyboardEvent): void => onListKey(event);
    list?.addEventListener('keydown', onKey);
    return () => list?.removeEventListener('keydown', onKey);
  }, [isEmpty]);

  const length = work === null ? '' : listLength(work.total, work.replies, rows.length);
  return (
    <Page title="Needs a person">
      {(isNarrowed || !isEmpty || batches?.length !== 0) && (
        <ListFilters screen="/work" batches={batches}>
          {!isEmpty && <span className="quiet">{length}</span>}
          {work?.hasMore && (
            <Button ref={moreButton} isPending={work.isShowingMore} onPress={() => void showMore()}>
              Show more
            </Button>
          )}
          <output className="look">
            {isOvertaken && 'Somebody decided this in the meantime. What you typed was not sent.'}
          </output>
        </ListFilters>
      )}
      {work === null ? null : isEmpty ? (
        <EmptyState>
          <h2>{isNarrowed ? 'Nothing here needs a person' : 'Nothing needs a person'}</h2>
          <p>
            {isNarrowed
              ? 'Choose another unit or consultation above, or all of them.'
              : 'What can’t be read, contradicts something, or came late or from a withdrawn computer is listed here, never thrown away.'}
          </p>
        </EmptyState>
      ) : (
        <>
          <PrintedWork rows={rows} length={length} />
          <div className="master-detail work">
            <PagedGrid
              label="What needs a person"
              columns={columns}
              total={rows.length}
              rowAt={(at) => rows[at]}
              activeIndex={index}
              onActiveIndexChange={goToRow}
              empty={null}
              gridRef={grid}
            />
            {item !== undefined && (
              <DecidePanel
                key={itemKey(item)}
                item={item}
                wanted={wanted}
                onWant={begin}
                onLeave={backToList}
                onDecided={() => setBegun((now) => (now?.key === itemKey(item) ? null : now))}
              />
            )}
          </div>
        </>
      )}
      <DecidedList />
    </Page>
  );
}
