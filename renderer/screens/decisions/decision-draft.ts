import type { DecisionChoice, DifferenceToDecide, Fault } from '../../../contract/records/checking.ts';
import type { Mark } from '../../../contract/records/mark.ts';
import { isSameMark } from '../../../contract/rules/checking/compare-marks.ts';
import { faultsOf } from '../../../contract/rules/checking/faults.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { faultKeys } from './decision-words.ts';

/** A decision while it is being made. */
export interface DecisionDraft {
  readonly choice: DecisionChoice | null;
  /** What was typed for *neither*; undefined until something is. */
  readonly typed: Mark | undefined;
  /** Null: the usual one, as `faultOf` has it. */
  readonly fault: Fault | null;
}

export const undecided: DecisionDraft = { choice: null, typed: undefined, fault: null };

const choiceKeys: Readonly<Record<string, DecisionChoice>> = { '1': 'first', '2': 'second', '3': 'neither' };

/** A comment that neither keyed rightly is put right, and not typed anew: it begins as the first keyer has it. */
export function choose(
  draft: DecisionDraft,
  choice: DecisionChoice,
  field: Field,
  first: Mark | null,
): DecisionDraft {
  if (draft.choice === choice) return draft;
  const begun = choice === 'neither' && field.kind === 'comment' ? (first ?? undefined) : undefined;
  return { choice, typed: draft.typed ?? begun, fault: null };
}

/** What one key makes of the draft, or null where it means nothing: 1, 2, 3 choose, letters say the fault. */
export function press(
  draft: DecisionDraft,
  key: string,
  field: Field,
  first: Mark | null,
): DecisionDraft | null {
  const choice = choiceKeys[key];
  if (choice !== undefined) return choose(draft, choice, field, first);
  if (draft.choice === null) return null;
  const fault = faultsOf(draft.choice).find((each) => faultKeys[each] === key.toLowerCase());
  return fault === undefined ? null : { ...draft, fault };
}

/** The fault that is charged: what was chosen, else what the typed mark says itself, else the usual one. */
export function faultOf({ choice, typed, fault }: DecisionDraft): Fault | null {
  if (fault !== null || choice === null) return fault;
  if (choice === 'neither' && typed?.kind === 'spoilt') return 'two-ticks';
  if (choice === 'neither' && typed?.kind === 'illegible') return 'illegible';
  return faultsOf(choice)[0]!;
}

/** What counts when it is decided so; null for no mark. Nothing typed is *blank*, as in keying. */
export function markThatCounts(
  { choice, typed }: DecisionDraft,
  field: Field,
  { first, second }: Pick<DifferenceToDecide, 'first' | 'second'>,
): Mark | null {
  if (choice === 'first') return first;
  if (choice === 'second') return second;
  return typed ?? (field.isInTabOrder ? { kind: 'blank' } : null);
}

/** Why it can't be decided yet, in words; null when it can. */
export function whyNotYet(
  draft: DecisionDraft,
  field: Field,
  difference: Pick<DifferenceToDecide, 'first' | 'second'>,
): string | null {
  if (draft.choice === null) return 'Nothing is decided yet: 1 the first counts, 2 the second, 3 neither.';
  if (draft.choice !== 'neither') return null;
  const mark = markThatCounts(draft, field, difference);
  if (isSameMark(mark, difference.first)) return 'That is what the first keyer has. Press 1 for it.';
  if (isSameMark(mark, difference.second)) return 'That is what the second keyer has. Press 2 for it.';
  return null;
}
