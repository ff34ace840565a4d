import { ILLEGIBLE, type Mark, type FieldId } from '../../../contract/records/mark.ts';
import { neighbourQuestion, previousField, type FieldOrder } from '../../../contract/rules/field-order.ts';
import { fieldName } from '../../../contract/rules/field-name.ts';
import { pressLamp, tick, ticksOf } from '../../../contract/rules/marks.ts';
import { dittoBlock, dittoField, undoBlock } from './ditto-step.ts';
import { finishStep } from './finish-step.ts';
import type { KeyAction } from './key-action.ts';
import type { KeyingEffect } from './keying-effect.ts';
import {
  currentField,
  isTextual,
  markToKeyOn,
  withMark,
  withOrder,
  type KeyingState,
} from './keying-state.ts';
import { advance } from './advance.ts';
import { emptied } from './look-again.ts';
import { keepTyped } from './keep-field.ts';
import { accept, goTo, onLeaving, recordBlank } from './moves.ts';
import { saying, sounding, type Step } from './step.ts';

// What an action comes to: the next state, and what is to be saved, said and sounded. Pure, so that every way
// through a form can be tried without a screen. The world's part of it is keying-desk.ts.

export type KeyingAction =
  | KeyAction
  /** 300 ms have passed since the last character. */
  | { readonly do: 'keep-typed' }
  | { readonly do: 'undo-block' }
  | { readonly do: 'go-to'; readonly field: FieldId }
  | { readonly do: 'overrule'; readonly reason: string }
  | { readonly do: 'set-order'; readonly order: FieldOrder }
  | { readonly do: 'set-finishing'; readonly finishesAtLastField: boolean };

/** @param text what stands in the current field's box at this moment; empty for a tick field */
export function keyingStep(state: KeyingState, action: KeyingAction, text: string): Step {
  switch (action.do) {
    case 'leave-alone':
    case 'swallow':
      return still(state);
    case 'tick':
      return tickOption(state, action.option);
    case 'no-such-option':
      return sounding(
        state,
        'check',
        `There is no ${action.key.toUpperCase()} here. Press one of the keys that are printed.`,
      );
    case 'record-blank':
      return recordBlank(state);
    case 'accept':
      return accept(state, text);
    case 'empty':
      return emptied(state);
    case 'back':
      return moveTo(
        state,
        text,
        previousField(state.ordered, state.current, state.skipped)?.id ?? state.returnTo,
      );
    case 'ditto':
      return state.isAgain ? noDitto(state) : dittoField(state);
    case 'ditto-block':
      return state.isAgain ? noDitto(state) : dittoBlock(state, text);
    case 'undo-block':
      return undoBlock(state, text);
    case 'unreadable':
      return unreadable(state);
    case 'question':
      return moveTo(
        state,
        text,
        neighbourQuestion(state.ordered, state.current, action.direction)?.id ?? state.returnTo,
      );
    case 'first':
      return moveTo(state, text, state.ordered[0]?.id ?? null);
    case 'last':
      return moveTo(state, text, state.ordered.at(-1)?.id ?? null);
    case 'go-to':
      return moveTo(state, text, action.field);
    case 'lamp':
      return lamp(state, action.lamp);
    case 'keep-typed':
      return keepTyped(state, text);
    case 'overrule':
      return overrule(state, text, action.reason);
    case 'set-order':
      return still(withOrder(state, action.order));
    case 'set-finishing':
      return still({ ...state, finishesAtLastField: action.finishesAtLastField });
    case 'finish':
      return finishStep(state, text);
    case 'reply-before':
      if (state.isAgain)
        return sounding(state, 'check', 'What was keyed again and finished stands as it is.');
      return onLeaving(state, text, { kind: 'reply-before' });
    case 'pause':
      return onLeaving(state, text, { kind: 'pause' });
    case 'ask-where':
      return effect(state, { kind: 'open-panel', panel: 'go-to' });
    case 'note':
      return effect(state, { kind: 'open-panel', panel: 'note' });
    case 'all-keys':
      return effect(state, { kind: 'open-panel', panel: 'keys' });
    case 'open-settings':
      return effect(state, { kind: 'open-panel', panel: 'settings' });
    case 'page':
      return effect(state, { kind: 'turn-page', direction: action.direction });
    case 'zoom':
      return effect(state, { kind: 'zoom', direction: action.direction });
    case 'leave-form':
      return effect(state, { kind: 'leave-form' });
    default:
      return assertNever(action);
  }
}

