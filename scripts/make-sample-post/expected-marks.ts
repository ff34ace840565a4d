import { fieldsOf, lampsOf } from '../../contract/rules/fields.ts';
import { routedOver } from '../../contract/rules/routing.ts';
import type { ConsultationPack } from '../../contract/records/consultation-pack.ts';
import type { Mark } from '../../contract/records/mark.ts';
import type { InventedReply } from './invented-reply.ts';

/** The source's marks completed: every field that the form asks and nobody filled in is blank. */
export function expectedMarks(
  pack: ConsultationPack,
  marks: Readonly<Record<string, Mark>>,
): Readonly<Record<string, Mark>> {
  const fields = fieldsOf(pack);
  const known = new Set([...fields, ...lampsOf(pack)].map((field) => String(field.id)));
  const unknown = Object.keys(marks).find((id) => !known.has(id));
  if (unknown !== undefined) throw new Error(`The form has no field ${unknown}.`);
  const skipped = routedOver(pack, fields, marks);
  const complete: Record<string, Mark> = {};
  for (const field of fields) {
    const mark = marks[field.id];
    if (mark) complete[field.id] = mark;
    else if (!skipped.has(field.id)) complete[field.id] = { kind: 'blank' };
  }
  for (const lamp of lampsOf(pack)) {
    const mark = marks[lamp.id];
    if (mark) complete[lamp.id] = mark;
  }
  return complete;
}

/** The reply as its hand puts it on paper: whoever writes in capitals is keyed in capitals. Ticks stay codes. */
export function asWritten(reply: InventedReply): InventedReply {
  if (!reply.hand.isCapitals) return reply;
  const marks = Object.entries(reply.marks).map(([id, mark]): [string, Mark] =>
    mark.kind === 'value' && typeof mark.value === 'string' && isText(id)
      ? [id, { kind: 'value', value: mark.value.toUpperCase() }]
      : [id, mark],
  );
  return { ...reply, marks: Object.fromEntries(marks) };
}

function isText(id: string): boolean {
  return /\.(comment|other|reason)$/.test(id) || /^(name|organisation|address|postcode|email)/.test(id);
}
