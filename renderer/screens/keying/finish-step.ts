import { nextField } from '../../../contract/rules/field-order.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { arrive, leftBlock } from './arrive.ts';
import { keptField } from './keep-field.ts';
import { followedBy, onlyForNow, saying, type Step } from './step.ts';
import { currentField, isTextual, unansweredFields, withMark, type KeyingState } from './keying-state.ts';

/** Behind the last field: the reply is finished, or the keyer is told that it is the end. */
export function endOfForm(state: KeyingState): Step {
  if (state.finishesAtLastField) return finish(state);
  return saying(
    { state, effects: [{ kind: 'keep-place' }] },
    'good',
    'That was the last field. Ctrl+Enter finishes the reply.',
  );
}

/** Ctrl+Enter, from any field. On an empty one it says blank, as Enter does: somebody has looked. */
export function finishStep(state: KeyingState, text: string): Step {
  const field = currentField(state);
  const isEmpty = isTextual(field) ? text.trim() === '' : state.marks[field.id] === undefined;
  const isAsked = field.isInTabOrder && !state.skipped.has(field.id);
  if (!isEmpty || !isAsked || state.isRestOffered || state.marks[field.id]?.kind === 'blank')
    return followedBy(keptField(state, text), finish);
  const blanked = withMark(state, field, { kind: 'blank' });
  const saved: Step = {
    state: blanked,
    effects: [{ kind: 'save', field: field.id, mark: { kind: 'blank' }, isLeft: true, overruleReason: null }],
  };
  return followedBy(saved, finish);
}

/** Whether leaving the current field finishes the reply: nothing behind it, and nothing else without a mark. */
export function isFinishedByLeaving(state: KeyingState): boolean {
  const field = currentField(state);
  if (!state.finishesAtLastField || !field.isInTabOrder) return false;
  if (nextField(state.ordered, state.current, state.skipped) !== null) return false;
  const missing = missingFields(state).filter((other) => other.id !== field.id);
  return missing.length === 0;
}

/** Who keys the ticks first visits only the boxes with something in them: the others are blank by that. */
function missingFields(state: KeyingState): readonly Field[] {
  const isCommentNeeded = state.order !== 'ticks-first';
  return unansweredFields(state).filter((field) => isCommentNeeded || field.kind !== 'comment');
}

function finish(state: KeyingState): Step {
  const restBlank = state.order === 'ticks-first' ? 'comments' : 'none';
  const missing = missingFields(state);
  const [first] = missing;
  if (first === undefined)
    return {
      state: { ...state, filled: null },
      effects: [...leftBlock(state), { kind: 'finish', restBlank }],
    };
  const count = missing.length === 1 ? 'One field has' : `${missing.length} fields have`;
  if (state.replyKind !== 'questionnaire') {
    // A letter has no form: what it doesn't say is blank all at once.
    if (state.isRestOffered)
      return {
        state: { ...state, filled: null },
        effects: [...leftBlock(state), { kind: 'finish', restBlank: 'all' }],
      };
    return onlyForNow(
      saying(
        { state: { ...state, isRestOffered: true }, effects: [] },
        'look',
        `${count} nothing yet. Ctrl+Enter again records the rest blank and finishes.`,
      ),
    );
  }
  const arrived = arrive(state, first.id);
  return onlyForNow(
    saying(
      { ...arrived, effects: [...arrived.effects, { kind: 'sound', sound: 'check' }] },
      'look',
      `${count} neither a value nor a blank yet; this is the first. Enter records it blank.`,
    ),
  );
}
