import { isCodeSpoilt } from './ending.ts';
import type { StoreFacts, Truth } from './truth.ts';
import type { FaultKind } from './way.ts';

/** A code that headquarters gave a unit, and what was done with it since. Copies of a store share it. */
export interface EnrolmentCode {
  readonly secret: string;
  /** In which life of headquarters it was given: one that was restored may not know it. */
  readonly serverEpoch: number;
  /** With how many keys it was tried: it serves the first that arrives. */
  keys: number;
  /** How often headquarters may have been asked with it: each time it gives another token. */
  asks: number;
}

export function newCode(secret: string, { serverEpoch }: Truth): EnrolmentCode {
  return { secret, serverEpoch, keys: 0, asks: 0 };
}

/** Writes down that a store tried it; a store that was put back to before has lost its key, and makes another. */
export function noteTried(code: EnrolmentCode, facts: StoreFacts, befell: readonly FaultKind[]): void {
  if (!facts.keyedCodes.has(code.secret)) code.keys += 1;
  facts.keyedCodes.add(code.secret);
  code.asks += befell.some((kind) => kind.startsWith('doubled') || kind === 'held back') ? 2 : 1;
}

/** Whether headquarters could refuse it. */
export function mayBeRefused(code: EnrolmentCode, truth: Truth, befell: readonly FaultKind[]): boolean {
  return isCodeSpoilt(befell) || code.serverEpoch !== truth.serverEpoch || code.keys > 1;
}

/** Whether headquarters could know no more of the token that a store got for it. */
export function mayBeForgotten(code: EnrolmentCode | null, truth: Truth): boolean {
  return code !== null && (code.serverEpoch !== truth.serverEpoch || code.asks > 1);
}
