import type { DecisionChoice, Fault } from '../../../contract/records/checking.ts';

/** Which keying counts, as a decision says it. */
export const choiceWords: Readonly<Record<DecisionChoice, string>> = {
  first: 'the first keying counts',
  second: 'the second keying counts',
  neither: 'neither counts, the paper was typed',
};

/** Who or what a difference is charged to. */
export const faultWords: Readonly<Record<Fault, string>> = {
  first: 'the first keyer',
  second: 'the second keyer',
  both: 'both keyers',
  illegible: 'the paper: it can’t be read',
  'two-ticks': 'the paper: two ticks where one was asked',
  'off-the-form': 'the paper: written off the form',
};

/** The key of each fault. Only one of the keyers' is ever on offer, so they share theirs. */
export const faultKeys: Readonly<Record<Fault, string>> = {
  first: 'k',
  second: 'k',
  both: 'k',
  illegible: 'i',
  'two-ticks': 't',
  'off-the-form': 'o',
};
