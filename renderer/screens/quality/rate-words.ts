import { drawnForZeroErrors } from '../../../contract/rules/quality/operating-curve.ts';
import type { Rate } from '../../../contract/rules/quality/rates.ts';

/** Below this not even a work without an error would show that fewer than one field in a hundred is wrong. */
const fieldsThatSaySomething = drawnForZeroErrors(0.01);

/** Whether so little was keyed twice that the interval says nothing that anybody could act on. */
export const isTooLittle = (fields: number): boolean => fields < fieldsThatSaySomething;

const figures = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });

/** Three figures and no more: a fourth would be false exactness. */
export const showFigure = (figure: number): string => figures.format(figure);

/** `12 (between 3 and 44)`. */
export function rateWords({ value, low, high }: Rate): string {
  return `${showFigure(value)} (between ${showFigure(low)} and ${showFigure(high)})`;
}

/** What there is to say where it is too little: `0 of 40 fields: between 0 and 876 per 10,000`. */
export function tooLittleWords(errors: number, fields: number, { low, high }: Rate): string {
  return `${errors} of ${fields} fields: between ${showFigure(low)} and ${showFigure(high)} per 10,000`;
}

/** The end of a scale on which all of these fit: one, two or five, and noughts. */
export function endOfScale(rates: readonly (Rate | null)[]): number {
  const most = Math.max(1, ...rates.map((rate) => rate?.high ?? 0));
  const tens = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((step) => step * tens).find((end) => end >= most) ?? most;
}
