import type { DecisionChoice } from '../../../contract/records/checking.ts';
import type { Mark } from '../../../contract/records/mark.ts';
import { wordDifferences } from '../../../contract/rules/checking/word-differences.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { keepFocus } from '../keying/keep-focus.ts';
import { MarkWords } from '../replies/mark-words.tsx';
import { SignsExplained, WordForWord } from './word-for-word.tsx';

interface Props {
  readonly field: Field;
  readonly first: Mark | null;
  readonly second: Mark | null;
  readonly choice: DecisionChoice | null;
  readonly onChoose: (choice: DecisionChoice) => void;
}

const labels: Readonly<Record<DecisionChoice, { readonly key: string; readonly label: string }>> = {
  first: { key: '1', label: 'First keying' },
  second: { key: '2', label: 'Second keying' },
  neither: { key: '3', label: 'Neither: type it' },
};

/** Both keyings of a field side by side, with the key that says which of them counts. */
export function TwoValues({ field, first, second, choice, onChoose }: Props) {
  const texts = [textOf(field, first), textOf(field, second)] as const;
  const areTexts = texts[0] !== null && texts[1] !== null;
  const stretches = areTexts ? wordDifferences(texts[0]!, texts[1]!) : null;
  const choiceButton = (which: DecisionChoice, value: React.ReactNode) => (
    <button
      type="button"
      tabIndex={-1}
      className="value-choice"
      aria-pressed={choice === which}
      onMouseDown={keepFocus}
      onClick={() => onChoose(which)}
    >
      <span className="value-choice-head">
        <kbd>{labels[which].key}</kbd> <b>{labels[which].label}</b>
        {choice === which && <span className="good"> ✓ chosen</span>}
      </span>
      {value}
    </button>
  );
  const valueOf = (which: 'first' | 'second', mark: Mark | null) => (
    <span className="value-keyed">
      {stretches === null ? (
        <MarkOrNone field={field} mark={mark} />
      ) : (
        <WordForWord stretches={stretches} of={which} />
      )}
    </span>
  );
  return (
    <>
      <div className="two-values">
        {choiceButton('first', valueOf('first', first))}
        {choiceButton('second', valueOf('second', second))}
      </div>
      {stretches !== null && <SignsExplained />}
      {choiceButton('neither', null)}
    </>
  );
}

export function MarkOrNone({
  field,
  mark,
}: {
  readonly field: Field | undefined;
  readonly mark: Mark | null;
}) {
  return mark === null ? <span className="quiet">no mark</span> : <MarkWords field={field} mark={mark} />;
}

/** Words to be compared one by one; null for ticks, and where nothing is written. */
function textOf(field: Field, mark: Mark | null): string | null {
  if (field.options.length > 0 || mark?.kind !== 'value' || typeof mark.value !== 'string') return null;
  return mark.value;
}
