/** A share with the interval in which the true one lies, all between 0 and 1. */
export interface Share {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** The normal quantile of a two-sided 95 % interval. */
const z95 = 1.959964;

/**
 * The share of `hits` among `trials` with its 95 % interval after Wilson (1927), which stays inside 0 to 1 and is
 * right for few trials and for none hit; null where nothing was tried.
 */
export function wilson(hits: number, trials: number): Share | null {
  if (trials <= 0) return null;
  const share = hits / trials;
  const z2 = z95 * z95;
  const middle = (share + z2 / (2 * trials)) / (1 + z2 / trials);
  const half =
    (z95 * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials))) / (1 + z2 / trials);
  return {
    share,
    low: hits === 0 ? 0 : Math.max(0, middle - half),
    high: hits === trials ? 1 : Math.min(1, middle + half),
  };
}
