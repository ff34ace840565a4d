import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { DecidedDifference } from '../../../contract/records/checking.ts';
import { useCall } from '../../app/use-call.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { isChargedTo } from './charged.ts';
import { DecidedPane } from './decided-pane.tsx';
import '../queries/queries.css';
import './decisions.css';

const MOST_LISTED = 500;

const keyOf = ({ replyId, field }: DecidedDifference): string => `${replyId} ${field}`;

/** What others decided where this person's keying and another differ: to learn from, and to contest once. */
export function DecidedScreen() {
  const { data: decided } = useCall('checking', 'decided', { limit: MOST_LISTED });
  const [chosen, setChosen] = useState('');
  const toDecisions = <Link to="/decisions">To decide</Link>;
  if (decided === undefined) return null;
  const current = decided.find((each) => keyOf(each) === chosen) ?? decided[0];
  if (current === undefined) {
    return (
      <Page title="Decided about my keying" actions={toDecisions}>
        <EmptyState>
          <p>Nothing was decided about your keying yet.</p>
          <p className="quiet">
            Where another person keyed a field of yours differently and both stood by it, the decision is
            shown here with who or what it is charged to. You can contest it once, with a reason.
          </p>
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page title="Decided about my keying" actions={toDecisions}>
      <div className="queries">
        <ListBox
          aria-label="Decisions, the newest first"
          className="queries-list decided-list panel"
          selectionMode="single"
          selectionBehavior="replace"
          disallowEmptySelection
          selectedKeys={[keyOf(current)]}
          onSelectionChange={(keys) => setChosen([...keys].map(String)[0] ?? '')}
          items={decided.map((each) => ({ ...each, id: keyOf(each) }))}
        >
          {(each) => (
            <ListBoxItem id={each.id} textValue={`${each.serialLabel} ${each.fieldName}`}>
              <span className="serial">{each.serialLabel}</span> {each.fieldName}{' '}
              <span className="quiet">
                · {isChargedTo(each) ? 'charged to you' : 'not charged to you'}
                {each.contest !== null && ' · contested'}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
        <DecidedPane key={`${keyOf(current)} ${current.decision.number}`} decided={current} />
      </div>
    </Page>
  );
}
