import { useEffect, useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { PersonId } from '../../../contract/records/id.ts';
import { settleFocus } from '../../app/settle-focus.ts';
import { useSession } from '../../app/session.tsx';
import { useCall } from '../../app/use-call.ts';
import { Choice } from '../../components/choice.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { QueryPane } from './query-pane.tsx';
import { queryWords } from './query-words.ts';
import './queries.css';

const choices = ['all', 'mine', 'nobodys'] as const;
type Whose = (typeof choices)[number];
const whoseWords: Readonly<Record<Whose, string>> = { all: 'All', mine: 'Mine', nobodys: 'Nobody’s' };

function isOf(whose: Whose, ownerId: PersonId | null, personId: PersonId): boolean {
  if (whose === 'all') return true;
  return ownerId === (whose === 'mine' ? personId : null);
}

/** Everything that somebody has to look at before its batch can be sealed: a threat first, then the oldest, one at a time. */
export function QueriesScreen() {
  const { data: open } = useCall('queries', 'list', { replyId: null, isOpenOnly: true });
  const { person } = useSession();
  const [whose, setWhose] = useState<Whose>('all');
  const [chosen, setChosen] = useState({ id: '', index: 0 });
  /** Where a query is closed the cursor stands in the next one's reason; moving in the list leaves it there. */
  const [isClosing, setIsClosing] = useState(false);
  const queries = open?.filter(({ ownerId }) => isOf(whose, ownerId, person.id));
  // Once a query is closed the one that took its place in the list is the current one.
  const current =
    queries?.find((query) => query.id === chosen.id) ?? queries?.[Math.min(chosen.index, queries.length - 1)];
  // A query that was closed or given away takes its panel with it: the focus goes to the one that is current then.
  useEffect(() => {
    if (document.activeElement === document.body) {
      document.querySelector<HTMLElement>('.queries-list [data-selected]')?.focus();
      settleFocus(null);
    }
  }, [current?.id, whose]);

  if (open === undefined || queries === undefined) return null;
  if (open.length === 0) {
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
    <Page
      title={`Queries: ${open.length} open`}
      actions={
        <Choice
          label="Whose"
          options={choices.map((value) => ({
            value,
            label: `${whoseWords[value]} ${open.filter(({ ownerId }) => isOf(value, ownerId, person.id)).length}`,
          }))}
          value={whose}
          onChange={(value) => {
            setWhose(value);
            setIsClosing(false);
          }}
        />
      }
    >
      {current === undefined ? (
        <EmptyState>
          <p>
            {whose === 'mine' ? 'No open query is yours.' : 'Every open query has somebody who looks at it.'}
          </p>
          <p className="quiet">Choose All, and take one that nobody has.</p>
        </EmptyState>
      ) : (
        <div className="queries">
          <ListBox
            aria-label="Open queries: threats, then the oldest"
            className="queries-list panel"
            selectionMode="single"
            selectionBehavior="replace"
            disallowEmptySelection
            selectedKeys={[current.id]}
            onSelectionChange={(keys) => {
              const [id = ''] = [...keys].map(String);
              setChosen({ id, index: queries.findIndex((query) => query.id === id) });
              setIsClosing(false);
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
                {query.ownerId !== null && (
                  <span className="quiet"> · {query.ownerId === person.id ? 'yours' : query.ownerName}</span>
                )}
              </ListBoxItem>
            )}
          </ListBox>
          <QueryPane
            key={current.id}
            query={current}
            decidedTogether={
              current.kind === 'late' ? queries.filter(({ kind }) => kind === 'late') : [current]
            }
            startsInReason={isClosing}
            onClosing={() => {
              setChosen({ id: current.id, index: queries.indexOf(current) });
              setIsClosing(true);
            }}
            onRefused={() => setIsClosing(false)}
          />
        </div>
      )}
    </Page>
  );
}
