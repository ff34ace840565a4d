import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import type { ConsultationPack } from '../../../contract/records/consultation-pack.ts';
import { fieldId } from '../../../contract/records/field-id.ts';
import type { Mark } from '../../../contract/records/mark.ts';
import { readPack } from '../../../contract/rules/read-pack.ts';
import { isFinishedByLeaving } from '../../../renderer/screens/keying/finish-step.ts';
import { currentField, isTextual, textOf } from '../../../renderer/screens/keying/keying-state.ts';
import { pretendKeyer, type PretendKeyer } from '../../support/pretend-keyer.ts';
import { referencePack } from '../../support/reference-form.ts';

const shipped = (file: string): ConsultationPack => {
  const reading = readPack(
    readFileSync(new URL(`../../../resources/consultations/${file}`, import.meta.url), 'utf8'),
  );
  if (!reading.ok) throw new Error(JSON.stringify(reading.mistakes));
  return reading.pack;
};
const benches = shipped('example-benches.json');
const reference = referencePack();

const says = (value: string | string[]): Mark => ({ kind: 'value', value });
const savedMarks = (keyer: PretendKeyer) =>
  Object.fromEntries([...keyer.saved].map(([field, { mark }]) => [field, mark]));
const types = (keyer: PretendKeyer, ...values: string[]) => {
  for (const value of values) {
    keyer.type(value);
    keyer.press('Tab');
  }
};

describe('the reference reply', () => {
  it('takes 20 presses that are not text, and stores what was meant', () => {
    const keyer = pretendKeyer(reference);
    const block = [
      'A. Nobody (invented)',
      'The Bench Society',
      '1 High St',
      'Beech',
      'Runcorn',
      'Cheshire',
      'WA7 2GJ',
    ];
    types(keyer, ...block);
    keyer.press('7');
    keyer.press('1', '2', '3', 'Enter', '1', '2', 'Enter', '1');
    keyer.press('F10');
    types(keyer, 'First.', 'Second.', 'Third.');
    expect(keyer.presses).toBe(20);
    expect(keyer.lastOf('finish')).toEqual({ kind: 'finish', restBlank: 'none' });
    const ids = ['name', 'organisation', 'address1', 'address2', 'address3', 'address4', 'postcode'];
    expect(savedMarks(keyer)).toEqual({
      ...Object.fromEntries(ids.map((id, index) => [id, says(block[index]!)])),
      type: says('type-7'),
      'q1.tick': says('agree'),
      'q2.tick': says('disagree'),
      'q3.tick': says('not-sure'),
      'q4.tick': { kind: 'blank' },
      'q5.tick': says('agree'),
      'q6.tick': says('disagree'),
      'q7.tick': { kind: 'blank' },
      'q8.tick': says('agree'),
      'lamp.acknowledge': says('yes'),
      'q9.comment': says('First.'),
      'q10.comment': says('Second.'),
      'q11.comment': says('Third.'),
    });
  });

  it('takes 21 where the last field doesn’t finish', () => {
    const keyer = pretendKeyer(reference, { finishesAtLastField: false });
    types(keyer, '1', '2', '3', '4', '5', '6', '7');
    keyer.press('7', '1', '1', '1', '1', '1', '1', 'Enter', 'Enter', 'F10');
    types(keyer, 'First.', 'Second.', 'Third.');
    expect(keyer.lastOf('finish')).toBeUndefined();
    keyer.press('Ctrl+Enter');
    expect(keyer.presses).toBe(21);
    expect(keyer.lastOf('finish')).toBeDefined();
  });

  it('an answer as in the reply before is one press', () => {
    const previous = { 'q1.tick': says('agree') };
    const keyer = pretendKeyer(reference, { previous });
    keyer.do({ do: 'go-to', field: fieldId('q1.tick') });
    keyer.press('F4');
    expect(keyer.saved.get(fieldId('q1.tick'))?.mark).toEqual(says('agree'));
    expect(keyer.state.current).toBe('q2.tick');
  });
});

