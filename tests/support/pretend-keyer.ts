import type { FieldId, Mark } from '../../contract/records/mark.ts';
import type { ReplyKind } from '../../contract/records/reply.ts';
import type { ConsultationPack } from '../../contract/records/consultation-pack.ts';
import { keyAction, type KeyPress } from '../../renderer/screens/keying/key-action.ts';
import type { KeyingEffect } from '../../renderer/screens/keying/keying-effect.ts';
import { keyingFormOf, onlyThese } from '../../renderer/screens/keying/keying-form.ts';
import {
  currentField,
  isTextual,
  keyingStateOf,
  textOf,
  type KeyingState,
} from '../../renderer/screens/keying/keying-state.ts';
import { keyingStep, type KeyingAction } from '../../renderer/screens/keying/keying-step.ts';

/** A key press as a UK keyboard sends it: `Shift+F4`, `Ctrl+Enter`, `7`, `Numpad7`, `a`. */
export function press(name: string, details: Partial<KeyPress> = {}): KeyPress {
  const parts = name.split('+').filter((part) => part !== '');
  const last = name.endsWith('+') ? '+' : (parts.at(-1) ?? name);
  const pad = /^Numpad(\d)$/.exec(last)?.[1];
  return {
    key: pad ?? last,
    code: codeOf(last),
    ctrlKey: parts.includes('Ctrl'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
    metaKey: parts.includes('Meta'),
    repeat: false,
    isComposing: false,
    ...details,
  };
}

function codeOf(key: string): string {
  if (/^\d$/.test(key)) return `Digit${key}`;
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  return ({ '-': 'Minus', '=': 'Equal' } as Record<string, string>)[key] ?? key;
}

/** Somebody who keys without a screen: presses and types, and remembers everything that was wanted of the world. */
export interface PretendKeyer {
  readonly state: KeyingState;
  readonly effects: readonly KeyingEffect[];
  /** Presses that weren't text; a chord counts as one. */
  readonly presses: number;
  /** What the store would hold: the last mark that was saved for each field. */
  readonly saved: ReadonlyMap<FieldId, { readonly mark: Mark | null; readonly isLeft: boolean }>;
  press(...names: string[]): void;
  type(text: string): void;
  do(action: KeyingAction): void;
  /** 300 ms go by. */
  rest(): void;
  lastOf<Kind extends KeyingEffect['kind']>(kind: Kind): Extract<KeyingEffect, { kind: Kind }> | undefined;
}

export function pretendKeyer(
  pack: ConsultationPack,
  given: Partial<
    Pick<KeyingState, 'marks' | 'previous' | 'order' | 'finishesAtLastField' | 'overrulings'>
  > & {
    readonly replyKind?: ReplyKind;
    /** A second keying of these fields, by their ids. */
    readonly again?: readonly string[];
  } = {},
): PretendKeyer {
  const { again, ...changes } = given;
  const form = keyingFormOf(pack);
  let state = keyingStateOf(
    {
      form: again === undefined ? form : onlyThese(form, again as readonly FieldId[]),
      replyKind: 'questionnaire',
      marks: {},
      overrulings: {},
      previous: {},
      previousSerial: 'CWS-000001',
      order: 'as-on-paper',
      finishesAtLastField: true,
      isAgain: again !== undefined,
      lookAgain: new Set(),
      ...changes,
    },
    null,
  );
  const effects: KeyingEffect[] = [];
  const saved = new Map<FieldId, { mark: Mark | null; isLeft: boolean }>();
  const boxes = new Map<FieldId, string>(
    Object.entries(state.marks).map(([id, mark]) => [id as FieldId, textOf(mark)]),
  );
  const box = (): string => (isTextual(currentField(state)) ? (boxes.get(state.current) ?? '') : '');
  let presses = 0;

  const apply = (action: KeyingAction): void => {
    const step = keyingStep(state, action, box());
    for (const effect of step.effects) {
      effects.push(effect);
      if (effect.kind === 'save') saved.set(effect.field, { mark: effect.mark, isLeft: effect.isLeft });
      if (effect.kind === 'put-text') boxes.set(effect.field, effect.text);
      if (effect.kind === 'insert-text') boxes.set(state.current, box() + effect.text);
    }
    state = step.state;
  };

  return {
    get state() {
      return state;
    },
    effects,
    get presses() {
      return presses;
    },
    saved,
    press(...names) {
      for (const name of names) {
        presses += 1;
        const field = currentField(state);
        apply(keyAction(press(name), { field, mark: state.marks[field.id] ?? null, text: box() }));
      }
    },
    type(text) {
      boxes.set(state.current, box() + text);
    },
    do: apply,
    rest: () => apply({ do: 'keep-typed' }),
    lastOf: (kind) =>
      effects.findLast((effect) => effect.kind === kind) as Extract<KeyingEffect, { kind: typeof kind }>,
  };
}
