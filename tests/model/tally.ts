import type { Outcome } from './play.ts';

/** What many schedules did, in numbers. */
export interface Tally {
  schedules: number;
  steps: number;
  readonly operations: Record<string, number>;
  readonly faults: Record<string, number>;
  eventsSealed: number;
  /** Seeds of the schedules that failed. */
  readonly failed: number[];
}

export function noTally(): Tally {
  return { schedules: 0, steps: 0, operations: {}, faults: {}, eventsSealed: 0, failed: [] };
}

/** Adds what one schedule did. */
export function tallyUp(tally: Tally, outcome: Outcome): void {
  tally.schedules += 1;
  tally.steps += outcome.schedule.length;
  tally.eventsSealed += outcome.played?.events ?? 0;
  for (const step of outcome.schedule) {
    tally.operations[step.do] = (tally.operations[step.do] ?? 0) + 1;
    for (const { kind } of 'faults' in step ? step.faults : []) {
      tally.faults[kind] = (tally.faults[kind] ?? 0) + 1;
    }
  }
  if (outcome.failure !== null) tally.failed.push(outcome.seed);
}
