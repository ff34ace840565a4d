/**
 * How likely a batch passes whose fields are wrong at `rate`: the exact binomial chance that at most `mostWrong` of
 * `drawn` fields are wrong.
 * @param rate between 0 and 1
 */
export function chanceToPass(drawn: number, mostWrong: number, rate: number): number {
  if (rate <= 0 || mostWrong >= drawn) return 1;
  if (rate >= 1) return 0;
  // In logarithms: (1 - rate) ** drawn alone is below the smallest number for large draws.
  let logTerm = drawn * Math.log1p(-rate);
  let chance = Math.exp(logTerm);
  for (let wrong = 1; wrong <= mostWrong; wrong += 1) {
    logTerm += Math.log((drawn - wrong + 1) / wrong) + Math.log(rate) - Math.log1p(-rate);
    chance += Math.exp(logTerm);
  }
  return Math.min(1, chance);
}

/** How many fields have to be drawn, and none found wrong, to say with 95 % confidence that fewer than `rate` are. */
export function drawnForZeroErrors(rate: number): number {
  return Math.ceil(Math.log(0.05) / Math.log1p(-rate));
}
