import { ILLEGIBLE } from '../records/mark.ts';
import { readPaperDate } from './paper-date.ts';
import type { Mark } from '../records/mark.ts';
import type { Field, FieldOption } from './fields.ts';

// What one key press does to a mark (keying.md, "Keys"), and the light checks on what came of it.
// Nothing here forbids: the paper may be wrong, and then the mark is right.

/** What a press of an option's key comes to. */
export interface TickOutcome {
  /** `null`: nothing is ticked any more, and the field counts as not keyed. */
  readonly mark: Mark | null;
  /** `spoilt`: a second tick where one was asked. `unknown`: no such option, nothing changed. */
  readonly sound?: 'spoilt' | 'unknown';
  /** Whether the cursor goes on: only on the first tick of a tick-one field. */
  readonly advances: boolean;
}

/** The ticks that a mark holds, in the form's order; none for text, blank and illegible. */
export function ticksOf(field: Field, mark: Mark | null): readonly string[] {
  if (mark === null || field.options.length === 0) return [];
  if (mark.kind !== 'value' && mark.kind !== 'spoilt') return [];
  return typeof mark.value === 'string' ? [mark.value] : mark.value;
}

/**
 * Presses one option. The same again unticks it; another one in a tick-one field is *added*, and the
 * mark is spoilt: the paper has two ticks, or the keyer slipped, and the sound asks which.
 */
export function tick(field: Field, mark: Mark | null, optionCode: string): TickOutcome {
  if (!field.options.some((option) => option.code === optionCode)) {
    return { mark, sound: 'unknown', advances: false };
  }
  const before = ticksOf(field, mark);
  const isUntick = before.includes(optionCode);
  const wanted = isUntick ? before.filter((code) => code !== optionCode) : [...before, optionCode];
  const after = inFormOrder(field, wanted);
  if (field.kind === 'tick-many') {
    return { mark: after.length === 0 ? null : { kind: 'value', value: after }, advances: false };
  }
  const [only, ...others] = after;
  if (only === undefined) return { mark: null, advances: false };
  if (others.length === 0) return { mark: { kind: 'value', value: only }, advances: !isUntick };
  // Unticking one of three still leaves two; the sound is for a tick that spoils, not for putting it right.
  const spoilt: Mark = { kind: 'spoilt', value: after };
  return isUntick ? { mark: spoilt, advances: false } : { mark: spoilt, sound: 'spoilt', advances: false };
}

/** Whether a tick was only added to those that stand: reading on, and no correction of what was keyed. */
export function isReadingOn(field: Field, was: Mark, is: Mark | null): boolean {
  if (is?.kind !== 'spoilt' || (was.kind !== 'value' && was.kind !== 'spoilt')) return false;
  const ticks = ticksOf(field, is);
  return ticksOf(field, was).every((code) => ticks.includes(code));
}

/** One press of a lamp's key: off, then each of its answers in turn, then off again. */
export function pressLamp(lamp: Field, mark: Mark | null): Mark | null {
  const lit = ticksOf(lamp, mark)[0];
  const next = lamp.options[lamp.options.findIndex((option) => option.code === lit) + 1];
  return next === undefined ? null : { kind: 'value', value: next.code };
}

/** Whether a lamp is lit: its answer is *yes*. */
export function isLit(mark: Mark | null | undefined): boolean {
  return mark?.kind === 'value' && mark.value === 'yes';
}

/** The option whose printed key was pressed; number pad and number row send the same character. */
export function optionForKey(field: Field, key: string): FieldOption | null {
  return field.options.find((option) => option.key === key.toLowerCase()) ?? null;
}

/** The mark for what was typed in a field of text: nothing at all is *blank*, and spaces alone are nothing. */
export function markOfText(typed: string): Mark {
  return typed.trim() === '' ? { kind: 'blank' } : { kind: 'value', value: typed };
}

/** Whether the mark holds something that couldn't be read, and so raises a query. */
export function isUnreadable(mark: Mark): boolean {
  if (mark.kind === 'illegible') return true;
  return mark.kind === 'value' && typeof mark.value === 'string' && mark.value.includes(ILLEGIBLE);
}

/** What a light check found. The keyer hears it, reads the message, and may overrule it with a reason. */
export interface MarkComplaint {
  readonly code:
    'wrong-shape' | 'unknown-option' | 'too-long' | 'not-a-number' | 'impossible-date' | 'out-of-range';
  readonly message: string;
}

