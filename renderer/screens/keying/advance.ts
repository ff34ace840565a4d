import { nextField } from '../../../contract/rules/field-order.ts';
import { arrive } from './arrive.ts';
import { endOfForm } from './finish-step.ts';
import { currentField, type KeyingState } from './keying-state.ts';
import type { Step } from './step.ts';

/** On to the next field that the form asks, or to the end of the form. */
export function advance(state: KeyingState): Step {
  const isAside = !currentField(state).isInTabOrder;
  const next = isAside ? state.returnTo : nextField(state.ordered, state.current, state.skipped)?.id;
  return next ? arrive(state, next) : endOfForm(state);
}
