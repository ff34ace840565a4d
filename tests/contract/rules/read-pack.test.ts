import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPack } from '../../../contract/rules/read-pack.ts';
import { referencePackText } from '../../support/reference-form.ts';

/** The paths of the mistakes in the reference form after some of its values are replaced (undefined: removed). */
function pathsAfter(edits: Readonly<Record<string, unknown>>): readonly string[] {
  const pack: unknown = JSON.parse(referencePackText());
  for (const [path, value] of Object.entries(edits)) {
    const keys = path.split(/[.[\]]+/).filter((key) => key !== '');
    const last = keys.pop()!;
    const parent = keys.reduce<unknown>((from, key) => (from as Record<string, unknown>)[key], pack);
    (parent as Record<string, unknown>)[last] = value;
  }
  const reading = readPack(JSON.stringify(pack));
  return reading.ok ? [] : reading.mistakes.map((mistake) => mistake.path);
}

function shipped(name: string): string {
  return readFileSync(new URL(`../../../resources/consultations/${name}.json`, import.meta.url), 'utf8');
}

describe('the packs that ship', () => {
  it.each(['cws-2007', 'example-benches'])('%s reads without a mistake', (name) => {
    expect(readPack(shipped(name))).toMatchObject({ ok: true, pack: { id: name } });
  });

  it('cws-2007 carries what was published of the consultation', () => {
    const reading = readPack(shipped('cws-2007'));
    if (!reading.ok) throw new Error('has mistakes');
    const { pack } = reading;
    expect(pack).toMatchObject({
      title: 'Children’s Workforce Strategy Update – Spring 2007, A Consultation',
      department: 'Department for Education and Skills',
      departmentChanges: [{ on: '2007-06-28', name: 'Department for Children, Schools and Families' }],
      issuedOn: '2007-03-29',
      closesOn: '2007-06-30',
      audience: 'All involved in working with children; their employers; and parents.',
      resultsDue: expect.stringContaining('Autumn 2007'),
      contacts: {
        returning: 'Completed questionnaires and other responses',
        email: 'CWS.CONSULTATION@dfes.gsi.gov.uk',
        enquiries: { name: 'Alistair McMillan', telephone: '020 7925 6964' },
        copies: { hard: { telephone: '0207 925 6964' } },
      },
    });
    expect(pack.contacts.postal.join(', ')).toBe(
      'Consultation Unit, Area 1A, Castle View House, East Lane, Runcorn, WA7 2GJ',
    );
    expect(pack.contacts.copies.hard?.postal.join(', ')).toBe(
      'DfES, Level 2E, Sanctuary Buildings, London, SW1P 3BT',
    );
    expect(pack.contacts.copies.electronic.join(' ')).toMatch(
      /dfes\.gov\.uk\/consultations\/.*everychildmatters\.gov\.uk\/childrensworkforcestrategy\/.*teachernet\.gov\.uk\/publications/,
    );
    expect(pack.background).toContain('Chapter 10');
    expect(pack.closingNote).toContain('Saturday');
    for (const act of [
      'Freedom of Information Act 2000',
      'Environmental Information',
      'Data Protection Act 1998',
    ]) {
      expect(pack.statement).toContain(act);
    }
  });

  it('cws-2007 has every kind of question, each marked as a placeholder', () => {
    const reading = readPack(shipped('cws-2007'));
    if (!reading.ok) throw new Error('has mistakes');
    const items = reading.pack.sections.flatMap((section) => section.items);
    const questions = items.filter((item) => item.role === undefined);
    const type = items.find((item) => item.role === 'respondent-type');
    expect(type?.tick?.options).toHaveLength(12);
    expect(type?.tick?.options.at(-1)).toMatchObject({ label: 'Other – please specify', asksText: true });
    expect(questions.filter((item) => item.tick?.kind === 'one' && item.comment)).toHaveLength(8);
    expect(questions.filter((item) => item.tick?.kind === 'many')).toHaveLength(1);
    expect(
      questions.filter((item) => !item.tick && item.comment && /theme/.test(item.text)).length,
    ).toBeGreaterThan(3);
    expect(questions.some((item) => item.routes)).toBe(true);
    expect(items.filter((item) => item.role === 'profile').length).toBeGreaterThan(1);
    expect([...questions, type].every((item) => item?.isPlaceholder)).toBe(true);
    expect(reading.pack.notice).toContain('placeholders');
  });
});

