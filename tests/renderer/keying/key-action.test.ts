import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldId } from '../../../contract/records/field-id.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { keyAction, type KeyPress } from '../../../renderer/screens/keying/key-action.ts';
import { keyingFormOf } from '../../../renderer/screens/keying/keying-form.ts';
import { press } from '../../support/pretend-keyer.ts';
import { referencePack } from '../../support/reference-form.ts';

const form = keyingFormOf(referencePack());
const field = (id: string): Field => form.byId.get(fieldId(id))!;
const name = field('name');
const type = field('type');
const question = field('q1.tick');
const comment = field('q9.comment');

const on = (target: Field | null, key: string | KeyPress, text = '', isMarked = false) =>
  keyAction(typeof key === 'string' ? press(key) : key, {
    field: target,
    mark: isMarked ? { kind: 'value', value: 'agree' } : null,
    text,
  });

describe('the table of keying.md', () => {
  it.each([
    ['1', { do: 'tick', option: 'type-1' }],
    ['9', { do: 'tick', option: 'type-9' }],
    ['0', { do: 'tick', option: 'type-10' }],
    ['-', { do: 'tick', option: 'type-11' }],
    ['=', { do: 'tick', option: 'type-12' }],
    ['a', { do: 'no-such-option', key: 'a' }],
  ])('%s in a tick field of twelve', (key, action) => expect(on(type, key)).toEqual(action));

  it.each([
    ['Enter on an empty field', name, 'Enter', '', { do: 'record-blank' }],
    ['Tab on an empty field', name, 'Tab', '', { do: 'record-blank' }],
    ['Enter on nothing but spaces', name, 'Enter', '  ', { do: 'record-blank' }],
    ['Enter in a short text field', name, 'Enter', 'Smith', { do: 'accept' }],
    ['Tab in a short text field', name, 'Tab', 'Smith', { do: 'accept' }],
    ['Enter on an empty tick field', question, 'Enter', '', { do: 'record-blank' }],
    ['Tab in a comment', comment, 'Tab', 'We would', { do: 'accept' }],
    ['Enter in a comment: a new line', comment, 'Enter', 'We would', { do: 'leave-alone' }],
    ['Enter on an empty comment', comment, 'Enter', '', { do: 'record-blank' }],
  ] as const)('%s', (_, target, key, text, action) => expect(on(target, key, text)).toEqual(action));

  it('Enter on a ticked field accepts it', () =>
    expect(on(question, 'Enter', '', true)).toEqual({ do: 'accept' }));

  it.each([
    ['F1', { do: 'all-keys' }],
    ['F2', { do: 'note' }],
    ['Shift+F1', { do: 'open-settings' }],
    ['F4', { do: 'ditto' }],
    ['Shift+F4', { do: 'ditto-block' }],
    ['F6', { do: 'ask-where' }],
    ['F7', { do: 'unreadable' }],
    ['F8', { do: 'pause' }],
    ['F9', { do: 'lamp', lamp: 'lamp.confidential' }],
    ['Shift+F9', { do: 'lamp', lamp: 'lamp.contact' }],
    ['F10', { do: 'lamp', lamp: 'lamp.acknowledge' }],
    ['Ctrl+Enter', { do: 'finish' }],
    ['Ctrl+Shift+Enter', { do: 'reply-before' }],
  ])('%s, from any field and from none', (key, action) => {
    for (const target of [name, type, question, comment, field('lamp.confidential.reason'), null])
      expect(on(target, key, 'some text')).toEqual(action);
  });

  it.each([
    ['Shift+Tab', { do: 'back' }],
    ['Shift+ArrowUp', { do: 'question', direction: -1 }],
    ['Shift+ArrowDown', { do: 'question', direction: 1 }],
    ['Ctrl+Home', { do: 'first' }],
    ['Ctrl+End', { do: 'last' }],
  ])('%s, from any field', (key, action) => {
    for (const target of [name, type, question, comment]) expect(on(target, key, 'text')).toEqual(action);
  });
});