const still = (state: KeyingState): Step => ({ state, effects: [] });
const effect = (state: KeyingState, wanted: KeyingEffect): Step => ({ state, effects: [wanted] });

function moveTo(state: KeyingState, text: string, target: FieldId | null): Step {
  if (target === null || target === state.current) return still(state);
  return goTo(state, text, target);
}

function tickOption(state: KeyingState, option: string): Step {
  const field = currentField(state);
  const outcome = tick(field, markToKeyOn(state), option);
  const ticked = withMark(state, field, outcome.mark);
  const save = { kind: 'save', field: field.id, mark: outcome.mark, overruleReason: null } as const;
  if (outcome.advances) {
    const { state: next, effects } = advance(ticked);
    return { state: next, effects: [{ ...save, isLeft: true }, ...effects] };
  }
  const heard: readonly KeyingEffect[] =
    outcome.sound === 'spoilt'
      ? [
          { kind: 'sound', sound: 'spoilt' },
          { kind: 'say', tone: 'look', text: spoiltWords(ticksOf(field, outcome.mark).length) },
        ]
      : [{ kind: 'say-nothing' }];
  return { state: ticked, effects: [{ ...save, isLeft: false }, ...heard] };
}

const spoiltWords = (ticks: number): string =>
  `${ticks} ticks where one was asked: spoilt, and every tick is kept. Enter if the paper has them; press a tick’s key again to take it away.`;

function unreadable(state: KeyingState): Step {
  const field = currentField(state);
  if (isTextual(field)) {
    return {
      state,
      effects: [
        { kind: 'insert-text', text: ILLEGIBLE },
        {
          kind: 'say',
          tone: 'look',
          text: `Marked as unreadable.${state.isAgain ? '' : ' A query is raised when you leave the field.'}`,
        },
      ],
    };
  }
  if (field.kind === 'lamp') return still(state);
  // Again takes it back, like an option's key.
  const isBack = markToKeyOn(state)?.kind === 'illegible';
  const mark: Mark | null = isBack ? null : { kind: 'illegible' };
  const marked = withMark(state, field, mark);
  const save: KeyingEffect = { kind: 'save', field: field.id, mark, isLeft: !isBack, overruleReason: null };
  if (isBack) return { state: marked, effects: [save, { kind: 'say-nothing' }] };
  const { state: next, effects } = advance(marked);
  return saying(
    { state: next, effects: [save, ...effects] },
    'look',
    `${fieldName(field)}: illegible.${state.isAgain ? '' : ' A query is raised.'}`,
  );
}

function noDitto(state: KeyingState): Step {
  return sounding(
    state,
    'check',
    'Keyed again, every field is keyed from its own paper: nothing is repeated.',
  );
}

function lamp(state: KeyingState, id: FieldId): Step {
  const field = state.form.byId.get(id);
  if (field === undefined) return sounding(state, 'check', 'This is not keyed again.');
  const mark = pressLamp(field, state.marks[id] ?? null);
  const answer = field.options.find((option) => ticksOf(field, mark).includes(option.code));
  return {
    // The current field is another one: it is neither touched nor left by this.
    state: { ...state, marks: { ...state.marks, [id]: mark ?? undefined } },
    effects: [
      // Keyed again it is compared when the reply is finished: on the way from *yes* to *no* nothing differs yet.
      { kind: 'save', field: id, mark, isLeft: !state.isAgain, overruleReason: null },
      {
        kind: 'say',
        tone: 'good',
        text: `${field.label.replace(/\?$/, '')}: ${answer?.label.toLowerCase() ?? 'not marked'}.`,
      },
    ],
  };
}

function overrule(state: KeyingState, text: string, reason: string): Step {
  const overrulings = { ...state.overrulings, [state.current]: { text, reason } };
  return accept({ ...state, overrulings }, text);
}

function assertNever(action: never): never {
  throw new Error(`no such action: ${JSON.stringify(action)}`);
}
