import type { ConsultationPack } from '../../../contract/records/consultation-pack.ts';
import { fieldId } from '../../../contract/records/field-id.ts';
import type { Mark } from '../../../contract/records/mark.ts';
import { isSameMark } from '../../../contract/rules/checking/compare-marks.ts';
import { fieldsOf, lampsOf, type Field } from '../../../contract/rules/fields.ts';
import { routedOver } from '../../../contract/rules/routing.ts';

// Keyers who err as people do, drawn from a seed: another option, nothing at all, the key beside it, the answer of the
// next line, a tick in the next question's box. Only closed fields: they are what is keyed again in full.

export type Random = () => number;
export type Marks = Readonly<Record<string, Mark>>;

/** Share of fields that a single keying gets wrong (domain.md, 93 papers pooled). */
export const publishedErrorRate = 0.0029;

const errorKinds = ['substitution', 'omission', 'neighbour key', 'skipped line', 'wrong box'] as const;
type ErrorKind = (typeof errorKinds)[number];

const blank: Mark = { kind: 'blank' };
const value = (of: string | string[]): Mark => ({ kind: 'value', value: of });

interface KnownForm {
  readonly fields: readonly Field[];
  readonly closed: readonly Field[];
}
// Asked for at every field of every reply: unrolled once a pack.
const known = new WeakMap<ConsultationPack, KnownForm>();

function formOf(pack: ConsultationPack): KnownForm {
  let form = known.get(pack);
  if (form === undefined) {
    const fields = fieldsOf(pack);
    const closed = [...fields, ...lampsOf(pack)].filter(({ isClosed }) => isClosed);
    known.set(pack, (form = { fields, closed }));
  }
  return form;
}

/** The closed fields of a form, lamps included, in the order in which they are keyed. */
export function closedFields(pack: ConsultationPack): readonly Field[] {
  return formOf(pack).closed;
}

/** Whether the form sends the reader past a field, by what is marked so far. */
export function isRoutedOver(pack: ConsultationPack, id: string, marks: Marks): boolean {
  return routedOver(pack, formOf(pack).fields, marks).has(fieldId(id));
}

/** What an invented paper says: answers drawn evenly, some left blank, nothing where the form sends the reader past. */
export function inventedPaper(pack: ConsultationPack, random: Random): Marks {
  const marks: Record<string, Mark> = {};
  for (const field of closedFields(pack)) {
    if (isRoutedOver(pack, field.id, marks)) continue;
    const answer = optionAt(field, Math.floor(random() * field.options.length));
    if (field.kind === 'lamp') {
      if (random() < 0.2) marks[field.id] = answer;
    } else {
      marks[field.id] = random() < 0.08 ? blank : answer;
    }
  }
  return marks;
}

/**
 * What a keyer reads off a paper. An error happens in a field with the chance `perField`; some kinds spoil the next
 * field too.
 */
export function read(pack: ConsultationPack, paper: Marks, random: Random, perField: number): Marks {
  const fields = closedFields(pack);
  const marks: Record<string, Mark | undefined> = { ...paper };
  for (const [index, field] of fields.entries()) {
    if (random() >= perField) continue;
    const kind = errorKinds[Math.floor(random() * errorKinds.length)]!;
    err(kind, field, fields[index + 1], marks, random);
  }
  return Object.fromEntries(
    Object.entries(marks).filter((entry): entry is [string, Mark] => entry[1] !== undefined),
  );
}

function err(
  kind: ErrorKind,
  field: Field,
  next: Field | undefined,
  marks: Record<string, Mark | undefined>,
  random: Random,
): void {
  const truth = marks[field.id];
  // A lamp can only be lit by mistake, or overlooked.
  if (field.kind === 'lamp') {
    marks[field.id] = truth === undefined ? optionAt(field, 0) : undefined;
    return;
  }
  const at = field.options.findIndex(
    ({ code }) => truth?.kind === 'value' && [truth.value].flat()[0] === code,
  );
  switch (kind) {
    case 'substitution': {
      const step = 1 + Math.floor(random() * Math.max(1, field.options.length - 1));
      marks[field.id] = optionAt(field, (Math.max(at, 0) + step) % field.options.length);
      return;
    }
    case 'omission':
      marks[field.id] = at < 0 ? optionAt(field, 0) : blank;
      return;
    case 'neighbour key':
      marks[field.id] = optionAt(field, at > 0 ? at - 1 : at + 1);
      return;
    case 'skipped line': {
      const below = next && marks[next.id];
      const option =
        next?.options.findIndex(({ code }) => below?.kind === 'value' && below.value === code) ?? -1;
      marks[field.id] = option < 0 ? blank : optionAt(field, option % field.options.length);
      return;
    }
    case 'wrong box':
      marks[field.id] = blank;
      if (next !== undefined && next.kind !== 'lamp' && at >= 0) {
        marks[next.id] = optionAt(next, at % next.options.length);
      }
      return;
    default:
      kind satisfies never;
  }
}

function optionAt(field: Field, index: number): Mark {
  const { code } = field.options[Math.min(index, field.options.length - 1)]!;
  return value(field.kind === 'tick-many' ? [code] : code);
}

/** The closed fields in which marks don't say what the paper does. */
export function wrongFields(pack: ConsultationPack, paper: Marks, marks: Marks): readonly string[] {
  return closedFields(pack)
    .filter(({ id }) => !isSameMark(paper[id] ?? null, marks[id] ?? null))
    .map(({ id }) => id);
}

/** The chance of an error in a field with which the published share of fields comes out wrong. */
export function calibrated(pack: ConsultationPack, random: Random): number {
  const trial = 0.01;
  let wrong = 0;
  let fields = 0;
  for (let reply = 0; reply < 20_000; reply += 1) {
    const paper = inventedPaper(pack, random);
    wrong += wrongFields(pack, paper, read(pack, paper, random, trial)).length;
    fields += closedFields(pack).length;
  }
  return (trial * publishedErrorRate) / (wrong / fields);
}
