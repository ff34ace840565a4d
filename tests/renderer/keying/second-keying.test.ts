import { describe, expect, it } from 'vitest';
import { fieldId } from '../../../contract/records/field-id.ts';
import type { Mark } from '../../../contract/records/mark.ts';
import { HeldStep } from '../../../renderer/screens/keying/held-step.ts';
import { keyingStep } from '../../../renderer/screens/keying/keying-step.ts';
import { lookAgainAt } from '../../../renderer/screens/keying/look-again.ts';
import { pretendKeyer } from '../../support/pretend-keyer.ts';
import { referencePack } from '../../support/reference-form.ts';

const pack = referencePack();
const closed = ['type', 'q1.tick', 'q2.tick', 'lamp.acknowledge'];
const says = (value: string): Mark => ({ kind: 'value', value });

describe('what is keyed again', () => {
  it('is only what was drawn, from the first of it; the last of it finishes', () => {
    const keyer = pretendKeyer(pack, { again: closed });
    expect(keyer.state.current).toBe('type');
    keyer.press('7', '1', 'F10', '2');
    expect(keyer.lastOf('finish')).toEqual({ kind: 'finish', restBlank: 'none' });
    expect([...keyer.saved.keys()]).toEqual(closed.toSorted((a, b) => order(a) - order(b)));
  });

  it('is compared when it is left; a lamp at the end, since on the way to another answer nothing differs yet', () => {
    const keyer = pretendKeyer(pack, { again: closed });
    keyer.press('F10');
    expect(keyer.saved.get(fieldId('lamp.acknowledge'))).toMatchObject({ isLeft: false });
    keyer.press('7');
    expect(keyer.saved.get(fieldId('type'))).toMatchObject({ isLeft: true });
  });

  it('repeats nothing from another reply, and opens no finished one', () => {
    const keyer = pretendKeyer(pack, { again: closed, previous: { type: says('type-1') } });
    keyer.press('F4', 'Shift+F4', 'Ctrl+Shift+Enter', 'F9');
    expect(keyer.saved.size).toBe(0);
    expect(keyer.lastOf('reply-before')).toBeUndefined();
  });
});

const order = (field: string): number => ['type', 'q1.tick', 'lamp.acknowledge', 'q2.tick'].indexOf(field);

describe('what is looked at again', () => {
  const keyed = pretendKeyer(pack, { again: closed, marks: { type: says('type-7') } }).state;
  const { state } = lookAgainAt(keyed, [fieldId('type')]);

  it('is keyed from the start: one key says another option, the same one confirms', () => {
    for (const [option, value] of [
      ['type-3', 'type-3'],
      ['type-7', 'type-7'],
    ] as const) {
      const step = keyingStep(state, { do: 'tick', option }, '');
      expect(step.state.marks['type']).toEqual(says(value));
      expect(step.state.current).toBe('q1.tick');
    }
  });

  it('is kept by Enter, and saved no second time', () => {
    const step = keyingStep(state, { do: 'accept' }, '');
    expect(step.state).toMatchObject({ current: 'q1.tick', marks: { type: says('type-7') } });
    expect(step.effects.filter(({ kind }) => kind === 'save')).toEqual([]);
  });

  it('is emptied by Backspace, which does nothing in any other field', () => {
    expect(keyingStep(state, { do: 'empty' }, '').state.marks['type']).toBeUndefined();
    expect(keyingStep(keyed, { do: 'empty' }, '').effects).toEqual([]);
  });

  it('is named where it is a lamp: the cursor stays', () => {
    const step = lookAgainAt(keyed, [fieldId('lamp.acknowledge')]);
    expect(step.state.current).toBe(keyed.current);
    expect(step.effects.at(-1)).toMatchObject({
      text: expect.stringContaining('Please acknowledge this reply'),
    });
  });
});

describe('the cursor of a second keying', () => {
  const state = pretendKeyer(pack, { again: closed }).state;
  const step = keyingStep(state, { do: 'tick', option: 'type-7' }, '');

  it('waits until what it leaves is compared, and then goes on', () => {
    expect(HeldStep.isNeededFor(step)).toBe(true);
    const held = new HeldStep(step);
    const meanwhile = held.stateMeanwhile(state);
    expect(meanwhile).toMatchObject({ current: 'type', marks: { type: says('type-7') } });
    expect(held.atOnce.map(({ kind }) => kind)).toEqual(['save']);
    expect(held.after.map(({ kind }) => kind)).not.toContain('save');
    expect(held.answered(fieldId('q1.tick'), true)).toBeNull();
    expect(held.answered(fieldId('type'), false)).toEqual([]);
  });

  it('hears which field differs', () => {
    expect(new HeldStep(step).answered(fieldId('type'), true)).toEqual(['type']);
  });

  it('of a first keying waits for nothing', () => {
    const first = pretendKeyer(pack, { marks: { name: says('Nobody (invented)') } }).state;
    expect(HeldStep.isNeededFor(keyingStep(first, { do: 'record-blank' }, ''))).toBe(false);
  });
});