/** The first thing that a light check has against a mark, or `null`. Blank is always right. */
export function checkMark(field: Field, mark: Mark): MarkComplaint | null {
  switch (mark.kind) {
    case 'blank':
      return null;
    case 'illegible':
      return isTick(field)
        ? null
        : complaint('wrong-shape', `In text, ${ILLEGIBLE} stands where it can’t be read.`);
    case 'spoilt':
      return field.kind === 'tick-one'
        ? checkOptions(field, mark.value)
        : complaint('wrong-shape', 'Only a question that asks for one tick can be spoilt.');
    case 'value':
      if (Array.isArray(mark.value)) {
        return field.kind === 'tick-many'
          ? checkOptions(field, mark.value)
          : complaint('wrong-shape', 'This field takes one answer, not a list.');
      }
      if (field.kind === 'tick-many') return complaint('wrong-shape', 'This field takes a list of ticks.');
      return field.options.length > 0 ? checkOptions(field, [mark.value]) : checkText(field, mark.value);
    default:
      return assertNever(mark);
  }
}

/**
 * What makes a mark impossible in its field, or `null`: the field decides a mark's shape, and only the options that
 * the form has can be ticked. Whether a value is sensible is for the light checks, which hold nothing back.
 */
export function misfitOf(field: Field, mark: Mark): MarkComplaint | null {
  const complaint = checkMark(field, mark);
  return complaint?.code === 'wrong-shape' || complaint?.code === 'unknown-option' ? complaint : null;
}

function checkOptions(field: Field, codes: readonly string[]): MarkComplaint | null {
  const unknown = codes.find((code) => !field.options.some((option) => option.code === code));
  return unknown === undefined
    ? null
    : complaint('unknown-option', `“${unknown}” is not an answer to this question.`);
}

function checkText(field: Field, value: string): MarkComplaint | null {
  // The program's own word for what couldn't be read takes no room on the paper.
  const length = value.replaceAll(ILLEGIBLE, '').length;
  if (field.maxLength !== null && length > field.maxLength) {
    return complaint(
      'too-long',
      `This is ${length} characters; the field usually holds at most ${field.maxLength}.`,
    );
  }
  // What can't be read can't be checked either.
  if (value.includes(ILLEGIBLE)) return null;
  if (field.kind === 'number') return checkNumber(field, value);
  if (field.kind === 'date') return checkDate(field, value);
  return null;
}

function checkNumber(field: Field, value: string): MarkComplaint | null {
  const written = value.trim();
  if (!/^[+-]?\d+([.]\d+)?$/.test(written)) return complaint('not-a-number', `“${value}” is not a number.`);
  const { range } = field;
  if (range?.of !== 'number') return null;
  const number = Number(written);
  const isInside = (range.min === null || number >= range.min) && (range.max === null || number <= range.max);
  return isInside ? null : complaint('out-of-range', `${written} is outside ${rangeInWords(range)}.`);
}

function checkDate(field: Field, value: string): MarkComplaint | null {
  const date = readPaperDate(value);
  if (date === null) {
    return complaint(
      'impossible-date',
      `“${value}” is not a date. Day, month and year, for example 3/4/2007.`,
    );
  }
  const { range } = field;
  if (range?.of !== 'date') return null;
  // ISO dates sort as they read.
  const isInside = (range.min === null || date >= range.min) && (range.max === null || date <= range.max);
  return isInside ? null : complaint('out-of-range', `${value} is outside ${rangeInWords(range)}.`);
}

function rangeInWords(range: NonNullable<Field['range']>): string {
  if (range.min === null) return `the range up to ${range.max}`;
  if (range.max === null) return `the range from ${range.min}`;
  return `${range.min} to ${range.max}`;
}

function isTick(field: Field): boolean {
  return field.kind === 'tick-one' || field.kind === 'tick-many';
}

function inFormOrder(field: Field, codes: readonly string[]): string[] {
  return field.options.map((option) => option.code).filter((code) => codes.includes(code));
}

function complaint(code: MarkComplaint['code'], message: string): MarkComplaint {
  return { code, message };
}

function assertNever(mark: never): never {
  throw new Error(`No such mark: ${JSON.stringify(mark)}`);
}
