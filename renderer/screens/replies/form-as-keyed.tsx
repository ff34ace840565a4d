import type { ConsultationId, PackHash } from '../../../contract/records/id.ts';
import type { FormerMark, Note, SavedMark } from '../../../contract/records/keying.ts';
import { fieldsOf, lampsOf, type Field } from '../../../contract/rules/fields.ts';
import { useCall } from '../../app/use-call.ts';
import { showMoment } from '../../components/dates.ts';
import { MarkWords } from './mark-words.tsx';

interface Props {
  readonly consultationId: ConsultationId;
  readonly packHash: PackHash | null;
  readonly marks: Readonly<Record<string, SavedMark>>;
  readonly formerMarks: readonly FormerMark[];
  readonly notes: readonly Note[];
}

/** The form with what was keyed in it, in the paper's order, by the version of the form it was keyed with. */
export function FormAsKeyed({ packHash, marks, formerMarks, notes }: Props) {
  const { data: pack } = useCall(
    'consultations',
    'pack',
    { packHash: packHash! },
    { isWanted: packHash !== null },
  );
  if (packHash === null) {
    return (
      <section className="panel" aria-labelledby="keyed">
        <h2 id="keyed">As keyed</h2>
        <p className="quiet">Nobody has begun to key this reply.</p>
      </section>
    );
  }
  if (pack === undefined) return <section className="panel" aria-busy="true" aria-label="As keyed" />;
  const fields = fieldsOf(pack);
  const groups = [
    ...pack.sections.map(({ id, title }) => ({
      id,
      title,
      fields: fields.filter((field) => field.sectionId === id),
    })),
    { id: 'lamps', title: 'Asked for', fields: lampsOf(pack).filter((lamp) => marks[lamp.id]) },
  ].filter((group) => group.fields.length > 0);
  return (
    <section className="panel form-as-keyed" aria-labelledby="keyed">
      <h2 id="keyed">As keyed</h2>
      {groups.map((group) => (
        <section key={group.id} aria-labelledby={`keyed-${group.id}`}>
          <h3 id={`keyed-${group.id}`}>{group.title}</h3>
          <dl className="keyed-fields">
            {group.fields.map((field) => (
              <KeyedField
                key={field.id}
                field={field}
                saved={marks[field.id]}
                former={formerMarks.filter((mark) => mark.field === field.id)}
                notes={notes.filter((note) => note.field === field.id)}
              />
            ))}
          </dl>
        </section>
      ))}
    </section>
  );
}

interface FieldProps {
  readonly field: Field;
  readonly saved: SavedMark | undefined;
  readonly former: readonly FormerMark[];
  readonly notes: readonly Note[];
}

function KeyedField({ field, saved, former, notes }: FieldProps) {
  return (
    <>
      <dt>
        {field.questionNumber !== null && <b>{field.questionNumber} </b>}
        {field.label}
      </dt>
      <dd>
        {saved ? <MarkWords field={field} mark={saved.mark} /> : <span className="quiet">not keyed</span>}
        {saved?.overruleReason && <p className="hint">A check was overruled: {saved.overruleReason}</p>}
        {former.map((mark) => (
          <p className="hint" key={`${mark.replacedAtMs}`}>
            Before {showMoment(mark.replacedAtMs)}:{' '}
            <s>
              <MarkWords field={field} mark={mark.mark} />
            </s>{' '}
            ({mark.byName})
          </p>
        ))}
        {notes.map((note) => (
          <p className="hint" key={note.atMs}>
            Note by {note.byName}: {note.text}
          </p>
        ))}
      </dd>
    </>
  );
}