describe('ticks', () => {
  it('a second tick after going back spoils the answer, with a sound; the key again takes it away', () => {
    const keyer = pretendKeyer(benches);
    keyer.do({ do: 'go-to', field: fieldId('type') });
    keyer.press('1', 'Shift+Tab', '3');
    expect(keyer.saved.get(fieldId('type'))?.mark).toEqual({ kind: 'spoilt', value: ['resident', 'trader'] });
    expect(keyer.lastOf('sound')).toEqual({ kind: 'sound', sound: 'spoilt' });
    expect(keyer.state.current).toBe('type');
    keyer.press('1', 'Enter');
    expect(keyer.saved.get(fieldId('type'))).toEqual({ mark: says('trader'), isLeft: true });
    expect(keyer.state.current).toBe('q1.tick');
  });

  it('an option that asks for text is followed by its text, others pass it by', () => {
    const keyer = pretendKeyer(benches);
    keyer.do({ do: 'go-to', field: fieldId('type') });
    keyer.press('4');
    expect(keyer.state.current).toBe('type.other');
  });

  it('tick as many as you like stays until Enter', () => {
    const keyer = pretendKeyer(benches);
    keyer.do({ do: 'go-to', field: fieldId('q4.tick') });
    keyer.press('3', '1', 'Enter');
    expect(keyer.saved.get(fieldId('q4.tick'))).toEqual({ mark: says(['pond', 'road']), isLeft: true });
    expect(keyer.state.current).toBe('q4.comment');
  });

  it('a code that doesn’t exist sounds and changes nothing', () => {
    const keyer = pretendKeyer(benches);
    keyer.do({ do: 'go-to', field: fieldId('type') });
    keyer.press('9');
    expect(keyer.lastOf('sound')).toEqual({ kind: 'sound', sound: 'check' });
    expect(keyer.saved.size).toBe(0);
  });

  it('the route goes past what the form doesn’t ask, and F6 still gets there', () => {
    const keyer = pretendKeyer(benches);
    keyer.do({ do: 'go-to', field: fieldId('q1.tick') });
    keyer.press('2');
    expect(keyer.state.current).toBe('q4.tick');
    keyer.do({ do: 'go-to', field: fieldId('q2.entry') });
    keyer.type('3');
    keyer.press('Enter');
    expect(keyer.saved.get(fieldId('q2.entry'))?.mark).toEqual(says('3'));
  });
});

describe('what can’t be read', () => {
  it('goes into text as [illegible], at the place', () => {
    const keyer = pretendKeyer(reference);
    keyer.type('J. ');
    keyer.press('F7', 'Enter');
    expect(keyer.saved.get(fieldId('name'))).toEqual({ mark: says('J. [illegible]'), isLeft: true });
  });

  it('marks a tick field illegible and goes on; again takes it back', () => {
    const keyer = pretendKeyer(benches);
    keyer.do({ do: 'go-to', field: fieldId('q1.tick') });
    keyer.press('F7');
    expect(keyer.saved.get(fieldId('q1.tick'))).toEqual({ mark: { kind: 'illegible' }, isLeft: true });
    expect(keyer.state.current).toBe('q2.entry');
    keyer.press('Shift+Tab', 'F7');
    expect(keyer.saved.get(fieldId('q1.tick'))?.mark).toBeNull();
  });
});

/** A date that doesn’t exist, typed and entered. */
const atDate = () => {
  const keyer = pretendKeyer(benches);
  keyer.do({ do: 'go-to', field: fieldId('q3.entry') });
  keyer.type('31/2/2007');
  keyer.press('Enter');
  return keyer;
};

