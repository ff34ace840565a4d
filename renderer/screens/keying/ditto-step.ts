import type { FieldId, Mark } from '../../../contract/records/mark.ts';
import { nextField } from '../../../contract/rules/field-order.ts';
import { fieldName } from '../../../contract/rules/field-name.ts';
import type { KeyingEffect } from './keying-effect.ts';
import {
  currentField,
  isTextual,
  textOf,
  unansweredFields,
  withMark,
  type KeyingState,
} from './keying-state.ts';
import { advance } from './advance.ts';
import { arrive } from './arrive.ts';
import { keptField } from './keep-field.ts';
import { accept } from './moves.ts';
import { followedBy, sounding, type Step } from './step.ts';

// Ditto: what the reply before had. What couldn't be read there, or was spoilt there, says nothing of this paper.

const isRepeatable = (mark: Mark | undefined): mark is Mark =>
  mark?.kind === 'value' || mark?.kind === 'blank';

/** F4: this field's value from the reply before, and on. In the last field it stays: no reply is finished unseen. */
export function dittoField(state: KeyingState): Step {
  const field = currentField(state);
  const mark = state.previous[field.id];
  if (!isRepeatable(mark))
    return sounding(state, 'check', `The reply before has nothing in ${fieldName(field)} to repeat.`);
  if (isLast(state)) return dittoInLast(state, mark);
  if (isTextual(field) && mark.kind === 'value') {
    const text = textOf(mark);
    const accepted = accept(state, text);
    return { ...accepted, effects: [{ kind: 'put-text', field: field.id, text }, ...accepted.effects] };
  }
  const put: KeyingEffect[] = isTextual(field) ? [{ kind: 'put-text', field: field.id, text: '' }] : [];
  const saved: Step = {
    state: withMark(state, field, mark),
    effects: [...put, { kind: 'save', field: field.id, mark, isLeft: true, overruleReason: null }],
  };
  return followedBy(saved, advance);
}

function isLast(state: KeyingState): boolean {
  return currentField(state).isInTabOrder && nextField(state.ordered, state.current, state.skipped) === null;
}

function dittoInLast(state: KeyingState, mark: Mark): Step {
  const field = currentField(state);
  const put: KeyingEffect[] = isTextual(field)
    ? [{ kind: 'put-text', field: field.id, text: textOf(mark) }]
    : [];
  return {
    state: { ...withMark(state, field, mark), heldFor: null },
    effects: [
      ...put,
      { kind: 'save', field: field.id, mark, isLeft: false, overruleReason: null },
      { kind: 'say-nothing' },
    ],
  };
}

/**
 * Shift+F4: the whole respondent block. It fills what has no mark yet and leaves what was keyed, so that a
 * different name at the same address is the name and one press.
 */
export function dittoBlock(state: KeyingState, text: string): Step {
  const kept = keptField(state, text);
  const effects: KeyingEffect[] = [];
  const fields: FieldId[] = [];
  let filled = kept.state;
  for (const field of state.ordered.filter((candidate) => candidate.isRespondent)) {
    const mark = state.previous[field.id];
    if (filled.marks[field.id] !== undefined || !isRepeatable(mark)) continue;
    filled = withMark(filled, field, mark);
    effects.push({ kind: 'save', field: field.id, mark, isLeft: false, overruleReason: null });
    fields.push(field.id);
    if (isTextual(field)) effects.push({ kind: 'put-text', field: field.id, text: textOf(mark) });
  }
  const count = fields.length;
  if (count === 0) return sounding(state, 'check', 'The reply before has nothing to repeat here.');
  const next = unansweredFields(filled)[0] ?? filled.ordered.at(-1)!;
  const arrived = arrive(filled, next.id);
  const said = `${count === 1 ? 'One field' : `${count} fields`} as before, from ${state.previousSerial}.`;
  return {
    state: { ...arrived.state, filled: { fields, from: state.current } },
    effects: [
      ...kept.effects,
      ...effects,
      ...arrived.effects.filter((effect) => effect.kind !== 'say-nothing'),
      { kind: 'say', tone: 'good', text: said, undo: { do: 'undo-block' } },
    ],
  };
}

/** Undo of Shift+F4: what it filled had no mark, and has none again; the cursor is back where it was. */
export function undoBlock(state: KeyingState, text: string): Step {
  if (state.filled === null) return { state, effects: [] };
  const { fields, from } = state.filled;
  const kept = keptField({ ...state, filled: null }, text);
  const effects: KeyingEffect[] = [];
  let emptied = kept.state;
  for (const id of fields) {
    const field = state.form.byId.get(id)!;
    emptied = withMark(emptied, field, null);
    effects.push({ kind: 'save', field: id, mark: null, isLeft: false, overruleReason: null });
    if (isTextual(field)) effects.push({ kind: 'put-text', field: id, text: '' });
  }
  return followedBy({ state: emptied, effects: [...kept.effects, ...effects] }, (next) => arrive(next, from));
}
