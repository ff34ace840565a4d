import type { Rate } from '../../../contract/rules/quality/rates.ts';

/** An interval of errors per 10,000 fields that is wider than this says nothing that anybody could act on. */
const tooWide = 100;

/** Whether so little was keyed twice that the interval per 10,000 fields says nothing yet. */
export function isTooLittle(per10000: Rate): boolean {
  return per10000.high - per10000.low > tooWide;
}

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
