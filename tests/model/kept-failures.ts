import type { Step } from './steps.ts';

/** A schedule that once broke a rule, and what was wrong; it is played again in every run of the tests. */
export interface KeptFailure {
  readonly what: string;
  readonly schedule: readonly Step[];
}

export const keptFailures: readonly KeptFailure[] = [
  {
    what: 'sealed bytes that are not text were sent as text, and blocked everything behind them',
    schedule: [
      { do: 'seal', store: 0, replies: 1, consultation: 0 },
      { do: 'poison', store: 0, what: 'invalid utf-8', n: 0 },
      { do: 'seal', store: 0, replies: 2, consultation: 1 },
      { do: 'send', store: 0, faults: [] },
    ],
  },
  {
    what: 'a copy wrote in the series, headquarters was restored: what an earlier life had receipted was not offered again',
    schedule: [
      { do: 'headquarters is backed up' },
      { do: 'device is cloned', store: 0, isNoticed: false },
      { do: 'seal', store: 3, replies: 1, consultation: 0 },
      { do: 'poison', store: 0, what: 'nul', n: 2 },
      { do: 'send', store: 0, faults: [] },
      { do: 'poison', store: 2, what: 'unknown format', n: 5 },
      { do: 'headquarters is restored', copy: 0, isLastKnown: false },
      { do: 'seal', store: 2, replies: 3, consultation: 11 },
      { do: 'send', store: 3, faults: [] },
      { do: 'send', store: 0, faults: [] },
    ],
  },
  {
    what: 'the same backup was restored twice: the second new life bore the number of the first',
    schedule: [
      { do: 'headquarters is backed up' },
      { do: 'device is cloned', store: 0, isNoticed: false },
      { do: 'seal', store: 0, replies: 1, consultation: 0 },
      { do: 'headquarters is restored', copy: 0, isLastKnown: false },
      { do: 'send', store: 0, faults: [] },
      { do: 'headquarters is restored', copy: 0, isLastKnown: false },
      { do: 'seal', store: 3, replies: 2, consultation: 0 },
      { do: 'send', store: 3, faults: [] },
    ],
  },
  {
    what: 'headquarters was restored, and withdrew a computer before that had asked again: what was lost there stayed lost',
    schedule: [
      { do: 'headquarters is backed up' },
      { do: 'seal', store: 1, replies: 1, consultation: 0 },
      { do: 'send', store: 1, faults: [] },
      { do: 'headquarters is restored', copy: 0, isLastKnown: false },
      { do: 'revoke', store: 1 },
    ],
  },
  {
    what: 'a reply of which two computers had sent an event was listed under both, and counted twice',
    schedule: [
      { do: 'seal', store: 2, replies: 1, consultation: 0 },
      { do: 'device is cloned', store: 2, isNoticed: false },
      { do: 'enrol', store: 2, faults: [] },
      { do: 'enrol', store: 3, faults: [] },
      { do: 'send', store: 2, faults: [] },
      { do: 'revise', store: 3, which: 0 },
      { do: 'send', store: 3, faults: [] },
    ],
  },
  {
    what: 'a copy had gone on with the series: of what stood before, a receipt file said nothing to a computer that was withdrawn',
    schedule: [
      { do: 'poison', store: 0, what: 'unknown format', n: 0 },
      { do: 'device is cloned', store: 0, isNoticed: false },
      { do: 'send', store: 3, faults: [] },
      { do: 'seal', store: 0, replies: 1, consultation: 0 },
      { do: 'revoke', store: 3 },
    ],
  },
  {
    what: 'a receipt file spoke of a series that only another copy of the store knew, and was refused as a whole',
    schedule: [
      { do: 'device is cloned', store: 1, isNoticed: false },
      { do: 'seal what was keyed twice', store: 3 },
      { do: 'seal', store: 1, replies: 2, consultation: 0 },
      { do: 'revoke', store: 3 },
    ],
  },
];
