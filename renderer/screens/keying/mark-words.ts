import type { Mark } from '../../../contract/records/mark.ts';
import type { Field } from '../../../contract/rules/fields.ts';

/** A mark in a few words, for the list of marks and for what stood before. */
export function markWords(field: Field, mark: Mark): string {
  switch (mark.kind) {
    case 'blank':
      return 'blank';
    case 'illegible':
      return 'illegible';
    case 'spoilt':
      return `spoilt: ${labelsOf(field, mark.value)}`;
    case 'value':
      if (typeof mark.value !== 'string') return labelsOf(field, mark.value);
      return field.options.length > 0 ? labelsOf(field, [mark.value]) : mark.value;
    default:
      return assertNever(mark);
  }
}

const labelsOf = (field: Field, codes: readonly string[]): string =>
  field.options
    .filter((option) => codes.includes(option.code))
    .map((option) => option.label)
    .join(' · ');

function assertNever(mark: never): never {
  throw new Error(`no such mark: ${JSON.stringify(mark)}`);
}
