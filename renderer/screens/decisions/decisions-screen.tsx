import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { DifferenceToDecide } from '../../../contract/records/checking.ts';
import type { PackHash } from '../../../contract/records/id.ts';
import { fieldsOf, lampsOf } from '../../../contract/rules/fields.ts';
import { useSettledFocus } from '../../app/use-settled-focus.ts';
import { isSaidAlready, useAct, useCall } from '../../app/use-call.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { useMessages } from '../../components/messages.tsx';
import { Page } from '../../components/page.tsx';
import { DecisionPaper, PaperMemory } from './decision-paper.tsx';
import { DecisionPane, type Decided } from './decision-pane.tsx';
import { choiceWords, faultWords } from './decision-words.ts';
import './decisions.css';

/** No more are listed; the count says how many there are. */
const MOST_LISTED = 200;

/** A decision that is contested is another thing to decide than the first time. */
const keyOf = ({ replyId, field, contested }: DifferenceToDecide): string =>
  `${replyId} ${field} ${contested?.decision.number ?? 0}`;

/** What two keyings say differently, for a third person to decide from the paper: the oldest batch first. */
export function DecisionsScreen() {
  const { data: listed } = useCall('checking', 'toDecide', { consultationId: null, limit: MOST_LISTED });
  const { data: waiting } = useCall('checking', 'waiting', { consultationId: null });
  const [chosen, setChosen] = useState({ key: '', index: 0, isAwaited: false });
  /** Moving in the list leaves the focus there; Enter takes it to what is chosen. */
  const [isInList, setIsInList] = useState(false);
  const [paper] = useState(() => new PaperMemory());
  /** Decided just now: the list may not know yet. */
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<DifferenceToDecide | null>(null);
  const decide = useAct('checking', 'decide');
  const takeBack = useAct('checking', 'takeBack');
  const { say } = useMessages();

  const differences = listed?.filter((each) => !done.has(keyOf(each)));
  const current =
    differences?.find((each) => keyOf(each) === chosen.key) ??
    differences?.[Math.min(chosen.index, differences.length - 1)];
  const { data: pack } = useCall(
    'consultations',
    'pack',
    { packHash: current?.packHash as PackHash },
    { isWanted: current !== undefined, keepsPrevious: true },
  );
  // What is being decided stays, whatever comes into the list before it; what was taken back is on its way there.
  const isThere = current !== undefined && keyOf(current) === chosen.key;
  if (differences !== undefined && current !== undefined && isThere === chosen.isAwaited) {
    setChosen({ key: keyOf(current), index: differences.indexOf(current), isAwaited: false });
  }

  const doTakeBack = async (difference: DifferenceToDecide): Promise<void> => {
    const { replyId, field, serialLabel, fieldName } = difference;
    await takeBack.mutateAsync({ replyId, field });
    setDone((now) => new Set([...now].filter((key) => key !== keyOf(difference))));
    setChosen((now) => ({ ...now, key: keyOf(difference), isAwaited: true }));
    setIsInList(false);
    setLast((now) => (now === difference ? null : now));
    say({ tone: 'good', text: `${serialLabel}, ${fieldName}: taken back. It waits to be decided again.` });
  };
  const undo = (difference: DifferenceToDecide): void => void doTakeBack(difference).catch(isSaidAlready);
  const doDecide = async (difference: DifferenceToDecide, decided: Decided): Promise<void> => {
    const { isBatchInFull, raised } = await decide.mutateAsync(decided);
    setDone((now) => new Set([...now, keyOf(difference)]));
    setChosen((now) => ({ ...now, key: '', isAwaited: false }));
    setIsInList(false);
    setLast(difference);
    const { serialLabel, fieldName, batchNumber } = difference;
    const words = [
      `${serialLabel}, ${fieldName}: ${choiceWords[decided.choice]}; charged to ${faultWords[decided.fault]}.`,
    ];
    if (raised.length > 0) words.push(`Raised: ${raised.map(({ text }) => text).join(' ')}`);
    if (isBatchInFull) {
      words.push(
        `More of batch ${batchNumber}’s drawn fields were wrong than the plan allows: the whole batch is keyed again in full. What is keyed and decided stays.`,
      );
    }
    say({
      tone: isBatchInFull ? 'look' : 'good',
      text: words.join(' '),
      undo: () => undo(difference),
    });
  };

  if (differences === undefined) return null;
  if (current === undefined) return <NothingToDecide />;
  const form = pack && [...fieldsOf(pack), ...lampsOf(pack)];
  const field = form?.find(({ id }) => id === current.field);
  const count = listed!.length < MOST_LISTED ? differences.length : (waiting?.toDecide ?? MOST_LISTED);
  return (
    <Page
      title={`Decisions: ${count} to decide`}
      actions={<Link to="/decisions/mine">Decided about my keying</Link>}
    >
      <div className="decisions" data-has-paper={current.scannedPages > 0 || undefined}>
        <DecisionPaper
          difference={current}
          position={form?.findIndex(({ id }) => id === current.field) ?? 0}
          memory={paper}
        />
        <div className="decisions-side">
          {field !== undefined && (
            <DecisionPane
              key={keyOf(current)}
              difference={current}
              field={field}
              takesFocus={!isInList}
              isPending={decide.isPending}
              onDecide={(decided) => void doDecide(current, decided).catch(isSaidAlready)}
              onTakeBack={last === null ? undefined : () => undo(last)}
            />
          )}
          <ListBox
            aria-label="To decide, the oldest batch first"
            className="decisions-list panel"
            selectionMode="single"
            selectionBehavior="replace"
            disallowEmptySelection
            selectedKeys={[keyOf(current)]}
            onSelectionChange={(keys) => {
              const [key = ''] = [...keys].map(String);
              setChosen({
                key,
                index: differences.findIndex((each) => keyOf(each) === key),
                isAwaited: false,
              });
              setIsInList(true);
            }}
            onAction={() => setIsInList(false)}
            items={differences.map((each) => ({ ...each, id: keyOf(each) }))}
          >
            {(each) => (
              <ListBoxItem id={each.id} textValue={`${each.serialLabel} ${each.fieldName}`}>
                <span className="quiet">batch {each.batchNumber}</span>{' '}
                <span className="serial">{each.serialLabel}</span> {each.fieldName}
                {each.contested !== null && <span className="look"> ! contested</span>}
              </ListBoxItem>
            )}
          </ListBox>
        </div>
      </div>
    </Page>
  );
}

function NothingToDecide() {
  useSettledFocus();
  return (
    <Page title="Decisions" actions={<Link to="/decisions/mine">Decided about my keying</Link>}>
      <EmptyState>
        <p>Nothing waits for you to decide.</p>
        <p className="quiet">
          Where two keyings of a field differ and both keyers stand by theirs, a third person decides from the
          paper. Differences of replies that you keyed yourself wait for somebody else.
        </p>
        <p>
          <Link to="/">To what waits</Link>
        </p>
      </EmptyState>
    </Page>
  );
}
