import { wilson } from '../../../contract/rules/quality/wilson.ts';
import { publishedErrorRate } from '../accuracy/simulated-keyer.ts';
import { deciderRight, repeatedErrors, simulateUnit, type Residual } from '../accuracy/simulated-unit.ts';
import type { Figure, Measured } from '../figure.ts';
import { runSeed } from '../run-seed.ts';

const replies = 10_000;

/** Wrong fields left among those keyed twice, when the two keyers err independently of one another. */
export const accuracyIndependent: Figure = {
  name: 'accuracy.residual.independent',
  about: `wrong fields per 10,000 that are left of ${replies} simulated replies, errors independent`,
  async measure() {
    const seed = runSeed();
    const residual = await simulateUnit(replies, 0, seed);
    return measured(residual, seed, 0, [
      { what: 'left per 10,000', value: per10000(residual.ours, residual.fields), atMost: 1 },
    ]);
  },
};

/** The same, when the second keyer repeats 12 % of the first one's errors: nobody hears those. */
export const accuracyRepeated: Figure = {
  name: 'accuracy.residual.repeated',
  about: `the same where the second keyer repeats ${repeatedErrors * 100} % of the first one's errors`,
  async measure() {
    const seed = runSeed();
    const residual = await simulateUnit(replies, repeatedErrors, seed);
    const { low } = wilson(residual.ours, residual.fields)!;
    return measured(residual, seed, repeatedErrors, [
      { what: 'low end against theory', value: (low * 10_000) / theory(residual, repeatedErrors), atMost: 1 },
    ]);
  },
};

/**
 * What must be left: errors that both make, and of the first keyer's errors that are heard, those decided wrongly.
 * From the share that this very run keyed wrongly.
 */
function theory({ single, fields }: Residual, repeated: number): number {
  return (repeated + (1 - repeated) * (1 - deciderRight)) * per10000(single, fields);
}

function measured(residual: Residual, seed: string, repeated: number, limits: Measured['limits']): Measured {
  const { fields, single, decidedBySecond, ours } = residual;
  const { low, high } = wilson(ours, fields)!;
  return {
    ours: per10000(ours, fields),
    reference: per10000(single, fields),
    unit: 'wrong per 10,000 fields',
    notes: [
      `${fields} fields of ${replies} replies; 95 % interval ${(low * 1e4).toFixed(2)} to ${(high * 1e4).toFixed(2)}`,
      `theory ${theory(residual, repeated).toFixed(2)}`,
      `single keying ${per10000(single, fields).toFixed(1)} (published ${(publishedErrorRate * 1e4).toFixed(0)})`,
      `decided by the second keyer ${per10000(decidedBySecond, fields).toFixed(1)} (published 14)`,
      `seed ${seed}`,
    ],
    limits,
  };
}

function per10000(wrong: number, fields: number): number {
  return (wrong / fields) * 10_000;
}