describe('a pack with mistakes', () => {
  it('every mistake is reported at once, by its path', () => {
    const found = pathsAfter({
      title: undefined,
      closesOn: '2007-02-30',
      colour: 'red',
      'sections[0].items[1].id': 'name',
      'sections[0].items[2].entry': { kind: 'number', min: 5, max: 4 },
      'sections[1].items[0].tick.options': [],
      'sections[1].items[1].tick.options[2].code': 'agree',
      'sections[1].items[2].number': '2',
      'sections[1].items[3].routes': [{ option: 'maybe', goTo: 'q1' }],
      'sections[1].items[8].comment': undefined,
    });
    expect([...found].sort()).toEqual([
      'closesOn',
      'colour',
      'sections[0].items[1].id',
      'sections[0].items[2].entry.max',
      'sections[1].items[0].tick.options',
      'sections[1].items[1].tick.options[2].code',
      'sections[1].items[2].number',
      'sections[1].items[3].routes[0].goTo',
      'sections[1].items[3].routes[0].option',
      'sections[1].items[8]',
      'title',
    ]);
  });

  const tooMany = Array.from({ length: 39 }, (_, n) => ({ code: `c${n}`, label: 'x' }));
  const q1 = 'sections[1].items[0]';
  it.each<[string, string, Readonly<Record<string, unknown>>]>([
    ['more options than keys', `${q1}.tick.options`, { [`${q1}.tick.options`]: tooMany }],
    [
      'two options that ask for text',
      `${q1}.tick.options[1].asksText`,
      { [`${q1}.tick.options[0].asksText`]: true, [`${q1}.tick.options[1].asksText`]: true },
    ],
    ['a type with several ticks', 'sections[0].items[7].tick', { 'sections[0].items[7].tick.kind': 'many' }],
    ['two names', 'sections[0].items[1].role', { 'sections[0].items[1].role': 'name' }],
    ['a question without a number', `${q1}.number`, { [`${q1}.number`]: undefined }],
    ['a route to nowhere', `${q1}.routes[0].goTo`, { [`${q1}.routes`]: [{ option: 'agree', goTo: 'q99' }] }],
    [
      'a route without a tick',
      'sections[1].items[8].routes[0]',
      { 'sections[1].items[8].routes': [{ option: 'agree', goTo: 'q10' }] },
    ],
    [
      'an option that sends on twice',
      `${q1}.routes[1].option`,
      {
        [`${q1}.routes`]: [
          { option: 'agree', goTo: 'q3' },
          { option: 'agree', goTo: 'q4' },
        ],
      },
    ],
    ['an entry beside a tick', q1, { [`${q1}.entry`]: { kind: 'text' } }],
    ['closing before the issue', 'closesOn', { closesOn: '2006-01-01' }],
    ['two sections of one id', 'sections[1].id', { 'sections[1].id': 'you' }],
    ['the lamps’ own name', 'sections[0].items[0].id', { 'sections[0].items[0].id': 'lamp' }],
    ['a prefix in small letters', 'serialPrefix', { serialPrefix: 'ref' }],
    ['an empty label', 'lamps.confidential.reasonLabel', { 'lamps.confidential.reasonLabel': ' ' }],
  ])('%s: %s', (_what, path, edits) => {
    expect(pathsAfter(edits)).toEqual([path]);
  });

  it('says where the text stops being JSON', () => {
    expect(readPack('{\n  "format": "postbag-pack/1",\n  "id" "x"\n}')).toEqual({
      ok: false,
      mistakes: [{ path: 'line 3, column 8', message: expect.stringContaining('should be :') }],
    });
    expect(readPack('')).toMatchObject({ ok: false, mistakes: [{ path: 'line 1, column 1' }] });
  });

  it('a key that stands twice is a mistake, not the last one', () => {
    const text = referencePackText().replace('"closesOn"', '"closesOn":"2007-01-01","closesOn"');
    expect(readPack(text)).toMatchObject({ ok: false, mistakes: [{ path: 'closesOn' }] });
  });

  it('refuses hostile files: prototype keys, nesting, size, a number as large as a book', () => {
    expect(readPack(referencePackText().replace('{', '{"__proto__":{"ok":true},'))).toMatchObject({
      ok: false,
      mistakes: [{ path: '__proto__' }],
    });
    expect(readPack(`${'['.repeat(100_000)}`)).toMatchObject({
      ok: false,
      mistakes: [{ path: 'line 1, column 17' }],
    });
    expect(readPack(' '.repeat(2_000_001))).toMatchObject({ ok: false, mistakes: [{ path: '' }] });
    const manyWrong = readPack(JSON.stringify({ sections: Array.from({ length: 3_000 }, () => 1) }));
    expect(manyWrong.ok ? 0 : manyWrong.mistakes.length).toBeLessThanOrEqual(501);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.json(), fc.string(), fc.string({ unit: 'binary' })),
        (text) => !readPack(text).ok,
      ),
    );
  });

  it('never throws when one value anywhere is replaced by anything', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.jsonValue(), (place, value) => {
        let at = 0;
        const text = JSON.stringify(JSON.parse(referencePackText()), (_key, old: unknown) =>
          at++ === place ? value : old,
        );
        const reading = readPack(text ?? '');
        return reading.ok || reading.mistakes.length > 0;
      }),
    );
  });
});
