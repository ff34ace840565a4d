import { useId, type KeyboardEvent } from 'react';
import type { ConsultationPack } from '../../../contract/records/consultation-pack.ts';
import type { FieldId, Mark } from '../../../contract/records/mark.ts';
import { fieldsOf, lampsOf, type Field } from '../../../contract/rules/fields.ts';
import { routedOver, type Marks } from '../../../contract/rules/routing.ts';
import { MarkEditor } from '../../components/mark-editor.tsx';
import type { Draft } from './draft.ts';

interface Props {
  readonly pack: ConsultationPack;
  readonly sealed: Marks;
  /** As the correction leaves them. */
  readonly marks: Marks;
  readonly changed: Draft;
  readonly onChange: (field: FieldId, after: Mark | null) => void;
  readonly isReadOnly: boolean;
}

/** The form in the paper's order, each field to be changed in place. */
export function CorrectionFields(props: Props) {
  const { pack, sealed, marks, changed, onChange, isReadOnly } = props;
  const fields = fieldsOf(pack);
  const skipped = routedOver(pack, fields, marks);
  const groups = [
    ...pack.sections.map(({ id, title }) => ({
      id,
      title,
      fields: fields.filter((field) => field.sectionId === id),
    })),
    { id: 'lamps', title: 'Asked for', fields: lampsOf(pack) },
  ];
  return (
    <section className="panel correction-fields" aria-labelledby="the-form">
      <h2 id="the-form">The form</h2>
      <p className="hint">
        As in keying: digits tick, <kbd>F7</kbd> can’t be read, <kbd>Del</kbd> blank, <kbd>Enter</kbd> next
        field. Key what the paper says.
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Enter goes on in every field alike */}
      <div className="correction-groups" onKeyDown={onEnterGoOn}>
        {groups.map((group) => (
          <section key={group.id} aria-labelledby={`correct-${group.id}`}>
            <h3 id={`correct-${group.id}`}>{group.title}</h3>
            {group.fields.map((field) => (
              <CorrectionField
                key={field.id}
                field={field}
                mark={marks[field.id]}
                isChanged={changed[field.id] !== undefined}
                isSkipped={skipped.has(field.id)}
                isNew={sealed[field.id] === undefined}
                onChange={onChange}
                isReadOnly={isReadOnly}
              />
            ))}
          </section>
        ))}
      </div>
    </section>
  );
}

/** Enter goes on to the next field, but for a comment, where it makes a line. */
function onEnterGoOn(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey || !(event.target instanceof HTMLElement)) return;
  if (event.target.matches('textarea')) return;
  const entries = [...event.currentTarget.querySelectorAll<HTMLElement>('.mark-text-box, .tick-boxes')];
  const at = entries.findIndex((entry) => entry.contains(event.target as Node));
  event.preventDefault();
  entries[at + 1]?.focus();
}

interface FieldProps {
  readonly field: Field;
  readonly mark: Mark | undefined;
  readonly isChanged: boolean;
  readonly isSkipped: boolean;
  /** The sealed revision has no mark here. */
  readonly isNew: boolean;
  readonly onChange: Props['onChange'];
  readonly isReadOnly: boolean;
}

function CorrectionField({ field, mark, isChanged, isSkipped, isNew, onChange, isReadOnly }: FieldProps) {
  const label = useId();
  const isAsked = field.isInTabOrder && !isSkipped;
  return (
    <div
      className="correction-field"
      data-changed={isChanged || undefined}
      onBlur={() => {
        // As in keying: an asked field that is left without a mark was looked at, and is blank.
        if (isAsked && isNew && mark === undefined && !isReadOnly) onChange(field.id, { kind: 'blank' });
      }}
    >
      <div id={label} className="correction-label">
        {field.questionNumber !== null && <b>{field.questionNumber} </b>}
        {field.label} {isChanged && <span className="correction-tag look">changed</span>}
        {isSkipped && <span className="correction-tag quiet">not asked</span>}
        {isAsked && mark === undefined && <span className="correction-tag look">needs a mark</span>}
      </div>
      <MarkEditor
        field={field}
        mark={mark}
        labelledBy={label}
        isReadOnly={isReadOnly}
        onChange={(after) => onChange(field.id, after ?? null)}
      />
    </div>
  );
}
