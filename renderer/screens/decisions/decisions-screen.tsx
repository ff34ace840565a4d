import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { DifferenceToDecide } from '../../../contract/records/checking.ts';
import type { PackHash } from '../../../contract/records/id.ts';
import { batchLabel } from '../../../contract/rules/batch-label.ts';
import { fieldsOf, lampsOf } from '../../../contract/rules/fields.ts';
import { useSettledFocus } from '../../app/use-settled-focus.ts';
import { isSaidAlready, useAct, useCall } from '../../app/use-call.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { useMessages } from '../../components/messages.tsx';
import { Page } from '../../components/page.tsx';
import { DecisionPaper, PaperMemory } from './decision-paper.tsx';
import { DecisionPane, type Decided } from './decision-pane.tsx';
import { choiceWords, faultWords } from './decision-words.ts';
import { ToDecideList } from './to-decide-list.tsx';
import { keyOf, useToDecide } from './use-to-decide.ts';
import './decisions.css';

/** What two keyings say differently, for a third person to decide from the paper: the oldest batch first. */
export function DecisionsScreen() {
  const list = useToDecide();
  /** Moving in the list leaves the focus there; Enter takes it to what is chosen. */
  const [isInList, setIsInList] = useState(false);
  const [paper] = useState(() => new PaperMemory());
  const [last, setLast] = useState<DifferenceToDecide | null>(null);
  const decide = useAct('checking', 'decide');
  const takeBack = useAct('checking', 'takeBack');
  const { say } = useMessages();
  const { current, total } = list;
  const { data: pack } = useCall(
    'consultations',
    'pack',
    { packHash: current?.packHash as PackHash },
    { isWanted: current !== undefined, keepsPrevious: true },
  );

  const doTakeBack = async (difference: DifferenceToDecide): Promise<void> => {
    const { replyId, field, serialLabel, fieldName } = difference;
    await takeBack.mutateAsync({ replyId, field });
    list.comesBack(difference);
    setIsInList(false);
    setLast((now) => (now === difference ? null : now));
    say({ tone: 'good', text: `${serialLabel}, ${fieldName}: taken back. It waits to be decided again.` });
  };
  const undo = (difference: DifferenceToDecide): void => void doTakeBack(difference).catch(isSaidAlready);
  const doDecide = async (difference: DifferenceToDecide, decided: Decided): Promise<void> => {
    const { isBatchInFull, raised } = await decide.mutateAsync(decided);
    list.isDecided(difference);
    setIsInList(false);
    setLast(difference);
    const { serialLabel, fieldName, batchNumber } = difference;
    const words = [
      `${serialLabel}, ${fieldName}: ${choiceWords[decided.choice]}; charged to ${faultWords[decided.fault]}.`,
    ];
    if (raised.length > 0) words.push(`Raised: ${raised.map(({ text }) => text).join(' ')}`);
    if (isBatchInFull) {
      words.push(
        `More of ${batchLabel(batchNumber)}’s drawn fields were wrong than the plan allows: the whole batch is keyed again in full. What is keyed and decided stays.`,
      );
    }
    say({
      tone: isBatchInFull ? 'look' : 'good',
      text: words.join(' '),
      undo: () => undo(difference),
    });
  };

  if (total === undefined) return null;
  if (total === 0) return <NothingToDecide />;
  const form = pack && [...fieldsOf(pack), ...lampsOf(pack)];
  const position = form?.findIndex(({ id }) => id === current?.field) ?? -1;
  const field = form?.[position];
  return (
    <Page
      title={`Decisions: ${total.toLocaleString('en-GB')} to decide`}
      actions={<Link to="/decisions/mine">Decided about my keying</Link>}
    >
      <div className="decisions" data-has-paper={(current?.scannedPages ?? 0) > 0 || undefined}>
        {current !== undefined && (
          <DecisionPaper difference={current} position={Math.max(0, position)} memory={paper} />
        )}
        <div className="decisions-side">
          {current !== undefined && field !== undefined && (
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
          <ToDecideList list={list} onEnter={() => setIsInList(true)} onOpen={() => setIsInList(false)} />
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
