/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions -- the group itself takes the keys; a fieldset can't be focused in every browser */
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { RequestOf } from '../../../contract/bridge/call.ts';
import type { checkingCalls } from '../../../contract/bridge/checking.ts';
import type { DecisionChoice, DifferenceToDecide } from '../../../contract/records/checking.ts';
import { batchLabel } from '../../../contract/rules/batch-label.ts';
import { faultsOf } from '../../../contract/rules/checking/faults.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { Button } from '../../components/button.tsx';
import { MarkEditor } from '../../components/mark-editor.tsx';
import { useMessages } from '../../components/messages.tsx';
import { useTakeFocus } from '../../components/use-take-focus.ts';
import { keepFocus } from '../keying/keep-focus.ts';
import { DecidedBefore } from './decided-before.tsx';
import {
  choose,
  faultOf,
  markThatCounts,
  press,
  undecided,
  whyNotYet,
  type DecisionDraft,
} from './decision-draft.ts';
import { faultKeys, faultWords } from './decision-words.ts';
import { TwoValues } from './two-values.tsx';

export type Decided = RequestOf<(typeof checkingCalls)['decide']>;

interface Props {
  readonly difference: DifferenceToDecide;
  readonly field: Field;
  /** False while the person moves in the list. */
  readonly takesFocus: boolean;
  readonly isPending: boolean;
  readonly onDecide: (decided: Decided) => void;
  /** Undefined when there is none to take back. */
  readonly onTakeBack: (() => void) | undefined;
}

/** One difference: both values, which of them counts, and who or what was at fault. By keys alone. */
export function DecisionPane({ difference, field, takesFocus, isPending, onDecide, onTakeBack }: Props) {
  const { replyId, serialLabel, batchNumber, fieldName, first, second, contested } = difference;
  const { say } = useMessages();
  const [draft, setDraft] = useState<DecisionDraft>(undecided);
  const pane = useRef<HTMLElement>(null);
  const editor = useRef<HTMLDivElement>(null);
  const [heading, typeIt] = [useId(), useId()];
  const fault = faultOf(draft);

  // Each difference is a pane of its own, so a screen reader says its name when the focus comes.
  useTakeFocus(pane, takesFocus);
  const isTyping = draft.choice === 'neither';
  useEffect(() => {
    if (isTyping) editor.current?.querySelector<HTMLElement>('input, textarea, [role=group]')?.focus();
  }, [isTyping]);

  const take = (next: DecisionDraft): void => {
    if (!isPending) setDraft(next);
  };
  const decide = (): void => {
    if (isPending) return;
    const why = whyNotYet(draft, field, difference);
    if (why !== null || draft.choice === null || fault === null) {
      say({ tone: 'look', text: why ?? '' });
      return;
    }
    const { choice } = draft;
    const mark = choice === 'neither' ? markThatCounts(draft, field, difference) : null;
    onDecide({ replyId, field: field.id, choice, mark, fault });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey || event.metaKey) return;
    const isInEditor = editor.current?.contains(event.target as Node) ?? false;
    const isControl = event.ctrlKey;
    if (isInEditor) {
      // In a comment Enter makes a new line, as in keying.
      const isText = event.target instanceof HTMLTextAreaElement;
      if (event.key === 'Enter' && (isControl || !isText)) pane.current?.focus();
      else if (event.key === 'Escape') {
        pane.current?.focus();
        take({ ...draft, choice: null });
      } else return;
    } else if (isControl) {
      if (event.key.toLowerCase() !== 'z' || onTakeBack === undefined) return;
      onTakeBack();
    } else if (event.key === 'Enter') {
      if (event.target !== pane.current) return;
      decide();
    } else {
      const next = press(draft, event.key, field, first);
      if (next === null) return;
      take(next);
      if (next.choice === 'neither' && event.key === '3') {
        editor.current?.querySelector<HTMLElement>('input, textarea, [role=group]')?.focus();
      }
    }
    event.preventDefault();
  };
  const onChoose = (choice: DecisionChoice): void => take(choose(draft, choice, field, first));

  return (
    <section
      className="panel decision-pane"
      role="group"
      tabIndex={0}
      ref={pane}
      aria-labelledby={heading}
      onKeyDown={onKeyDown}
    >
      <h2 id={heading}>
        <span className="serial">{serialLabel}</span> {fieldName}{' '}
        <span className="quiet">{batchLabel(batchNumber)}</span>
      </h2>
      {field.questionText !== fieldName && <p>{field.questionText}</p>}
      {field.options.length > 0 && (
        <p className="hint">On the form: {field.options.map(({ label }) => label).join(' · ')}</p>
      )}
      {contested !== null && <DecidedBefore contested={contested} field={field} />}
      <TwoValues field={field} first={first} second={second} choice={draft.choice} onChoose={onChoose} />
      {isTyping && (
        <div ref={editor}>
          <p id={typeIt}>
            What the paper says{' '}
            <span className="hint">
              <kbd>F7</kbd> can’t be read · <kbd>{field.kind === 'comment' ? 'Ctrl+Enter' : 'Enter'}</kbd> to
              the fault · <kbd>Esc</kbd> not neither
            </span>
          </p>
          <MarkEditor
            field={field}
            mark={draft.typed}
            onChange={(typed) => take({ ...draft, typed })}
            labelledBy={typeIt}
            isReadOnly={isPending}
          />
        </div>
      )}
      {draft.choice !== null && (
        <div className="faults" role="group" aria-label="Charged to">
          <span>Charged to</span>
          {faultsOf(draft.choice).map((each) => (
            <button
              key={each}
              type="button"
              tabIndex={-1}
              className="fault-choice"
              aria-pressed={each === fault}
              onMouseDown={keepFocus}
              onClick={() => take({ ...draft, fault: each })}
            >
              <kbd>{faultKeys[each].toUpperCase()}</kbd> {faultWords[each]}
              {each === fault && <span className="good"> ✓</span>}
            </button>
          ))}
        </div>
      )}
      <div className="actions">
        <Button isPrimary keyHint="Enter" isPending={isPending} onPress={decide}>
          Decide, and on to the next
        </Button>
        {onTakeBack !== undefined && (
          <Button keyHint="Ctrl+Z" onPress={onTakeBack}>
            Take the last decision back
          </Button>
        )}
      </div>
    </section>
  );
}
