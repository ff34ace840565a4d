import type { KeyingEffect, Sound } from './keying-effect.ts';
import type { KeyingState } from './keying-state.ts';

/** What an action came to: the reply as it is now, and what the world has to do about it, in order. */
export interface Step {
  readonly state: KeyingState;
  readonly effects: readonly KeyingEffect[];
}

export function followedBy(first: Step, then: (state: KeyingState) => Step): Step {
  const second = then(first.state);
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}

/** What is said holds for the box as it stands, and goes with the next character. */
export function onlyForNow(step: Step): Step {
  return {
    ...step,
    effects: step.effects.map((effect) => (effect.kind === 'say' ? { ...effect, isForNow: true } : effect)),
  };
}

/** The same step with something said, in place of what it would have said. */
export function saying(step: Step, tone: 'good' | 'look' | 'stop', text: string): Step {
  const others = step.effects.filter((effect) => effect.kind !== 'say' && effect.kind !== 'say-nothing');
  return { state: step.state, effects: [...others, { kind: 'say', tone, text }] };
}

export function sounding(state: KeyingState, sound: Sound, text: string): Step {
  return onlyForNow(saying({ state, effects: [{ kind: 'sound', sound }] }, 'look', text));
}