describe('light checks', () => {
  it('sound, say why, keep what was typed, and hold the cursor', () => {
    const keyer = atDate();
    expect(keyer.lastOf('sound')).toEqual({ kind: 'sound', sound: 'check' });
    expect(keyer.lastOf('say')?.text).toContain('is not a date');
    expect(keyer.state.current).toBe('q3.entry');
    expect(keyer.saved.get(fieldId('q3.entry'))).toEqual({ mark: says('31/2/2007'), isLeft: false });
  });

  it('Enter again asks for the reason, and the reason stands with the value', () => {
    const keyer = atDate();
    keyer.press('Enter');
    expect(keyer.lastOf('open-panel')).toEqual({ kind: 'open-panel', panel: 'overrule' });
    keyer.do({ do: 'overrule', reason: 'As on the paper' });
    expect(keyer.lastOf('save')).toMatchObject({ isLeft: true, overruleReason: 'As on the paper' });
    expect(keyer.state.current).toBe('q4.tick');
  });

  it('a changed value is checked anew, and the reason of the old one doesn’t cover it', () => {
    const keyer = atDate();
    keyer.do({ do: 'overrule', reason: 'As on the paper' });
    keyer.press('Shift+Tab');
    keyer.type('0');
    keyer.press('Enter');
    expect(keyer.state.current).toBe('q3.entry');
    expect(keyer.lastOf('save')).toMatchObject({ overruleReason: null });
  });

  it('hold nobody who goes elsewhere', () => {
    const keyer = atDate();
    keyer.press('Ctrl+Home');
    expect(keyer.state.current).toBe('name');
    expect(keyer.saved.get(fieldId('q3.entry'))?.isLeft).toBe(true);
  });
});

describe('ditto', () => {
  const previous = { name: says('A. Nobody'), address1: says('1 High St'), type: says('trader') };

  it('Shift+F4 fills what has nothing yet, and leaves what was keyed', () => {
    const keyer = pretendKeyer(benches, { previous });
    keyer.type('B. Nobody');
    keyer.press('Shift+F4');
    expect(savedMarks(keyer)).toEqual({
      name: says('B. Nobody'),
      address1: says('1 High St'),
      type: says('trader'),
    });
    expect(keyer.state.current).toBe('address2');
  });

  it('Shift+F4 says what it copied and from where, and Undo puts back exactly what stood there', () => {
    const keyer = pretendKeyer(benches, { previous });
    keyer.type('B. Nobody');
    keyer.press('Shift+F4');
    expect(keyer.lastOf('say')?.text).toBe('2 fields as before, from CWS-000001.');
    // Not left yet, so that taking it back leaves no trace in the store.
    expect(keyer.saved.get(fieldId('type'))?.isLeft).toBe(false);
    keyer.do({ do: 'undo-block' });
    expect(savedMarks(keyer)).toEqual({ name: says('B. Nobody'), address1: null, type: null });
    expect(keyer.state.current).toBe('name');
    keyer.press('Shift+F4', 'Enter');
    expect(keyer.saved.get(fieldId('type'))).toEqual({ mark: says('trader'), isLeft: true });
  });

  it('F4 repeats one field and goes on; without anything to repeat it sounds', () => {
    const keyer = pretendKeyer(benches, { previous });
    keyer.press('F4', 'F4', 'F4');
    expect(savedMarks(keyer)).toEqual({ name: says('A. Nobody'), address1: says('1 High St') });
    expect(keyer.state.current).toBe('address2');
    expect(keyer.lastOf('sound')).toBeDefined();
  });
});

describe('F4 in the last field', () => {
  it.each([says('As before.'), { kind: 'blank' } as const])('fills it and stays: %o', (mark) => {
    const keyer = pretendKeyer(benches, { previous: { 'q5.comment': mark } });
    keyer.do({ do: 'go-to', field: fieldId('q5.comment') });
    keyer.press('F4');
    expect(keyer.saved.get(fieldId('q5.comment'))).toEqual({ mark, isLeft: false });
    expect(keyer.state.current).toBe('q5.comment');
    expect(keyer.lastOf('finish')).toBeUndefined();
  });
});

