import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { canonicalJson } from '../../contract/sync/canonical-json.ts';
import { envelopeLine } from '../../contract/sync/consignment.ts';
import { EventEnvelope, EventKind } from '../../contract/sync/event.ts';
import { readEnvelope } from '../../headquarters/ingest/read-envelope.ts';

const anEnvelope: fc.Arbitrary<EventEnvelope> = fc
  .record({
    seq: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    eventId: fc.uuid({ version: 7 }),
    kind: fc.constantFrom(...EventKind.options),
    consultationId: fc.stringMatching(/^[a-z][a-z0-9-]{1,39}$/),
    replyId: fc.uuid({ version: 7 }),
  })
  .map((envelope) => EventEnvelope.parse(envelope));

/** What the schema makes of it, where it is what the schema would write: the rule that reading has to keep to. */
function bySchema(line: Buffer): EventEnvelope | null {
  try {
    const envelope = EventEnvelope.parse(JSON.parse(line.toString()));
    return lineOf(envelope).equals(line) ? envelope : null;
  } catch {
    return null;
  }
}

const lineOf = (envelope: EventEnvelope): Buffer => Buffer.from(envelopeLine(envelope).trimEnd());

const well = {
  consultationId: 'cws-2007',
  eventId: '0190a5e0-0000-7000-8000-000000000001',
  kind: 'create',
  replyId: '0190a5e0-0000-7000-8000-000000000002',
  seq: 1,
};

describe('the envelope of an event', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(anEnvelope, (envelope) => {
        expect(readEnvelope(lineOf(envelope))).toEqual(envelope);
      }),
    );
  });

  it('is read without the schema as a device writes it', () => {
    const asked = vi.spyOn(JSON, 'parse');
    try {
      const seq = 999_999_999;
      const envelope = EventEnvelope.parse({ ...well, kind: 'revise', seq });
      expect(readEnvelope(lineOf(envelope))).toEqual(envelope);
      expect(asked).not.toHaveBeenCalled();
      expect(readEnvelope(lineOf({ ...envelope, seq: seq + 1 }))).toEqual({ ...envelope, seq: seq + 1 });
      expect(asked).toHaveBeenCalledOnce();
    } finally {
      asked.mockRestore();
    }
  });

  it('is refused in any other form of the same', () => {
    fc.assert(
      fc.property(
        anEnvelope,
        fc.integer({ min: 0, max: 4 }),
        fc.boolean(),
        fc.boolean(),
        (envelope, first, isSpaced, isInCapitals) => {
          const replyId = isInCapitals ? envelope.replyId.toUpperCase() : envelope.replyId;
          const members = Object.entries({ ...envelope, replyId });
          const turned = Object.fromEntries([...members.slice(first), ...members.slice(0, first)]);
          const line = Buffer.from(JSON.stringify(turned, null, isSpaced ? 1 : 0).replaceAll('\n', ' '));
          fc.pre(!line.equals(lineOf(envelope)));
          expect(readEnvelope(line)).toBeNull();
        },
      ),
    );
  });

  it.each([
    ['a member twice', (text: string) => text.replace('{', '{"seq":1,')],
    ['a number written longer', (text: string) => text.replace(':1}', ':1.0}')],
    ['an escape that isn’t needed', (text: string) => text.replace('create', '\\u0063reate')],
    ['a space after it', (text: string) => `${text} `],
    ['a carriage return', (text: string) => `${text}\r`],
  ])('is refused with %s', (_, change) => {
    expect(readEnvelope(Buffer.from(change(canonicalJson(well))))).toBeNull();
  });

  it('is read where it is the schema’s own line and refused else, whatever byte of it is changed, added or left out', () => {
    const aByte = fc.oneof(
      fc.constantFrom(...Buffer.from('{}",:0123456789abcdefABCF- \r\u00e9')),
      fc.nat(255),
    );
    fc.assert(
      fc.property(
        anEnvelope,
        fc.array(fc.tuple(fc.nat(), fc.nat(1), fc.array(aByte, { maxLength: 2 })), { maxLength: 3 }),
        (envelope, changes) => {
          let line = lineOf(envelope);
          for (const [where, gone, put] of changes) {
            const at = where % (line.length + 1);
            line = Buffer.concat([line.subarray(0, at), Buffer.from(put), line.subarray(at + gone)]);
          }
          expect(readEnvelope(line)).toEqual(bySchema(line));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a place that no event has', { seq: 0 }],
    ['a place beyond the last', { seq: 2 ** 31 }],
    ['an id of another version', { eventId: '123e4567-e89b-42d3-a456-426614174000' }],
    ['an id of no variant', { eventId: '0190a5e0-0000-7000-c000-000000000001' }],
    ['a reply’s id of another version', { replyId: '123e4567-e89b-42d3-a456-426614174000' }],
    ['a reply’s id in capitals', { replyId: '0190A5E0-0000-7000-8000-00000000000A' }],
    ['an id in capitals', { eventId: '0190A5E0-0000-7000-8000-00000000000A' }],
    ['a kind that there isn’t', { kind: 'delete' }],
    ['a consultation of one letter', { consultationId: 'c' }],
    ['a member too many', { digest: '0' }],
  ])('is refused with %s', (_, wrong) => {
    expect(readEnvelope(Buffer.from(canonicalJson(well)))).toEqual(well);
    expect(readEnvelope(Buffer.from(canonicalJson({ ...well, ...wrong })))).toBeNull();
  });
});
