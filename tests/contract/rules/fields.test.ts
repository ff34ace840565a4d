import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FieldId } from '../../../contract/records/field-id.ts';
import { fieldsOf, lampsOf } from '../../../contract/rules/fields.ts';
import { readPack } from '../../../contract/rules/read-pack.ts';
import { referencePack } from '../../support/reference-form.ts';
import type { ConsultationPack } from '../../../contract/records/consultation-pack.ts';

function shipped(name: string): ConsultationPack {
  const url = new URL(`../../../resources/consultations/${name}.json`, import.meta.url);
  const reading = readPack(readFileSync(url, 'utf8'));
  if (!reading.ok) throw new Error('has mistakes');
  return reading.pack;
}

describe('the fields of a form', () => {
  it('the reference form has the fields of the reference reply, in paper order', () => {
    const fields = fieldsOf(referencePack());
    expect(fields.map((field) => field.id).join(' ')).toBe(
      'name organisation address1 address2 address3 address4 postcode type type.other ' +
        'q1.tick q2.tick q3.tick q4.tick q5.tick q6.tick q7.tick q8.tick ' +
        'q9.comment q10.comment q11.comment',
    );
    expect(fields.filter((field) => field.isRespondent)).toHaveLength(9);
  });

  it('options take the keys 1–9, 0, - and =, then letters', () => {
    const type = fieldsOf(referencePack()).find((field) => field.id === 'type');
    expect(type?.options.map((option) => option.key).join('')).toBe('1234567890-=');
  });

  it('a question’s parts bear its number and say what they are', () => {
    const fields = fieldsOf(shipped('cws-2007'));
    const parts = fields.filter((field) => field.itemId === 'q11a' || field.itemId === 'q3');
    expect(
      parts.map(({ id, questionNumber, part, kind, isClosed }) => [id, questionNumber, part, kind, isClosed]),
    ).toEqual([
      ['q3.tick', '3', 'tick', 'tick-one', true],
      ['q3.comment', '3', 'comment', 'comment', false],
      ['q11a.comment', '11a', 'comment', 'comment', false],
    ]);
    expect(parts[1]).toMatchObject({ label: 'Comments', questionText: expect.stringContaining('affect') });
  });

  it('numbers and dates carry their range', () => {
    const fields = fieldsOf(shipped('example-benches'));
    expect(fields.find((field) => field.id === 'q2.entry')).toMatchObject({
      kind: 'number',
      isClosed: true,
      range: { of: 'number', min: 0, max: 50 },
    });
    expect(fields.find((field) => field.id === 'q3.entry')?.range).toMatchObject({
      of: 'date',
      min: '1990-01-01',
    });
  });

  it.each(['cws-2007', 'example-benches'])('%s: ids are unique and well formed, lamps included', (name) => {
    const pack = shipped(name);
    const all = [...fieldsOf(pack), ...lampsOf(pack)].map((field) => field.id);
    expect(new Set(all).size).toBe(all.length);
    for (const id of all) expect(FieldId.safeParse(id).success).toBe(true);
  });

  it('lamps are no part of the tab order', () => {
    const lamps = lampsOf(referencePack());
    expect(lamps.map((lamp) => lamp.id)).toEqual([
      'lamp.confidential',
      'lamp.confidential.reason',
      'lamp.contact',
      'lamp.acknowledge',
    ]);
    expect(lamps.some((lamp) => lamp.isInTabOrder)).toBe(false);
  });
});
