import type { FieldId } from '../../../contract/records/mark.ts';
import type { KeyingEffect } from './keying-effect.ts';
import type { KeyingState } from './keying-state.ts';
import type { Step } from './step.ts';

// In a second keying the cursor goes on only when the store has compared what was left: a look at the paper that is
// asked for when the hand is in the next field already comes too late, and what is keyed then lands in the wrong one.

/** A step that waits for the store's word on the fields that it leaves. */
export class HeldStep {
  readonly step: Step;
  readonly #unanswered: Set<FieldId>;
  readonly #heard: FieldId[] = [];

  constructor(step: Step) {
    this.step = step;
    this.#unanswered = new Set(step.effects.flatMap((effect) => (isLeaving(effect) ? [effect.field] : [])));
  }

  /** Whether the step leaves anything that is compared. */
  static isNeededFor({ state, effects }: Step): boolean {
    return state.isAgain && effects.some(isLeaving);
  }

  /** What is done at once: the marks stand in their boxes and are on their way to the store. */
  get atOnce(): readonly KeyingEffect[] {
    return this.step.effects.filter(isAtOnce);
  }

  /** What is done when nothing differs. */
  get after(): readonly KeyingEffect[] {
    return this.step.effects.filter((effect) => !isAtOnce(effect));
  }

  /** The state until the answer is there: the new marks, the old place. */
  stateMeanwhile(before: KeyingState): KeyingState {
    const { marks, skipped } = this.step.state;
    return { ...before, marks, skipped };
  }

  /** @returns the fields that differ, once the last answer is there; null before that */
  answered(field: FieldId, isLookAgain: boolean): readonly FieldId[] | null {
    if (!this.#unanswered.delete(field)) return null;
    if (isLookAgain) this.#heard.push(field);
    return this.#unanswered.size === 0 ? this.#heard : null;
  }
}

const isLeaving = (effect: KeyingEffect): effect is Extract<KeyingEffect, { kind: 'save' }> =>
  effect.kind === 'save' && effect.isLeft;

const isAtOnce = (effect: KeyingEffect): boolean =>
  effect.kind === 'save' || effect.kind === 'put-text' || effect.kind === 'insert-text';
