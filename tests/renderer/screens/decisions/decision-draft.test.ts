import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DecisionChoice } from '../../../../contract/records/checking.ts';
import { ConsultationPack } from '../../../../contract/records/consultation-pack.ts';
import { faultsOf } from '../../../../contract/rules/checking/faults.ts';
import { fieldsOf, lampsOf } from '../../../../contract/rules/fields.ts';
import {
  faultOf,
  markThatCounts,
  press,
  undecided,
  whyNotYet,
} from '../../../../renderer/screens/decisions/decision-draft.ts';
import { faultKeys } from '../../../../renderer/screens/decisions/decision-words.ts';
import { root } from '../../../support/built-app.ts';
import { blank, says, spoilt } from '../../../support/keyed-replies.ts';

const pack = ConsultationPack.parse(
  JSON.parse(readFileSync(join(root, 'resources/consultations/example-benches.json'), 'utf8')),
);
const fields = [...fieldsOf(pack), ...lampsOf(pack)];
const field = (id: string) => fields.find((each) => each.id === id)!;
const [type, comment, lamp] = [field('type'), field('q4.comment'), field('lamp.acknowledge')];
const difference = { first: says('resident'), second: says('trader') };

describe('a decision', () => {
  it('whatever is pressed, charges nobody whose value counts', () => {
    const keys = fc.array(fc.constantFrom('1', '2', '3', 'k', 'I', 't', 'o', 'x', 'Enter'), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(keys, (pressed) => {
        let draft = undecided;
        for (const key of pressed) draft = press(draft, key, type, difference.first) ?? draft;
        const fault = faultOf(draft);
        if (draft.choice === null) expect(fault).toBeNull();
        else expect(faultsOf(draft.choice)).toContain(fault);
      }),
    );
  });

  it('has a key of its own for each fault that is on offer', () => {
    for (const choice of DecisionChoice.options) {
      const keys = faultsOf(choice).map((fault) => faultKeys[fault]);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.filter((key) => '123'.includes(key))).toEqual([]);
    }
  });

  it('for neither proposes the paper where two ticks were typed, unless something else was chosen', () => {
    const neither = { ...undecided, choice: 'neither' as const, typed: spoilt('resident', 'trader') };
    expect(faultOf(neither)).toBe('two-ticks');
    expect(faultOf(press(neither, 'k', type, difference.first)!)).toBe('both');
  });

  it('for neither is held back where it says what one of the two has', () => {
    expect(whyNotYet(undecided, type, difference)).toContain('Nothing is decided yet');
    const neither = { ...undecided, choice: 'neither' as const };
    expect(whyNotYet({ ...neither, typed: says('resident') }, type, difference)).toContain('Press 1');
    expect(whyNotYet({ ...neither, typed: says('trader') }, type, difference)).toContain('Press 2');
    expect(whyNotYet({ ...neither, typed: says('visitor') }, type, difference)).toBeNull();
  });

  it('for neither with nothing typed is blank, and a lamp that isn’t lit', () => {
    const neither = press(undecided, '3', type, difference.first)!;
    expect(markThatCounts(neither, type, difference)).toEqual(blank);
    expect(markThatCounts(neither, lamp, { first: says('yes'), second: null })).toBeNull();
  });

  it('begins a comment as the first keyer has it, and keeps what was typed while somebody looks again', () => {
    const first = says('More benches');
    const begun = press(undecided, '3', comment, first)!;
    expect(begun.typed).toEqual(first);
    const typed = { ...begun, typed: says('More benches now') };
    const back = press(press(typed, '1', comment, first)!, '3', comment, first)!;
    expect(back.typed).toEqual(says('More benches now'));
  });
});
