import type { FieldId, Mark } from '../../../contract/records/mark.ts';
import { checkMark } from '../../../contract/rules/marks.ts';
import { advance } from './advance.ts';
import { arrive } from './arrive.ts';
import { keepTyped, keptAsTyped, keptField, markInField, overruleReason, textLeft } from './keep-field.ts';
import type { KeyingEffect } from './keying-effect.ts';
import { currentField, withMark, type KeyingState } from './keying-state.ts';
import { followedBy, saying, type Step } from './step.ts';

// How the cursor leaves a field and comes to the next one, and what is kept of the field that it leaves.

/** Enter or Tab on a field with something in it: keep it and go on, unless a light check has to be heard first. */
export function accept(state: KeyingState, typed: string): Step {
  const text = textLeft(state, typed);
  const step = acceptText(state, text);
  if (text === typed) return step;
  return { ...step, effects: [{ kind: 'put-text', field: state.current, text }, ...step.effects] };
}

function acceptText(state: KeyingState, text: string): Step {
  const field = currentField(state);
  const mark = markInField(state, field, text);
  // The reason for confidentiality, left empty: nothing to record, since nobody asked.
  if (mark === null) return followedBy(keptField(state, text), advance);
  const complaint = checkMark(field, mark);
  const isHeardAndKept = state.isAgain && (state.heldFor === text || state.lookingAgain === field.id);
  if (complaint === null || overruleReason(state, field, text) !== null || isHeardAndKept)
    return followedBy(keptField(state, text), advance);
  if (state.heldFor === text) return { state, effects: [{ kind: 'open-panel', panel: 'overrule' }] };
  const kept = keepTyped(state, text);
  return {
    state: { ...kept.state, heldFor: text },
    effects: [
      ...kept.effects,
      { kind: 'sound', sound: 'check' },
      {
        kind: 'say',
        tone: 'look',
        isForNow: true,
        text: `${complaint.message} Correct it, or press Enter again to keep it${state.isAgain ? '' : ' with a reason'}.`,
      },
    ],
  };
}

/** Enter or Tab on an empty field: somebody looked, and nothing is there. */
export function recordBlank(state: KeyingState): Step {
  const field = currentField(state);
  if (!field.isInTabOrder) return accept(state, '');
  const mark: Mark = { kind: 'blank' };
  const { state: next, effects } = advance(withMark(state, field, mark));
  return {
    state: next,
    effects: [{ kind: 'save', field: field.id, mark, isLeft: true, overruleReason: null }, ...effects],
  };
}

/** To any field. What was typed in this one is kept; a light check is heard, and holds nobody who goes elsewhere. */
export function goTo(state: KeyingState, typed: string, target: FieldId): Step {
  const kept = keptField(state, typed);
  const text = textLeft(state, typed);
  const arrived = followedBy(kept, (left) => arrive(left, target));
  const field = currentField(state);
  const mark = markInField(state, field, text);
  const complaint = mark === null ? null : checkMark(field, mark);
  if (complaint === null || overruleReason(state, field, text) !== null) return arrived;
  return saying(
    { ...arrived, effects: [...arrived.effects, { kind: 'sound', sound: 'check' }] },
    'look',
    `${complaint.message} It is kept as keyed${state.isAgain ? '' : ', and a query is raised'}.`,
  );
}

/** Keeps the current field and then does something with the whole reply: back, pause. */
export function onLeaving(state: KeyingState, text: string, then: KeyingEffect): Step {
  // Whoever pauses comes back to the same place, and what stands there goes on being typed.
  const kept = then.kind === 'pause' ? keptAsTyped(state, text) : keptField(state, text);
  return { state: { ...kept.state, isTouched: false }, effects: [...kept.effects, then] };
}
