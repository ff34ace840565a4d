import { expect, it } from 'vitest';
import { isDrawn } from '../../../../contract/rules/checking/draw.ts';
import { chanceToPass } from '../../../../contract/rules/quality/operating-curve.ts';
import { wilson } from '../../../../contract/rules/quality/wilson.ts';
import { seededRandom } from '../../../../scripts/make-sample-post/random.ts';

const batches = 2_000;
const repliesOfABatch = 30;
const texts = [
  'name',
  'address1',
  'postcode',
  'q1.comment',
  'q2.comment',
  'q3.comment',
  'q4.comment',
  'q10.comment',
];

/** How many of the simulated batches pass: their fields wrong at `rate`, drawn by the rule that the store uses. */
function passed(perThousand: number, mostWrong: number, rate: number): number {
  const random = seededRandom(`${perThousand} ${mostWrong} ${rate}`);
  let passing = 0;
  for (let batch = 0; batch < batches; batch += 1) {
    let wrong = 0;
    for (let reply = 0; reply < repliesOfABatch; reply += 1) {
      for (const field of texts) {
        const isWrong = random() < rate;
        if (isWrong && isDrawn('a plan', `${batch}-${reply}`, field, perThousand)) wrong += 1;
      }
    }
    if (wrong <= mostWrong) passing += 1;
  }
  return passing;
}

// A field counts when it is wrong and drawn: the number of those in a batch is binomial with the product of the two.
it.each([
  [100, 0, 0.0029],
  [100, 0, 0.05],
  [100, 1, 0.05],
  [500, 0, 0.0029],
  [500, 2, 0.02],
  [1000, 0, 0.01],
  [1000, 3, 0.01],
])(
  'the draw of %i in a thousand with %i allowed, at a rate of %f, passes as the exact binomial says',
  (drawn, most, rate) => {
    const { low, high } = wilson(passed(drawn, most, rate), batches)!;
    const exact = chanceToPass(repliesOfABatch * texts.length, most, (rate * drawn) / 1000);
    expect(exact).toBeGreaterThanOrEqual(low);
    expect(exact).toBeLessThanOrEqual(high);
  },
);
