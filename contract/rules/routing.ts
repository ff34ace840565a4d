import { ticksOf } from './marks.ts';
import type { ConsultationPack } from '../records/consultation-pack.ts';
import type { FieldId } from '../records/field-id.ts';
import type { Mark } from '../records/mark.ts';
import type { Field } from './fields.ts';

/** The marks of a reply so far; a field without an entry hasn't been keyed. */
export type Marks = Readonly<Record<string, Mark | undefined>>;

/**
 * The fields that the form doesn't ask of this reply: what lies between a ticked option and the question
 * that it sends to ("if No, go to 4"), and the text beside an *Other* that isn't ticked.
 *
 * Routing never forbids. People answer questions that they were sent past, and what is on the paper is
 * keyed: a routed-over field can still be reached (F6, Shift+Up, Shift+Down) and holds its mark. Only
 * advancing passes it by. An answer that is blank, illegible or spoilt sends nobody anywhere, and a
 * question that is itself routed over doesn't send on.
 */
export function routedOver(
  pack: ConsultationPack,
  fields: readonly Field[],
  marks: Marks,
): ReadonlySet<FieldId> {
  const skippedItems = itemsRoutedOver(pack, fields, marks);
  return new Set(
    fields
      .filter((field) => skippedItems.has(field.itemId) || isUnaskedOther(field, fields, marks))
      .map((field) => field.id),
  );
}

function itemsRoutedOver(
  pack: ConsultationPack,
  fields: readonly Field[],
  marks: Marks,
): ReadonlySet<string> {
  const skipped = new Set<string>();
  const items = pack.sections.flatMap((section) => section.items);
  items.forEach((item, index) => {
    if (!item.routes || skipped.has(item.id)) return;
    const tickField = fields.find((field) => field.itemId === item.id && field.part === 'tick');
    const mark = tickField && marks[tickField.id];
    if (mark?.kind !== 'value') return;
    const route = item.routes.find((candidate) => candidate.option === mark.value);
    const target = route ? items.findIndex((candidate) => candidate.id === route.goTo) : -1;
    for (const between of items.slice(index + 1, Math.max(target, index + 1))) skipped.add(between.id);
  });
  return skipped;
}

function isUnaskedOther(field: Field, fields: readonly Field[], marks: Marks): boolean {
  if (field.part !== 'other') return false;
  const tickField = fields.find((other) => other.itemId === field.itemId && other.part === 'tick');
  if (!tickField) return false;
  const ticked = ticksOf(tickField, marks[tickField.id] ?? null);
  return !tickField.options.some((option) => option.asksText && ticked.includes(option.code));
}