describe('keyboards', () => {
  it('the number pad is the number row, with NumLock on or off, and with Shift', () => {
    for (const key of ['7', 'Home'])
      for (const shiftKey of [false, true])
        expect(on(type, press('Numpad7', { key, shiftKey }))).toEqual(on(type, '7'));
  });

  it('figures go by where the key lies: a French keyboard needs no Shift', () => {
    expect(on(type, press('1', { key: '&', code: 'Digit1' }))).toEqual({ do: 'tick', option: 'type-1' });
    expect(on(type, press('6', { key: '-', code: 'Digit6' }))).toEqual({ do: 'tick', option: 'type-6' });
  });

  it('letters go by what is printed on the key, in capitals or not', () => {
    const many = { ...type, options: [{ code: 'x', label: 'X', key: 'a', asksText: false }] };
    expect(on(many, press('a', { code: 'KeyQ' }))).toEqual({ do: 'tick', option: 'x' });
    expect(on(many, press('A', { shiftKey: true }))).toEqual({ do: 'tick', option: 'x' });
  });

  it('the pad’s Enter is Enter', () => {
    expect(on(name, press('Enter', { code: 'NumpadEnter' }), 'Smith')).toEqual({ do: 'accept' });
    expect(on(name, press('Ctrl+Enter', { code: 'NumpadEnter' }))).toEqual({ do: 'finish' });
  });
});

describe('what belongs to others', () => {
  const keys = fc.oneof(
    fc.constantFrom(
      'F1',
      'F4',
      'F6',
      'F7',
      'F9',
      'F10',
      'Enter',
      'Tab',
      'Home',
      'ArrowUp',
      '1',
      'a',
      'Escape',
    ),
    fc.string({ minLength: 1, maxLength: 1 }),
  );
  const targets = fc.constantFrom(name, type, question, comment, null);

  it('Alt, AltGr, the system’s key and a composing input method are left alone, whatever the key', () => {
    fc.assert(
      fc.property(
        keys,
        targets,
        fc.constantFrom(
          { altKey: true },
          { metaKey: true },
          { isComposing: true },
          { altKey: true, ctrlKey: true },
        ),
        (key, target, owner) => {
          expect(on(target, press('x', { key, ...owner }), 'text')).toEqual({ do: 'leave-alone' });
        },
      ),
    );
  });

  it('what types into a text field is left alone', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 1 }),
        fc.constantFrom(name, comment),
        (key, target) => {
          expect(on(target, press('x', { key, code: '' }), 'text')).toEqual({ do: 'leave-alone' });
        },
      ),
    );
  });

  it.each(['Shift+F10', 'Ctrl+F4', 'F5', 'F11', 'F12', 'Ctrl+c', 'Ctrl+v', 'Ctrl+z', 'Ctrl+F6'])(
    '%s is left alone',
    (key) => {
      for (const target of [name, type, comment, null])
        expect(on(target, key, 'text')).toEqual({ do: 'leave-alone' });
    },
  );

  it.each([' ', 'ArrowDown', 'Home', 'End'])(
    'in a tick field, %j would scroll the form away and does nothing',
    (key) => {
      expect(on(type, key)).toEqual({ do: 'swallow' });
      expect(on(comment, key, 'text')).toEqual({ do: 'leave-alone' });
    },
  );

  it('outside the form, only the keys that work everywhere do anything', () => {
    for (const key of ['Enter', 'Tab', '1', 'Escape', 'Shift+Tab'])
      expect(on(null, key)).toEqual({ do: 'leave-alone' });
  });

  it('a key that is held down does once what it does', () => {
    const heldKeys = ['Enter', 'Tab', '1', 'F7', 'F9', 'Ctrl+Enter'];
    for (const key of heldKeys) expect(on(question, press(key, { repeat: true }))).toEqual({ do: 'swallow' });
    expect(on(question, press('Shift+ArrowDown', { repeat: true }))).toEqual({
      do: 'question',
      direction: 1,
    });
  });

  it('every press, on every field, comes to exactly one action', () => {
    fc.assert(
      fc.property(
        fc.record({
          key: keys,
          code: fc.constantFrom('', 'Digit1', 'Numpad1', 'KeyA', 'Enter'),
          ctrlKey: fc.boolean(),
          shiftKey: fc.boolean(),
          altKey: fc.boolean(),
          metaKey: fc.boolean(),
          repeat: fc.boolean(),
          isComposing: fc.boolean(),
        }),
        targets,
        fc.string(),
        (given, target, text) => {
          expect(on(target, given, text).do).toEqual(expect.any(String));
        },
      ),
    );
  });
});