describe('white space at the end', () => {
  const comment = fieldId('q4.comment');
  const atComment = (text: string) => {
    const keyer = pretendKeyer(benches);
    keyer.do({ do: 'go-to', field: comment });
    keyer.type(text);
    return keyer;
  };

  it.each(['Tab', 'Shift+Tab', 'Ctrl+Home', 'Ctrl+Enter', 'Ctrl+Shift+Enter'])(
    'is taken off when %s leaves a comment, and not what stands inside',
    (key) => {
      const keyer = atComment('One.\n\n Two.\n');
      keyer.rest();
      expect(keyer.saved.get(comment)?.mark).toEqual(says('One.\n\n Two.\n'));
      keyer.press(key);
      expect(keyer.saved.get(comment)).toEqual({ mark: says('One.\n\n Two.'), isLeft: true });
      expect(keyer.lastOf('put-text')).toEqual({ kind: 'put-text', field: comment, text: 'One.\n\n Two.' });
    },
  );

  it('stays while it is being typed, and over a pause', () => {
    const keyer = atComment('One.\n');
    keyer.press('F8');
    expect(keyer.saved.get(comment)?.mark).toEqual(says('One.\n'));
    expect(keyer.lastOf('put-text')).toBeUndefined();
  });

  it('stays as stored in a field that is only passed through', () => {
    const keyer = pretendKeyer(benches, { marks: { 'q4.comment': says('One.\n') } });
    keyer.do({ do: 'go-to', field: comment });
    keyer.press('Tab');
    expect(keyer.saved.has(comment)).toBe(false);
  });
});

describe('finishing', () => {
  it('is said before it happens: by the last field, and only where nothing else is open', () => {
    const keyer = pretendKeyer(benches);
    keyer.do({ do: 'last' });
    expect(isFinishedByLeaving(keyer.state)).toBe(false);
    const marks = Object.fromEntries(keyer.state.ordered.map(({ id }) => [id, { kind: 'blank' } as const]));
    const done = pretendKeyer(benches, { marks });
    done.do({ do: 'last' });
    expect(isFinishedByLeaving(done.state)).toBe(true);
    done.do({ do: 'set-finishing', finishesAtLastField: false });
    expect(isFinishedByLeaving(done.state)).toBe(false);
  });

  it('an offer that the next character ends is said for now only', () => {
    const keyer = pretendKeyer(benches, { replyKind: 'letter' });
    keyer.type('A. Nobody');
    keyer.press('Ctrl+Enter');
    expect(keyer.lastOf('say')).toMatchObject({ isForNow: true });
  });

  it('goes to the first field with neither value nor blank', () => {
    const keyer = pretendKeyer(benches);
    keyer.do({ do: 'go-to', field: fieldId('q5.comment') });
    keyer.type('Nothing else.');
    keyer.press('Tab');
    expect(keyer.lastOf('finish')).toBeUndefined();
    expect(keyer.state.current).toBe('name');
  });

  it('in ticks first, the comment boxes that were not visited are blank', () => {
    const keyer = pretendKeyer(benches, { order: 'ticks-first' });
    keyer.press('Enter', 'Enter', 'Enter', 'Enter', 'Enter', '2', 'Enter');
    expect(keyer.state.current).toBe('q4.comment');
    keyer.press('Ctrl+Enter');
    expect(keyer.lastOf('finish')).toEqual({ kind: 'finish', restBlank: 'comments' });
  });

  it('a letter is blank where it says nothing, all at once, when asked twice', () => {
    const keyer = pretendKeyer(benches, { replyKind: 'letter' });
    types(keyer, 'A. Nobody');
    keyer.press('Ctrl+Enter');
    expect(keyer.lastOf('finish')).toBeUndefined();
    keyer.press('Ctrl+Enter');
    expect(keyer.lastOf('finish')).toEqual({ kind: 'finish', restBlank: 'all' });
  });

  it('an order changed half-way loses no field', () => {
    const keyer = pretendKeyer(benches);
    keyer.press('Enter', 'Enter', 'Enter', 'Enter', '1', '2');
    keyer.do({ do: 'set-order', order: 'ticks-first' });
    keyer.press('1', 'Enter', 'Enter');
    expect(keyer.state.current).toBe('q5.comment');
    keyer.press('Enter');
    expect(keyer.lastOf('finish')).toBeDefined();
    expect(keyer.saved.has(fieldId('q4.comment'))).toBe(true);
  });
});

