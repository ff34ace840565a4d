import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Mark } from '../../../contract/records/mark.ts';
import { fieldsOf, lampsOf } from '../../../contract/rules/fields.ts';
import {
  checkMark,
  isUnreadable,
  markOfText,
  optionForKey,
  pressLamp,
  tick,
  ticksOf,
} from '../../../contract/rules/marks.ts';
import { referencePack } from '../../support/reference-form.ts';
import type { Field } from '../../../contract/rules/fields.ts';

const fields = fieldsOf(referencePack());
const one = fields.find((field) => field.id === 'q1.tick')!;
const many: Field = { ...one, kind: 'tick-many' };
const text = fields.find((field) => field.id === 'name')!;
const codes = one.options.map((option) => option.code);
const presses = fc.array(fc.constantFrom(...codes), { maxLength: 12 });

function press(field: Field, sequence: readonly string[]): Mark | null {
  return sequence.reduce<Mark | null>((mark, code) => tick(field, mark, code).mark, null);
}

/** The options that were pressed an odd number of times, in the form's order: what the paper shows. */
function ticked(sequence: readonly string[]): readonly string[] {
  return codes.filter((code) => sequence.filter((pressed) => pressed === code).length % 2 === 1);
}

describe('ticking', () => {
  it('the first tick of a tick-one field advances', () => {
    expect(tick(one, null, 'agree')).toEqual({ mark: { kind: 'value', value: 'agree' }, advances: true });
    expect(tick(one, { kind: 'blank' }, 'agree').advances).toBe(true);
    expect(tick(one, { kind: 'illegible' }, 'agree').mark).toEqual({ kind: 'value', value: 'agree' });
  });

  it('the same option again unticks it, and stays', () => {
    expect(tick(one, { kind: 'value', value: 'agree' }, 'agree')).toEqual({ mark: null, advances: false });
  });

  it('a second option spoils, keeps both in the form’s order, sounds, and stays', () => {
    expect(tick(one, { kind: 'value', value: 'not-sure' }, 'agree')).toEqual({
      mark: { kind: 'spoilt', value: ['agree', 'not-sure'] },
      sound: 'spoilt',
      advances: false,
    });
  });

  it('unticking one of two puts it right, and stays', () => {
    expect(tick(one, { kind: 'spoilt', value: ['agree', 'not-sure'] }, 'agree')).toEqual({
      mark: { kind: 'value', value: 'not-sure' },
      advances: false,
    });
  });

  it('an option that doesn’t exist changes nothing', () => {
    const before: Mark = { kind: 'value', value: 'agree' };
    expect(tick(one, before, 'maybe')).toEqual({ mark: before, sound: 'unknown', advances: false });
  });

  it('any presses in a tick-one field leave exactly the ticks that the paper shows', () => {
    fc.assert(
      fc.property(presses, (sequence) => {
        const mark = press(one, sequence);
        const expected = ticked(sequence);
        expect(ticksOf(one, mark)).toEqual(expected);
        expect(mark?.kind).toBe([undefined, 'value', 'spoilt', 'spoilt'][expected.length]);
        if (mark) expect(Mark.parse(mark)).toEqual(mark);
      }),
    );
  });

  it('any presses in a tick-many field leave exactly those ticks, never advance, never spoil', () => {
    fc.assert(
      fc.property(presses, (sequence) => {
        const mark = press(many, sequence);
        expect(mark === null ? [] : ticksOf(many, mark)).toEqual(ticked(sequence));
        expect(mark?.kind).toBe(mark === null ? undefined : 'value');
        expect(tick(many, mark, 'agree').advances).toBe(false);
      }),
    );
  });

  it('what ticking makes, no light check complains of', () => {
    fc.assert(
      fc.property(presses, fc.constantFrom(one, many), (sequence, field) => {
        const mark = press(field, sequence);
        return mark === null || checkMark(field, mark) === null;
      }),
    );
  });

  it('the printed key finds its option, and no other key does', () => {
    expect(optionForKey(one, '2')?.code).toBe('disagree');
    expect(optionForKey(one, '4')).toBeNull();
    expect(optionForKey(one, 'Enter')).toBeNull();
  });

  it('a lamp goes through its answers and off', () => {
    const [confidential, , contact] = lampsOf(referencePack());
    const yes: Mark = { kind: 'value', value: 'yes' };
    expect(pressLamp(confidential!, null)).toEqual(yes);
    expect(pressLamp(confidential!, yes)).toBeNull();
    expect(pressLamp(contact!, yes)).toEqual({ kind: 'value', value: 'no' });
    expect(pressLamp(contact!, { kind: 'value', value: 'no' })).toBeNull();
  });
});

