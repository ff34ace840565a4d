import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../../contract/rules/fields.ts';
import {
  inOrder,
  fieldOfQuestion,
  neighbourQuestion,
  nextField,
  previousField,
} from '../../../contract/rules/field-order.ts';
import { readPack } from '../../../contract/rules/read-pack.ts';
import { routedOver } from '../../../contract/rules/routing.ts';
import type { Mark } from '../../../contract/records/mark.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import type { Marks } from '../../../contract/rules/routing.ts';

const url = new URL('../../../resources/consultations/cws-2007.json', import.meta.url);
const reading = readPack(readFileSync(url, 'utf8'));
if (!reading.ok) throw new Error('has mistakes');
const { pack } = reading;
const fields = fieldsOf(pack);
const paper = inOrder(fields, 'as-on-paper');
const ticksFirst = inOrder(fields, 'ticks-first');

function skipped(marks: Marks): readonly string[] {
  return [...routedOver(pack, fields, marks)];
}
const id = (name: string): Field['id'] => fields.find((field) => field.id === name)!.id;
const others = ['type.other', 'q9.tick.other'];

describe('routing', () => {
  it('“If No, go to 5” passes over question 4, both parts', () => {
    expect(skipped({ 'q3.tick': { kind: 'value', value: 'no' } })).toEqual([
      'type.other',
      'q4.tick',
      'q4.comment',
      'q9.tick.other',
    ]);
  });

  it.each<Mark>([
    { kind: 'value', value: 'yes' },
    { kind: 'blank' },
    { kind: 'illegible' },
    { kind: 'spoilt', value: ['yes', 'no'] },
  ])('%j sends nobody on', (mark) => {
    expect(skipped({ 'q3.tick': mark })).toEqual(others);
  });

  it('the text of Other is asked once Other is ticked, alone or among others', () => {
    expect(skipped({ type: { kind: 'value', value: 'other' } })).toEqual(['q9.tick.other']);
    expect(skipped({ type: { kind: 'spoilt', value: ['parent', 'other'] } })).toEqual(['q9.tick.other']);
    expect(skipped({ 'q9.tick': { kind: 'value', value: ['parents', 'other'] } })).toEqual(['type.other']);
  });

  it('a question that is itself passed over doesn’t send on', () => {
    const chained = structuredClone(pack);
    const q4 = chained.sections.flatMap((section) => section.items).find((item) => item.id === 'q4')!;
    q4.routes = [{ option: 'no', goTo: 'q8' }];
    const marks: Marks = {
      'q3.tick': { kind: 'value', value: 'no' },
      'q4.tick': { kind: 'value', value: 'no' },
    };
    expect([...routedOver(chained, fields, marks)]).not.toContain('q5.tick');
    expect([...routedOver(chained, fields, { 'q4.tick': marks['q4.tick'] })]).toContain('q5.tick');
  });
});

describe('the way through the form', () => {
  it('either order visits every field exactly once', () => {
    expect(paper.map((field) => field.id)).toEqual(fields.map((field) => field.id));
    expect(new Set(ticksFirst)).toEqual(new Set(fields));
    expect(ticksFirst).toHaveLength(fields.length);
  });

  it('ticks first: no tick comes after a comment', () => {
    const firstComment = ticksFirst.findIndex((field) => field.kind === 'comment');
    expect(ticksFirst.slice(firstComment).every((field) => field.kind === 'comment')).toBe(true);
  });

  it('advancing reaches every asked field and the end, and back again', () => {
    const anySkipped = fc.subarray(fields.map((field) => field.id)).map((ids) => new Set(ids));
    fc.assert(
      fc.property(anySkipped, fc.constantFrom(paper, ticksFirst), (skips, order) => {
        const asked = order.filter((field) => !skips.has(field.id));
        const visited: Field[] = [];
        for (let at: Field | null = asked[0] ?? null; at; at = nextField(order, at.id, skips))
          visited.push(at);
        expect(visited).toEqual(asked);
        const back: Field[] = [];
        for (let at: Field | null = asked.at(-1) ?? null; at; at = previousField(order, at.id, skips))
          back.push(at);
        expect(back.toReversed()).toEqual(asked);
      }),
    );
  });

  it('Shift+Down and Shift+Up go by question, to its first field', () => {
    expect(neighbourQuestion(paper, id('q3.tick'), 1)?.id).toBe('q4.tick');
    expect(neighbourQuestion(paper, id('q4.comment'), -1)?.id).toBe('q3.tick');
    expect(neighbourQuestion(paper, id('name'), -1)).toBeNull();
    expect(neighbourQuestion(paper, id('q13.comment'), 1)).toBeNull();
    expect(neighbourQuestion(ticksFirst, id('q2.comment'), -1)?.id).toBe('q1.comment');
  });

  it('F6 finds a question by its number', () => {
    expect(fieldOfQuestion(paper, '4')?.id).toBe('q4.tick');
    expect(fieldOfQuestion(paper, ' 11B ')?.id).toBe('q11b.comment');
    expect(fieldOfQuestion(paper, '11')?.id).toBe('q11a.comment');
    expect(fieldOfQuestion(paper, '04')?.id).toBe('q4.tick');
    expect(fieldOfQuestion(paper, '99')).toBeNull();
    expect(fieldOfQuestion(paper, '')).toBeNull();
  });
});