describe('lamps', () => {
  it('are lit from any field, which is neither left nor changed by it', () => {
    const keyer = pretendKeyer(reference);
    keyer.type('Half a na');
    keyer.press('F9', 'Shift+F9', 'Shift+F9', 'F10', 'F10');
    expect(savedMarks(keyer)).toEqual({
      'lamp.confidential': says('yes'),
      'lamp.contact': says('no'),
      'lamp.acknowledge': null,
    });
    expect(keyer.state.current).toBe('name');
    keyer.press('Enter');
    expect(keyer.saved.get(fieldId('name'))?.mark).toEqual(says('Half a na'));
  });

  it('the reason for confidentiality is gone to, and left for where one was', () => {
    const keyer = pretendKeyer(reference);
    types(keyer, 'A. Nobody');
    keyer.do({ do: 'go-to', field: fieldId('lamp.confidential.reason') });
    keyer.type('My employer');
    keyer.press('Enter');
    expect(keyer.saved.get(fieldId('lamp.confidential.reason'))?.mark).toEqual(says('My employer'));
    expect(keyer.state.current).toBe('organisation');
  });
});

describe('whatever is pressed', () => {
  const acts = fc.array(
    fc.oneof(
      fc
        .constantFrom('Enter', 'Tab', 'Shift+Tab', '1', '2', '3', '9', 'F4', 'Shift+F4', 'F7', 'F9', 'F10')
        .map((key) => ({ press: key })),
      fc
        .constantFrom('Shift+ArrowUp', 'Shift+ArrowDown', 'Ctrl+Home', 'Ctrl+End', 'Ctrl+Enter')
        .map((key) => ({
          press: key,
        })),
      fc.constantFrom('Smith', '3/4/2007', '12', ' ').map((text) => ({ type: text })),
      fc.constant({ rest: true }),
      fc.constantFrom('as-on-paper' as const, 'ticks-first' as const).map((order) => ({ order })),
    ),
    { maxLength: 60 },
  );

  it('the state’s marks are what was saved, the cursor is on a field, and finishing leaves nothing unasked', () => {
    fc.assert(
      fc.property(acts, fc.constantFrom(benches, reference), (list, pack) => {
        const keyer = pretendKeyer(pack, { previous: { name: says('A. Nobody'), type: says('trader') } });
        for (const act of list) {
          if ('press' in act) keyer.press(act.press);
          else if ('type' in act) {
            if (isTextual(currentField(keyer.state))) keyer.type(act.type);
          } else if ('order' in act) keyer.do({ do: 'set-order', order: act.order });
          else keyer.rest();
          expect(keyer.state.form.byId.has(keyer.state.current)).toBe(true);
          for (const [field, { mark }] of keyer.saved) expect(keyer.state.marks[field] ?? null).toEqual(mark);
          for (const field of keyer.state.form.fields) {
            if (keyer.state.marks[field.id] !== undefined) expect(keyer.saved.has(field.id)).toBe(true);
          }
          const finish = keyer.effects.at(-1);
          if (finish?.kind === 'finish') {
            const open = keyer.state.ordered.filter(
              (field) =>
                !keyer.state.skipped.has(field.id) &&
                keyer.state.marks[field.id] === undefined &&
                !(finish.restBlank === 'comments' && field.kind === 'comment'),
            );
            expect(open).toEqual([]);
          }
        }
      }),
    );
  });

  it('a crash loses at most what was typed since the last rest: the saved marks open to the same state', () => {
    fc.assert(
      fc.property(acts, (list) => {
        const keyer = pretendKeyer(benches);
        for (const act of list) {
          if ('press' in act) keyer.press(act.press);
          else if ('type' in act && isTextual(currentField(keyer.state))) {
            keyer.type(act.type);
            keyer.rest();
          }
        }
        const marks = Object.fromEntries(
          [...keyer.saved].flatMap(([field, { mark }]) => (mark === null ? [] : [[field, mark]])),
        );
        const again = pretendKeyer(benches, { marks });
        expect([...again.state.skipped]).toEqual([...keyer.state.skipped]);
        for (const field of keyer.state.form.fields)
          expect(textOf(again.state.marks[field.id])).toBe(textOf(keyer.state.marks[field.id]));
      }),
    );
  });
});
