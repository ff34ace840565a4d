import { batchLabel } from '../../../contract/rules/batch-label.ts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { bridge } from '../../bridge.ts';
import { useCall } from '../../app/use-call.ts';
import { usePages } from '../../app/use-pages.ts';
import { Button } from '../../components/button.tsx';
import { countOf } from '../../components/desk-words.ts';
import { Page } from '../../components/page.tsx';
import { PagedGrid } from '../../components/paged-grid.tsx';
import { listAtOpening, rememberList } from './list-memory.ts';
import { replyColumns } from './reply-columns.tsx';
import { ReplyFilters } from './reply-filters.tsx';
import { addressOfFilter, filterInAddress, noFilter, type AddressedFilter } from './reply-list-address.ts';
import './replies.css';

/** Every reply there is, found by serial, name, organisation or postcode, and filtered by where it stands. */
export function RepliesScreen() {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const filter = filterInAddress(search);
  const address = addressOfFilter(filter);
  const [start] = useState(() => listAtOpening(address));
  const [text, setText] = useState(start.text);
  const [activeIndex, setActiveIndex] = useState(start.activeIndex);
  const asked = { ...filter, text };
  const { first, rowAt, showRange } = usePages(['replies', 'find', asked], (page) =>
    bridge.replies.find({ filter: asked, ...page }),
  );
  const total = first?.total ?? 0;
  const grid = useRef<HTMLDivElement>(null);
  const screen = useRef<HTMLDivElement>(null);

  const hasAddress = Object.keys(address).length > 0;
  // Coming back by the screen's name alone finds the list as it was left. Once: *Show all* means all.
  const isRestored = useRef(hasAddress);
  useEffect(() => {
    if (isRestored.current) return;
    isRestored.current = true;
    if (Object.keys(start.address).length > 0) {
      void navigate({ to: '/replies', search: start.address, replace: true });
    }
  }, [navigate, start]);
  useEffect(() => rememberList({ address, text, activeIndex }));

  const begin = (): void => {
    setActiveIndex(0);
    rememberList({ scrollOffset: 0 });
    grid.current?.scrollTo(0, 0);
  };
  const setFilter = (next: AddressedFilter): void => {
    begin();
    void navigate({ to: '/replies', search: addressOfFilter(next), replace: true });
  };
  const open = (index: number): void => {
    const reply = rowAt(index);
    if (reply === undefined) return;
    void navigate({ to: '/replies/$replyId', params: { replyId: reply.id } });
  };
  const isFiltered = hasAddress || text !== '';
  const clear = (): void => {
    setText('');
    setFilter(noFilter);
  };

  return (
    <div className="replies-screen" ref={screen}>
      <Page
        title="Replies"
        actions={
          <>
            <FoundCount total={total} isAtLeast={first?.isTotalAtLeast ?? false} batchId={filter.batchId} />
            <Button isDisabled={!isFiltered} onPress={clear}>
              Show all
            </Button>
          </>
        }
      >
        <ReplyFilters
          text={text}
          onText={(next) => {
            begin();
            setText(next);
          }}
          onEnterList={() => grid.current?.focus()}
          onOpenCurrent={() => open(activeIndex)}
          filter={filter}
          onFilter={setFilter}
        />
        <PagedGrid
          label="Replies"
          columns={replyColumns}
          total={total}
          rowAt={rowAt}
          activeIndex={Math.min(activeIndex, Math.max(0, total - 1))}
          onActiveIndexChange={setActiveIndex}
          onOpen={(_, index) => open(index)}
          onLeave={() => screen.current?.querySelector<HTMLElement>('input')?.focus()}
          onRangeChange={showRange}
          initialScrollOffset={start.scrollOffset}
          onScrollOffsetChange={(scrollOffset) => rememberList({ scrollOffset })}
          isQuiet={(reply) => reply.exclusion !== null || reply.isWithdrawn}
          gridRef={grid}
          empty={first === undefined ? 'Looking …' : <NothingFound isFiltered={isFiltered} />}
        />
        <p className="hint keys-line">
          Type to find · <kbd>↓</kbd> into the list, <kbd>Esc</kbd> back · <kbd>Enter</kbd> open ·{' '}
          <kbd>Page Up</kbd> <kbd>Page Down</kbd> <kbd>Home</kbd> <kbd>End</kbd> move · <kbd>Tab</kbd> the
          filters
        </p>
      </Page>
    </div>
  );
}

function FoundCount({
  total,
  isAtLeast,
  batchId,
}: {
  readonly total: number;
  readonly isAtLeast: boolean;
  readonly batchId: AddressedFilter['batchId'];
}) {
  const { data } = useCall('postroom', 'batch', { batchId: batchId! }, { isWanted: batchId !== null });
  return (
    <output>
      <b>{countOf(total, 'reply', 'replies')}</b>
      {isAtLeast && <span className="look"> or more: add a word to see the others</span>}
      {data !== undefined && batchId !== null && ` in ${batchLabel(data.batch.number)}`}
    </output>
  );
}

function NothingFound({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <p>
      No reply matches. Serials are found by their number, names and organisations by the beginning of any
      word in them, once a reply is keyed; where they are keyed again, blind, once that is done. A supervisor
      finds them before.
    </p>
  ) : (
    <p>There are no replies yet. Open a batch in the post room and log the first one.</p>
  );
}
