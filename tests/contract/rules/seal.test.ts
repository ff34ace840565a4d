import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConsultationId, PackHash, PersonId, ReplyId, BatchId } from '../../../contract/records/id.ts';
import type { Mark } from '../../../contract/records/mark.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { fieldsOf, lampsOf } from '../../../contract/rules/fields.ts';
import { routedOver } from '../../../contract/rules/routing.ts';
import type { Marks } from '../../../contract/rules/routing.ts';
import { sealedReply } from '../../../contract/rules/seal.ts';
import type { SealFacts } from '../../../contract/rules/seal.ts';
import { readPack } from '../../../contract/rules/read-pack.ts';
import { canonicalJson } from '../../../contract/sync/canonical-json.ts';
import { EventId } from '../../../contract/sync/ids.ts';
import { readFileSync } from 'node:fs';

const reading = readPack(
  readFileSync(new URL('../../../resources/consultations/cws-2007.json', import.meta.url), 'utf8'),
);
if (!reading.ok) throw new Error('the shipped pack has mistakes');
const { pack } = reading;
const fields = fieldsOf(pack);
const lamps = lampsOf(pack);

const blank: Mark = { kind: 'blank' };
const id = '01890a5d-ac96-774b-bcce-b3020990000';

function factsOf(marks: Marks | null, changes: Partial<SealFacts> = {}): SealFacts {
  return {
    eventId: EventId.parse(`${id}1`),
    pack,
    packHash: PackHash.parse('ab'.repeat(32)),
    batch: {
      id: BatchId.parse(`${id}2`),
      number: 7,
      channel: 'post',
      receivedDate: '2007-06-04',
      documentCount: 25,
    },
    reply: {
      id: ReplyId.parse(`${id}3`),
      consultationId: ConsultationId.parse(pack.id),
      serial: 123,
      serialLabel: 'CWS-000123',
      kind: 'questionnaire',
      signatures: null,
      receivedDate: '2007-06-04',
      isLate: false,
      pages: 4,
      enclosures: '',
      exclusion: null,
    },
    keyed:
      marks === null
        ? null
        : { marks, firstKeyer: PersonId.parse(`${id}4`), secondKeyer: null, decider: null },
    notes: 0,
    queries: 0,
    ...changes,
  };
}

const anyText = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !text.includes('\u0000'));
const value = (content: string | string[]): Mark => ({ kind: 'value', value: content });

function anyMark(field: Field): fc.Arbitrary<Mark> {
  const codes = field.options.map((option) => option.code);
  if (codes.length === 0) return fc.oneof(fc.constant(blank), anyText.map(value));
  if (field.kind === 'tick-many') {
    return fc.oneof(fc.constant(blank), fc.subarray(codes, { minLength: 1 }).map(value));
  }
  const one = fc.oneof(fc.constant(blank), fc.constantFrom(...codes).map(value));
  if (codes.length < 2) return one;
  const two = fc.subarray(codes, { minLength: 2 }).map((ticks): Mark => ({ kind: 'spoilt', value: ticks }));
  return fc.oneof(one, two, fc.constant<Mark>({ kind: 'illegible' }));
}

/** Every field marked, routed over or not, and any of the lamps. */
const fullMarks = fc.record(
  Object.fromEntries([...fields, ...lamps].map((field) => [field.id, anyMark(field)])),
  { requiredKeys: fields.map((field) => field.id) },
);

describe('[S1] the document of a reply', () => {
  it('keeps every mark that says something, and every blank where the form asks', () => {
    fc.assert(
      fc.property(fullMarks, (marks) => {
        const skipped = routedOver(pack, fields, marks);
        const document = sealedReply(factsOf(marks));
        for (const field of fields) {
          const isLeftOut = skipped.has(field.id) && marks[field.id]!.kind === 'blank';
          expect(document.marks[field.id]).toEqual(isLeftOut ? undefined : marks[field.id]);
        }
      }),
    );
  });

  it('is the same bytes whichever way the keyer came', () => {
    fc.assert(
      fc.property(fullMarks, fc.infiniteStream(fc.nat()), (marks, order) => {
        const skipped = routedOver(pack, fields, marks);
        const entries = Object.entries(marks)
          // Another keyer never went to the fields that routing passed over, and had nothing to record there.
          .filter(([field, mark]) => !(mark?.kind === 'blank' && [...skipped].some((id) => id === field)))
          .map((entry) => ({ entry, rank: order.next().value }))
          .sort((left, right) => left.rank - right.rank)
          .map(({ entry }) => entry);
        const another = sealedReply(factsOf(Object.fromEntries(entries)));
        expect(canonicalJson(another)).toBe(canonicalJson(sealedReply(factsOf(marks))));
      }),
    );
  });

  it('is not made of a keyed reply in which a field that the form asks has no mark', () => {
    fc.assert(
      fc.property(fullMarks, fc.constantFrom(...fields), (marks, missing) => {
        const { [missing.id]: _taken, ...rest } = marks;
        const isAsked = !routedOver(pack, fields, rest).has(missing.id);
        const make = () => sealedReply(factsOf(rest));
        if (isAsked) expect(make).toThrow('has no mark');
        else expect(make().marks[missing.id]).toBeUndefined();
      }),
    );
  });

  it('is made of a reply that was set aside, however little of it was keyed', () => {
    const exclusion = { reason: 'duplicate', note: 'of CWS-000100' } as const;
    fc.assert(
      fc.property(fc.option(fullMarks), fc.nat({ max: 100 }), (marks, count) => {
        const begun = marks && Object.fromEntries(Object.entries(marks).slice(0, count));
        const facts = factsOf(begun);
        const document = sealedReply({ ...facts, reply: { ...facts.reply, exclusion } });
        expect(document.exclusion).toEqual(exclusion);
        expect(document.keyers.first).toBe(begun ? `${id}4` : null);
      }),
    );
  });

  it('is not made of what is neither keyed nor set aside, nor with a mark that the form does not know', () => {
    expect(() => sealedReply(factsOf(null))).toThrow('neither keyed nor set aside');
    const marks = Object.fromEntries(fields.map((field) => [field.id, blank]));
    expect(() => sealedReply(factsOf({ ...marks, stranger: blank }))).toThrow('no field “stranger”');
  });
});
