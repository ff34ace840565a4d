import type { ConsultationPack } from '../../../contract/records/consultation-pack.ts';
import type { FieldId, Mark } from '../../../contract/records/mark.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { routedOver, type Marks } from '../../../contract/rules/routing.ts';
import { canonicalJson } from '../../../contract/sync/canonical-json.ts';

/** What a correction being written says otherwise, by field; null: the mark is taken away. */
export type Draft = Readonly<Record<string, Mark | null | undefined>>;

/** One field that the correction changes. */
export interface DraftChange {
  readonly field: Field;
  readonly before: Mark | null;
  readonly after: Mark | null;
}

/** A draft with one field changed; what is as it was before is no change. */
export function withChange(draft: Draft, sealed: Marks, field: FieldId, after: Mark | null): Draft {
  const { [field]: _was, ...others } = draft;
  return isSame(sealed[field] ?? null, after) ? others : { ...others, [field]: after };
}

/** The marks as the correction would leave them. */
export function marksAfter(draft: Draft, sealed: Marks): Marks {
  const after: Record<string, Mark | undefined> = { ...sealed };
  for (const [field, mark] of Object.entries(draft)) after[field] = mark ?? undefined;
  return after;
}

/** What changes, in the order of the form. */
export function changesOf(draft: Draft, sealed: Marks, fields: readonly Field[]): readonly DraftChange[] {
  return fields
    .filter((field) => draft[field.id] !== undefined)
    .map((field) => ({ field, before: sealed[field.id] ?? null, after: draft[field.id] ?? null }));
}

/** Asked fields of the sealed revision that the correction routes over: their blanks say nothing any more. */
export function noLongerAsked(
  pack: ConsultationPack,
  fields: readonly Field[],
  sealed: Marks,
  after: Marks,
): readonly Field[] {
  const before = routedOver(pack, fields, sealed);
  const skipped = routedOver(pack, fields, after);
  return fields.filter(
    ({ id }) =>
      skipped.has(id) && !before.has(id) && sealed[id]?.kind === 'blank' && after[id]?.kind === 'blank',
  );
}

function isSame(one: Mark | null, other: Mark | null): boolean {
  return one === null || other === null ? one === other : canonicalJson(one) === canonicalJson(other);
}
