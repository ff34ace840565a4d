/** What is promised of a figure: `what` (ratio, presses, growth) stays at or under `atMost`, or at or over `atLeast`. */
export type Limit = { readonly what: string; readonly value: number } & (
  { readonly atMost: number } | { readonly atLeast: number }
);

/** What one run found. A ratio is ours divided by the reference, both measured in this very run. */
export interface Measured {
  readonly ours: number;
  /** The bare thing that ours is held against; null where the figure is a count. */
  readonly reference: number | null;
  readonly unit: string;
  /** What else was seen: p99, shares, the seed, the first thing that went wrong. */
  readonly notes: readonly (string | undefined)[];
  readonly limits: readonly Limit[];
}

/** This computer can't measure it, and why, in words for people. Never a pass, never a broken limit. */
export interface Skipped {
  readonly skipped: string;
}

/** One figure of `npm run bench`: one file in `figures/`, one line in `figures.ts`. */
export interface Figure {
  readonly name: string;
  /** One line for `--list`. */
  readonly about: string;
  measure(): Promise<Measured | Skipped>;
}
