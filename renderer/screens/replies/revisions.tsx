import type { CorrectionSheet, Revision } from '../../../contract/bridge/corrections.ts';
import { fieldsOf, lampsOf, type Field } from '../../../contract/rules/fields.ts';
import { contentMessage } from '../../../contract/sync/content-codes.ts';
import { showMoment } from '../../components/dates.ts';
import { MarkWords } from './mark-words.tsx';

const kindWords = { create: 'sealed', revise: 'corrected', withdraw: 'withdrawn' } as const;

/** Every revision of a sealed reply: who, when, why, and what it says otherwise than the one before. */
export function Revisions({ sheet }: { readonly sheet: CorrectionSheet }) {
  const fields = new Map(
    [...fieldsOf(sheet.pack), ...lampsOf(sheet.pack)].map((field) => [field.id as string, field]),
  );
  return (
    <section className="panel form" aria-labelledby="revisions">
      <h2 id="revisions">Revisions</h2>
      <ol className="revisions">
        {sheet.history.map((revision) => (
          <li key={revision.eventId}>
            <p>
              <b>
                {revision.revision}: {kindWords[revision.kind]}
              </b>
              {revision.reason !== null && `: ${revision.reason}`}{' '}
              <span className="hint">
                {revision.byName}, {showMoment(revision.atMs)}
              </span>
            </p>
            <Changes changes={revision.changes} fields={fields} />
            <WhereItIs revision={revision} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Changes({
  changes,
  fields,
}: {
  readonly changes: Revision['changes'];
  readonly fields: ReadonlyMap<string, Field>;
}) {
  if (changes.length === 0) return null;
  return (
    <ul className="revision-changes">
      {changes.map(({ field: id, before, after }) => {
        const field = fields.get(id);
        return (
          <li key={id}>
            <span className="quiet">
              {field?.questionNumber} {field?.label ?? id}:
            </span>{' '}
            <s>{before === null ? 'no mark' : <MarkWords field={field} mark={before} />}</s> →{' '}
            {after === null ? 'no mark' : <MarkWords field={field} mark={after} />}
          </li>
        );
      })}
    </ul>
  );
}

function WhereItIs({ revision: { isReceived, code } }: { readonly revision: Revision }) {
  if (!isReceived) return <p className="hint">Only on this computer yet.</p>;
  return (
    <p className="hint">
      At headquarters.
      {code !== null && <span className="look"> {contentMessage(code, 'unit') ?? code}</span>}
    </p>
  );
}
