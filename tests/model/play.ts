import fc from 'fast-check';
import { runSchedule } from './run-schedule.ts';
import type { Played, Stage } from './run-schedule.ts';
import { aSchedule } from './steps.ts';
import type { Step } from './steps.ts';

/** How the schedule of one seed went; where it failed, the shortest schedule that fails in the time given. */
export interface Outcome {
  readonly seed: number;
  readonly played: Played | null;
  readonly schedule: readonly Step[];
  readonly failure: { readonly reason: string; readonly schedule: readonly Step[] } | null;
}

/** Plays the schedule that a seed names. Shrinking a failure takes at most so long. */
export async function playSeed(
  stage: Stage,
  seed: number,
  options: { readonly hugeWeight?: number; readonly shrinkMs?: number } = {},
): Promise<Outcome> {
  const { hugeWeight, shrinkMs = 60_000 } = options;
  let first: readonly Step[] | undefined;
  let played: Played | null = null;
  const property = fc.asyncProperty(aSchedule(hugeWeight), async (schedule) => {
    first ??= schedule;
    played = await runSchedule(stage, schedule);
  });
  const details = await fc.check(property, {
    seed,
    numRuns: 1,
    endOnFailure: shrinkMs === 0,
    interruptAfterTimeLimit: shrinkMs === 0 ? 600_000 : shrinkMs,
  });
  const error = details.errorInstance;
  return {
    seed,
    played,
    schedule: first!,
    failure:
      details.counterexample === null
        ? null
        : {
            reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
            schedule: details.counterexample[0],
          },
  };
}
