import type { FieldId } from '../../../contract/records/mark.ts';
import type { KeyingEffect } from './keying-effect.ts';
import type { KeyingState } from './keying-state.ts';
import type { Step } from './step.ts';

/** What Shift+F4 filled counts as left once the cursor goes on: until then it may be taken back without a trace. */
export function leftBlock({ filled, marks }: KeyingState): readonly KeyingEffect[] {
  return (filled?.fields ?? []).map((field) => ({
    kind: 'save',
    field,
    mark: marks[field] ?? null,
    isLeft: true,
    overruleReason: null,
  }));
}

/** The cursor comes to a field. What was said of the one before is no longer said. */
export function arrive(state: KeyingState, target: FieldId): Step {
  const field = state.form.byId.get(target)!;
  return {
    state: {
      ...state,
      current: target,
      returnTo: field.isInTabOrder ? null : (state.returnTo ?? state.current),
      isTouched: false,
      heldFor: null,
      lookingAgain: null,
      isRestOffered: false,
      filled: null,
    },
    effects: [...leftBlock(state), { kind: 'keep-place' }, { kind: 'say-nothing' }],
  };
}
