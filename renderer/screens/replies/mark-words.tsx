import type { Mark } from '../../../contract/records/mark.ts';
import type { Field } from '../../../contract/rules/fields.ts';

/** What the paper says in a field, for reading: option labels for codes, and each kind of mark by its word. */
export function MarkWords({ field, mark }: { readonly field: Field | undefined; readonly mark: Mark }) {
  switch (mark.kind) {
    case 'blank':
      return <span className="quiet">blank</span>;
    case 'illegible':
      return <span className="look">can’t be read</span>;
    case 'spoilt':
      return (
        <>
          {labelsOf(field, mark.value)} <span className="look">(spoilt: more than one tick)</span>
        </>
      );
    case 'value':
      return <span className="mark-text">{labelsOf(field, mark.value)}</span>;
    default:
      return assertNever(mark);
  }
}

function labelsOf(field: Field | undefined, value: string | readonly string[]): string {
  const label = (code: string): string =>
    field?.options.find((option) => option.code === code)?.label ?? code;
  return typeof value === 'string' ? label(value) : value.map(label).join(', ');
}

function assertNever(mark: never): never {
  throw new Error(`no words for ${JSON.stringify(mark)}`);
}
