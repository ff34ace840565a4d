import type { DecidedDifference } from '../../../contract/records/checking.ts';

/** Whether the person whose keying it is about is charged with the difference, alone or with the other. */
export function isChargedTo({ pass, decision: { fault } }: DecidedDifference): boolean {
  return fault === 'both' || fault === (pass === 1 ? 'first' : 'second');
}
