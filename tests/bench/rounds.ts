import { median } from './quantile.ts';

// A disk or a processor is never the same twice in a minute, so ours and the reference take turns in one run:
// what slows one slows the other. A round's result is its median, a run's is the median of its rounds.

/** One side: does its operations once over and says how long each took, in milliseconds. */
export type Side = () => readonly number[] | Promise<readonly number[]>;

export interface Samples {
  /** The median of the rounds' medians. */
  readonly p50: number;
  /** Every sample of every round. */
  readonly all: readonly number[];
}

/** Lets the sides take turns, with a first round that isn't counted to warm up. */
export async function takeTurns<Name extends string>(
  rounds: number,
  sides: Readonly<Record<Name, Side>>,
): Promise<Readonly<Record<Name, Samples>>> {
  const names = Object.keys(sides) as Name[];
  const taken = new Map<Name, (readonly number[])[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    // Who goes first changes with each round: the first may always find the disk busy with what came before.
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      // What the side before left behind, and what making ready cost, isn't for this one to clear away.
      globalThis.gc?.();
      const samples = await sides[name]();
      if (round > 0) taken.get(name)!.push(samples);
    }
  }
  const samplesOf = (name: Name): Samples => {
    const ofRounds = taken.get(name)!;
    return { p50: median(ofRounds.map(median)), all: ofRounds.flat() };
  };
  return Object.fromEntries(names.map((name) => [name, samplesOf(name)])) as Record<Name, Samples>;
}

/** A side of so many synchronous operations a turn. What it takes to make the next one ready isn't timed. */
export function timesOf(count: number, nextOperation: () => () => void): Side {
  return () =>
    Array.from({ length: count }, () => {
      const operation = nextOperation();
      const from = performance.now();
      operation();
      return performance.now() - from;
    });
}
