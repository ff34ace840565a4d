import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fieldId } from '../../../../contract/records/field-id.ts';
import type { RekeyPlan } from '../../../../contract/records/rekey-plan.ts';
import { fieldsOf } from '../../../../contract/rules/fields.ts';
import { readPack } from '../../../../contract/rules/read-pack.ts';
import { drawnInBatch, planWords } from '../../../../renderer/screens/plan/plan-words.ts';

const read = readPack(readFileSync('resources/consultations/example-benches.json', 'utf8'));
if (!read.ok) throw new Error('the shipped pack has mistakes');
const fields = fieldsOf(read.pack);
const usual: RekeyPlan = {
  always: 'closed',
  drawnPerThousand: 100,
  seed: 'benches',
  newKeyerBatches: 5,
  mostWrong: 0,
};

it('says the usual plan in words', () => {
  expect(planWords(usual, fields)).toEqual([
    'The closed fields of every reply are keyed again: ticks, lamps, numbers and dates.',
    'Of the other fields 10 in 100 are drawn, by the seed “benches”.',
    'Everything is keyed again in the first 5 batches of a keyer who is new.',
    'A batch is keyed again in full as soon as one of its drawn fields was wrong.',
  ]);
});

it('names the fields of a plan, and one that the form has no more by its id', () => {
  const always = [fieldId('q1.tick'), fieldId('gone.entry')];
  const [words] = planWords({ ...usual, always }, fields);
  expect(words).toBe('Keyed again in every reply: Question 1, gone.entry.');
});

it('counts what is drawn of a batch: a share of the fields that are not keyed again anyhow', () => {
  const open = fields.filter(({ isClosed }) => !isClosed).length;
  expect(drawnInBatch(usual, fields, 30)).toBe(Math.round(open * 3));
  expect(drawnInBatch({ ...usual, always: [], drawnPerThousand: 1000 }, fields, 2)).toBe(2 * fields.length);
});