describe('what a mark may hold', () => {
  it.each([
    { kind: 'value', value: '' },
    { kind: 'value', value: [] },
    { kind: 'value', value: ['a', 'a'] },
    { kind: 'value', value: 'a\u0000b' },
    { kind: 'value', value: '\uD800' },
    { kind: 'spoilt', value: ['a'] },
    { kind: 'blank', value: '' },
    { kind: 'missing' },
  ])('refuses %j', (mark) => {
    expect(Mark.safeParse(mark).success).toBe(false);
  });

  it('typed text is kept to the letter, and nothing at all is blank', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const mark = markOfText(typed);
        return typed.trim() === '' ? mark.kind === 'blank' : mark.kind === 'value' && mark.value === typed;
      }),
    );
  });

  it('unreadable: an illegible tick, and text with [illegible] in it', () => {
    expect(isUnreadable({ kind: 'illegible' })).toBe(true);
    expect(isUnreadable({ kind: 'value', value: 'the [illegible] of it' })).toBe(true);
    expect(isUnreadable({ kind: 'value', value: 'illegible' })).toBe(false);
    expect(isUnreadable({ kind: 'spoilt', value: ['a', 'b'] })).toBe(false);
  });
});

describe('light checks', () => {
  const number: Field = { ...text, kind: 'number', range: { of: 'number', min: 0, max: 50 } };
  const date: Field = { ...text, kind: 'date', range: { of: 'date', min: '1990-01-01', max: null } };
  it.each<[Field, Mark, string | undefined]>([
    [number, { kind: 'value', value: '50' }, undefined],
    [number, { kind: 'value', value: '51' }, 'out-of-range'],
    [number, { kind: 'value', value: '-1' }, 'out-of-range'],
    [number, { kind: 'value', value: 'five' }, 'not-a-number'],
    [number, { kind: 'value', value: '[illegible]5' }, undefined],
    [number, { kind: 'blank' }, undefined],
    [date, { kind: 'value', value: '29/2/2008' }, undefined],
    [date, { kind: 'value', value: '29/2/2007' }, 'impossible-date'],
    [date, { kind: 'value', value: '31/12/1989' }, 'out-of-range'],
    [text, { kind: 'value', value: 'x'.repeat(201) }, 'too-long'],
    [text, { kind: 'value', value: `${'x'.repeat(200)}[illegible]` }, undefined],
    [text, { kind: 'value', value: ['x'] }, 'wrong-shape'],
    [text, { kind: 'illegible' }, 'wrong-shape'],
    [one, { kind: 'value', value: 'maybe' }, 'unknown-option'],
    [one, { kind: 'spoilt', value: ['agree', 'maybe'] }, 'unknown-option'],
    [one, { kind: 'value', value: ['agree'] }, 'wrong-shape'],
    [many, { kind: 'value', value: 'agree' }, 'wrong-shape'],
    [many, { kind: 'spoilt', value: ['agree', 'disagree'] }, 'wrong-shape'],
    [many, { kind: 'illegible' }, undefined],
  ])('%#', (field, mark, code) => {
    expect(checkMark(field, mark)?.code).toBe(code);
  });
});
