import type { FieldId, Mark } from '../../../contract/records/mark.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { MarkWords } from '../replies/mark-words.tsx';
import type { DraftChange } from './draft.ts';

interface Props {
  readonly nextRevision: number;
  readonly changes: readonly DraftChange[];
  /** Fields that the form asks no longer; their blanks are left out. */
  readonly notAsked: readonly Field[];
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly onPutBack: (field: FieldId) => void;
  readonly onSeal: () => void;
  readonly isPending: boolean;
}

/** The correction as it will be sealed. The reason and the button stand above the list, so that they never move. */
export function WhatChanges(props: Props) {
  const { nextRevision, changes, notAsked, reason, onReason, onPutBack, onSeal, isPending } = props;
  return (
    <section className="panel what-changes" aria-labelledby="what-changes">
      <h2 id="what-changes">What changes</h2>
      <p className="hint">
        What was sealed stays as it is, here and at headquarters. Revision {nextRevision} takes its place in
        the results, and waits to be sent.
      </p>
      <div className="correction-reason">
        <TextField
          label="Reason"
          hint="Stands in the history. For example: misread, the paper says No."
          isRequired
          value={reason}
          onChange={onReason}
          maxLength={500}
        />
      </div>
      <div className="actions">
        <Button isPrimary keyHint="Ctrl+Enter" onPress={onSeal} isPending={isPending}>
          Seal the correction
        </Button>
      </div>
      {changes.length === 0 ? (
        <p className="quiet">Nothing yet. Change a field of the form.</p>
      ) : (
        <ol className="changes">
          {changes.map(({ field, before, after }) => (
            <li key={field.id}>
              <BeforeAfter field={field} before={before} after={after} />
              <Button aria-label={`Put back ${field.label}`} onPress={() => onPutBack(field.id)}>
                Put back
              </Button>
            </li>
          ))}
        </ol>
      )}
      {notAsked.length > 0 && (
        <p className="hint">No longer asked, so left out as blank: {notAsked.map(nameOf).join(', ')}.</p>
      )}
    </section>
  );
}

const nameOf = ({ questionNumber, label }: Field): string =>
  questionNumber === null ? label : `question ${questionNumber}`;

function BeforeAfter({
  field,
  before,
  after,
}: {
  readonly field: Field;
  readonly before: Mark | null;
  readonly after: Mark | null;
}) {
  return (
    <div>
      <p className="quiet">
        {field.questionNumber !== null && <b>{field.questionNumber} </b>}
        {field.label}
      </p>
      <p>
        <s>
          <MarkOrNone field={field} mark={before} />
        </s>{' '}
        → <MarkOrNone field={field} mark={after} />
      </p>
    </div>
  );
}

function MarkOrNone({ field, mark }: { readonly field: Field; readonly mark: Mark | null }) {
  return mark === null ? <span className="quiet">no mark</span> : <MarkWords field={field} mark={mark} />;
}
