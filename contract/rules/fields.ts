import { fieldId } from '../records/field-id.ts';
import { OPTION_KEYS } from '../records/consultation-pack.ts';
import type { FieldId } from '../records/field-id.ts';
import type { ConsultationPack, Item, ItemRole, Section, TickPart } from '../records/consultation-pack.ts';

// The form as a keyer meets it: one flat list of fields, in the paper's order. Everything that asks
// “which fields has this form” (keying, checking, sealing, results) asks here, so that an id, a printed
// key or a part means the same thing in all of them.

/** One option of a tick field, with the key that is printed beside it and ticks it. */
export interface FieldOption {
  readonly code: string;
  readonly label: string;
  readonly key: string;
  readonly asksText: boolean;
}

/** The limits of a number or a date (ISO), both ends included; `null` is an open end. */
export type FieldRange =
  | { readonly of: 'number'; readonly min: number | null; readonly max: number | null }
  | { readonly of: 'date'; readonly min: string | null; readonly max: string | null };

export interface Field {
  readonly id: FieldId;
  /** The item that it is a part of; `lamp` for the lamps. */
  readonly itemId: string;
  /** `null` for the lamps, which belong to the whole reply. */
  readonly sectionId: string | null;
  readonly part: 'entry' | 'tick' | 'other' | 'comment' | 'lamp';
  readonly kind: 'text' | 'number' | 'date' | 'tick-one' | 'tick-many' | 'comment' | 'lamp';
  /** What stands beside the field: the question for a tick or an entry, “Comments” for its comment. */
  readonly label: string;
  /** The item's whole text, for every part of it: what a screen reader is told first. */
  readonly questionText: string;
  readonly questionNumber: string | null;
  readonly role: ItemRole | null;
  /** Empty but for ticks and lamps. */
  readonly options: readonly FieldOption[];
  /** Few strokes and in every table, so keyed twice in full: ticks, lamps, numbers, dates (domain.md, "Accuracy"). */
  readonly isClosed: boolean;
  /** Part of the block that Shift+F4 repeats. */
  readonly isRespondent: boolean;
  /** Lamps are set from any field and never stand in the way. */
  readonly isInTabOrder: boolean;
  readonly isPlaceholder: boolean;
  /** In UTF-16 units; `null` for ticks and lamps. */
  readonly maxLength: number | null;
  readonly range: FieldRange | null;
}

const SHORT_TEXT = 200;
const LONG_TEXT = 100_000;

/** The fields of the form in paper order, without the lamps. Pure; the same pack gives the same fields. */
export function fieldsOf(pack: ConsultationPack): readonly Field[] {
  return pack.sections.flatMap((section) => section.items.flatMap((item) => fieldsOfItem(section, item)));
}

/**
 * What a reply can say anywhere on the page: asks for confidentiality (F9) and the reason for it, may be
 * contacted (Shift+F9), asks for acknowledgement (F10). Never in the tab order.
 */
export function lampsOf(pack: ConsultationPack): readonly Field[] {
  const { confidential, contact, acknowledge } = pack.lamps;
  const yes = { code: 'yes', label: 'Yes', key: '1', asksText: false };
  const no = { code: 'no', label: 'No', key: '2', asksText: false };
  return [
    // A box on the paper is ticked or it isn't; “may we contact you again” has a Yes and a No.
    lamp('lamp.confidential', confidential.label, [yes]),
    {
      ...lamp('lamp.confidential.reason', confidential.reasonLabel, []),
      part: 'other',
      kind: 'text',
      questionText: confidential.label,
      isClosed: false,
      maxLength: 2_000,
    },
    lamp('lamp.contact', contact.label, [yes, no]),
    lamp('lamp.acknowledge', acknowledge.label, [yes]),
  ];
}

function fieldsOfItem(section: Section, item: Item): readonly Field[] {
  const shared: Omit<Field, 'id' | 'part' | 'kind' | 'label'> = {
    itemId: item.id,
    sectionId: section.id,
    questionText: item.text,
    questionNumber: item.number ?? null,
    role: item.role ?? null,
    options: [],
    isClosed: false,
    isRespondent: item.role !== undefined,
    isInTabOrder: true,
    isPlaceholder: item.isPlaceholder ?? false,
    maxLength: null,
    range: null,
  };
  const fields: Field[] = [];
  if (item.entry) {
    const { kind } = item.entry;
    fields.push({
      ...shared,
      id: partId(item, 'entry'),
      part: 'entry',
      kind,
      label: item.text,
      isClosed: kind !== 'text',
      maxLength: kind === 'text' ? (item.entry.maxLength ?? SHORT_TEXT) : SHORT_TEXT,
      range: rangeOf(item.entry),
    });
  }
  if (item.tick) {
    const id = partId(item, 'tick');
    const options = optionsOf(item.tick);
    fields.push({
      ...shared,
      id,
      part: 'tick',
      kind: item.tick.kind === 'one' ? 'tick-one' : 'tick-many',
      label: item.text,
      options,
      isClosed: true,
    });
    const other = options.find((option) => option.asksText);
    if (other) {
      fields.push({
        ...shared,
        id: fieldId(`${id}.other`),
        part: 'other',
        kind: 'text',
        label: other.label,
        maxLength: SHORT_TEXT,
      });
    }
  }
  if (item.comment) {
    fields.push({
      ...shared,
      id: fieldId(`${item.id}.comment`),
      part: 'comment',
      kind: 'comment',
      label: item.comment.label,
      maxLength: item.comment.maxLength ?? LONG_TEXT,
    });
  }
  return fields;
}

/** A line of the respondent block is one field and bears the item's name; a question names its parts. */
function partId(item: Item, part: 'entry' | 'tick'): FieldId {
  return fieldId(item.role === undefined ? `${item.id}.${part}` : item.id);
}

function optionsOf(tick: TickPart): readonly FieldOption[] {
  return tick.options.map((option, index) => ({
    code: option.code,
    label: option.label,
    // The schema allows no more options than there are keys.
    key: OPTION_KEYS[index]!,
    asksText: option.asksText ?? false,
  }));
}

function rangeOf(entry: NonNullable<Item['entry']>): FieldRange | null {
  if (entry.kind === 'text') return null;
  if (entry.min === undefined && entry.max === undefined) return null;
  return entry.kind === 'number'
    ? { of: 'number', min: entry.min ?? null, max: entry.max ?? null }
    : { of: 'date', min: entry.min ?? null, max: entry.max ?? null };
}

function lamp(id: string, label: string, options: readonly FieldOption[]): Field {
  return {
    id: fieldId(id),
    itemId: 'lamp',
    sectionId: null,
    part: 'lamp',
    kind: 'lamp',
    label,
    questionText: label,
    questionNumber: null,
    role: null,
    options,
    isClosed: true,
    isRespondent: false,
    isInTabOrder: false,
    isPlaceholder: false,
    maxLength: null,
    range: null,
  };
}
