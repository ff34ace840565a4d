import type { ConsultationId, PackHash } from '../../../contract/records/id.ts';
import type { FormerMark, Note, SavedMark } from '../../../contract/records/keying.ts';
import type { Mark } from '../../../contract/records/mark.ts';
import { fieldsOf, lampsOf, type Field } from '../../../contract/rules/fields.ts';
import type { Marks } from '../../../contract/rules/routing.ts';
import { canonicalJson } from '../../../contract/sync/canonical-json.ts';
import { useCall } from '../../app/use-call.ts';
import { showMoment } from '../../components/dates.ts';
import { MarkWords } from './mark-words.tsx';

interface Props {
  readonly consultationId: ConsultationId;
  readonly packHash: PackHash | null;
  readonly isKeptBlind: boolean;
  /** It is still to be keyed again, and whoever reads this here has seen it. */
  readonly isSeenBefore: boolean;
  readonly marks: Readonly<Record<string, SavedMark>>;
  /** What the newest revision says; null until the reply is sealed. What was keyed stays as it was keyed. */
  readonly now: Marks | null;
  readonly formerMarks: readonly FormerMark[];
  readonly notes: readonly Note[];
}

/** The form with what was keyed in it, in the paper's order, by the version of the form it was keyed with. */
export function FormAsKeyed(props: Props) {
  const { packHash, isKeptBlind, isSeenBefore, marks, now, formerMarks, notes } = props;
  const { data: pack } = useCall(
    'consultations',
    'pack',
    { packHash: packHash! },
    { isWanted: packHash !== null && !isKeptBlind },
  );
  if (packHash === null) {
    return (
      <section className="panel" aria-labelledby="keyed">
        <h2 id="keyed">As keyed</h2>
        <p className="quiet">Nobody has begun to key this reply.</p>
      </section>
    );
  }
  if (isKeptBlind) {
    return (
      <section className="panel" aria-labelledby="keyed">
        <h2 id="keyed">As keyed</h2>
        <p>Shown when it is verified.</p>
        <p className="quiet">
          It is keyed twice, blind: whoever may key it again sees nothing of the first keying before that.
        </p>
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
    {
      id: 'lamps',
      title: 'Asked for',
      fields: lampsOf(pack).filter((lamp) => marks[lamp.id] ?? now?.[lamp.id]),
    },
  ].filter((group) => group.fields.length > 0);
  return (
    <section className="panel form-as-keyed" aria-labelledby="keyed">
      <h2 id="keyed">As keyed</h2>
      {isSeenBefore && (
        <p className="quiet">It is keyed again, blind. You have seen it now, so somebody else does that.</p>
      )}
      {groups.map((group) => (
        <section key={group.id} aria-labelledby={`keyed-${group.id}`}>
          <h3 id={`keyed-${group.id}`}>{group.title}</h3>
          <dl className="keyed-fields">
            {group.fields.map((field) => (
              <KeyedField
                key={field.id}
                field={field}
                saved={marks[field.id]}
                corrected={now === null ? null : correctionOf(marks[field.id]?.mark, now[field.id])}
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

/**
 * What a field says now where that is not what was keyed; null where it is. A blank where the form doesn't ask isn't
 * sealed, and is no correction.
 */
function correctionOf(keyed: Mark | undefined, now: Mark | undefined): Correction | null {
  if (now === undefined) return keyed === undefined || keyed.kind === 'blank' ? null : { now: null };
  return keyed !== undefined && canonicalJson(keyed) === canonicalJson(now) ? null : { now };
}

interface Correction {
  /** Null: the mark was taken away. */
  readonly now: Mark | null;
}

interface FieldProps {
  readonly field: Field;
  readonly saved: SavedMark | undefined;
  readonly corrected: Correction | null;
  readonly former: readonly FormerMark[];
  readonly notes: readonly Note[];
}

function KeyedField({ field, saved, corrected, former, notes }: FieldProps) {
  return (
    <>
      <dt>
        {field.questionNumber !== null && <b>{field.questionNumber} </b>}
        {field.label}
      </dt>
      <dd>
        {corrected !== null && (
          <p>
            {corrected.now === null ? 'no mark' : <MarkWords field={field} mark={corrected.now} />}{' '}
            <span className="look">(corrected)</span>
          </p>
        )}
        {corrected === null ? (
          <KeyedMark field={field} saved={saved} />
        ) : (
          <p className="hint">
            Keyed as: <KeyedMark field={field} saved={saved} />
          </p>
        )}
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

function KeyedMark({ field, saved }: Pick<FieldProps, 'field' | 'saved'>) {
  return saved ? <MarkWords field={field} mark={saved.mark} /> : <span className="quiet">not keyed</span>;
}
