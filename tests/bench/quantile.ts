/** The value below which this share of the samples lies (0.5 is the median). At least one sample. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other);
  const at = Math.min(sorted.length - 1, Math.floor(sorted.length * share));
  return sorted[at]!;
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

/** Milliseconds for people: two digits after the point, which is about what a run repeats. */
export const inMs = (value: number): string => `${value.toFixed(2)} ms`;
