import type { FieldId } from '../records/field-id.ts';
import type { Field } from './fields.ts';

/**
 * The two ways through a form (keying.md): as it is printed, or every tick and short text first and the
 * comment boxes in a second sweep. A choice of the keyer's, changed at any time; no field is lost by it.
 */
export const FIELD_ORDERS = ['as-on-paper', 'ticks-first'] as const;
export type FieldOrder = (typeof FIELD_ORDERS)[number];

/** The fields in the order in which they are visited; lamps, which aren't visited, are left out. */
export function inOrder(fields: readonly Field[], order: FieldOrder): readonly Field[] {
  const visited = fields.filter((field) => field.isInTabOrder);
  if (order === 'as-on-paper') return visited;
  return [...visited.filter((field) => !isComment(field)), ...visited.filter(isComment)];
}

/** Where Enter and Tab go: the next field that the form asks; `null` after the last. */
export function nextField(
  ordered: readonly Field[],
  current: FieldId,
  skipped: ReadonlySet<FieldId>,
): Field | null {
  const index = ordered.findIndex((field) => field.id === current);
  return ordered.slice(index + 1).find((field) => !skipped.has(field.id)) ?? null;
}

/** Where Shift+Tab goes: back over what the form doesn't ask; `null` before the first. */
export function previousField(
  ordered: readonly Field[],
  current: FieldId,
  skipped: ReadonlySet<FieldId>,
): Field | null {
  const index = ordered.findIndex((field) => field.id === current);
  if (index < 0) return null;
  return ordered.slice(0, index).findLast((field) => !skipped.has(field.id)) ?? null;
}

/**
 * Where Shift+Up (-1) and Shift+Down (1) go: the first field of the question before or after, routed over
 * or not, since a mark on the paper must be reachable; `null` at either end.
 */
export function neighbourQuestion(
  ordered: readonly Field[],
  current: FieldId,
  direction: -1 | 1,
): Field | null {
  const index = ordered.findIndex((field) => field.id === current);
  const here = ordered[index];
  if (!here) return null;
  const found =
    direction === 1
      ? ordered.slice(index + 1).find((field) => field.itemId !== here.itemId)
      : ordered.slice(0, index).findLast((field) => field.itemId !== here.itemId);
  if (!found || direction === 1) return found ?? null;
  // In the second sweep of *ticks first*, an item's fields lie apart; stay in the sweep.
  let first = ordered.indexOf(found);
  while (first > 0 && ordered[first - 1]!.itemId === found.itemId) first -= 1;
  return ordered[first]!;
}

/** What F6 finds for a number as it was typed (`4`, `06A`): the first field of that question, or `null`. */
export function fieldOfQuestion(ordered: readonly Field[], typed: string): Field | null {
  const wanted = typed.trim().toLowerCase().replace(/^0+/, '');
  if (wanted === '') return null;
  return (
    ordered.find((field) => field.questionNumber === wanted) ??
    // `6` on a form that has only 6a and 6b: the first of them.
    ordered.find((field) => field.questionNumber?.replace(/[a-z]$/, '') === wanted) ??
    null
  );
}

function isComment(field: Field): boolean {
  return field.kind === 'comment';
}
