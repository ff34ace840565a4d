import type { Mark } from '../../records/mark.ts';
import { isSameText } from './word-differences.ts';

/**
 * Whether two keyings say the same of one field (keying.md, "Second keying and decision"). Exact for closed items:
 * the same kind and the same ticks. Text may differ in what doesn't change the record, as `isSameText` has it, and
 * in nothing else. `null` is a field without a mark: the form didn't ask there, so *blank* says the same.
 */
export function isSameMark(first: Mark | null, second: Mark | null): boolean {
  const [one, other] = [asked(first), asked(second)];
  if (one.kind !== other.kind) return false;
  if (!('value' in one) || !('value' in other)) return true;
  const [value, otherValue] = [one.value, other.value];
  if (typeof value === 'string' && typeof otherValue === 'string') return isSameText(value, otherValue);
  if (typeof value === 'string' || typeof otherValue === 'string') return false;
  return value.length === otherValue.length && value.every((code) => otherValue.includes(code));
}

function asked(mark: Mark | null): Mark {
  return mark ?? { kind: 'blank' };
}
