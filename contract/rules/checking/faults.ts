import type { DecisionChoice, Fault } from '../../records/checking.ts';

const ofThePaper = ['illegible', 'two-ticks', 'off-the-form'] as const satisfies readonly Fault[];

/**
 * Who or what can be at fault for a difference, the usual first: the keyer whose value doesn't count, both where
 * neither does, or the paper (domain.md, "Accuracy").
 */
export function faultsOf(choice: DecisionChoice): readonly Fault[] {
  switch (choice) {
    case 'first':
      return ['second', ...ofThePaper];
    case 'second':
      return ['first', ...ofThePaper];
    case 'neither':
      return ['both', ...ofThePaper];
    default:
      return choice satisfies never;
  }
}
