import { useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { useCall } from '../../app/use-call.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { QueryPane } from './query-pane.tsx';
import { queryWords } from './query-words.ts';
import './queries.css';

/** Everything that somebody has to look at before its batch can be sealed: oldest first, one at a time. */
export function QueriesScreen() {
  const { data: queries } = useCall('queries', 'list', { replyId: null, isOpenOnly: true });
  const [chosen, setChosen] = useState({ id: '', index: 0 });
  /** After a query was closed the cursor stands in the next one's reason; moving in the list leaves it there. */
  const [hasClosed, setHasClosed] = useState(false);
  // Once a query is closed the one that took its place in the list is the current one.
  const current =
    queries?.find((query) => query.id === chosen.id) ?? queries?.[Math.min(chosen.index, queries.length - 1)];

  if (queries === undefined) return null;
  if (current === undefined) {
    return (
      <Page title="Queries">
        <EmptyState>
          <p>No query is open.</p>
          <p className="quiet">
            F7 raises one while keying, where the hand can’t be read; two ticks, an overruled check and a
            possible duplicate raise one by themselves.
          </p>
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page title={`Queries: ${queries.length} open`}>
      <div className="queries">
        <ListBox
          aria-label="Open queries, oldest first"
          className="queries-list panel"
          selectionMode="single"
          selectionBehavior="replace"
          disallowEmptySelection
          selectedKeys={[current.id]}
          onSelectionChange={(keys) => {
            const [id = ''] = [...keys].map(String);
            setChosen({ id, index: queries.findIndex((query) => query.id === id) });
            setHasClosed(false);
          }}
          items={queries}
        >
          {(query) => (
            <ListBoxItem
              id={query.id}
              textValue={[query.serialLabel, queryWords[query.kind], query.fieldName].join(' ')}
            >
              <span className="serial">{query.serialLabel}</span> <span>{queryWords[query.kind]}</span>
              {query.fieldName !== null && <span className="quiet"> · {query.fieldName}</span>}
            </ListBoxItem>
          )}
        </ListBox>
        <QueryPane
          key={current.id}
          query={current}
          decidedTogether={
            current.kind === 'late' ? queries.filter(({ kind }) => kind === 'late') : [current]
          }
          startsInReason={hasClosed}
          onClosed={() => {
            setChosen({ id: '', index: queries.indexOf(current) });
            setHasClosed(true);
          }}
        />
      </div>
    </Page>
  );
}
