import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SamplePost } from '../../../contract/records/sample-post.ts';
import { fieldsOf, lampsOf } from '../../../contract/rules/fields.ts';
import { isLate } from '../../../contract/rules/lateness.ts';
import { checkMark, isLit, isUnreadable } from '../../../contract/rules/marks.ts';
import { readPack } from '../../../contract/rules/read-pack.ts';
import { routedOver } from '../../../contract/rules/routing.ts';
import type { SampleFlag, SampleReply } from '../../../contract/records/sample-post.ts';

const resources = new URL('../../../resources/', import.meta.url);
const folder = new URL('sample-post/', resources);
const post = SamplePost.parse(JSON.parse(readFileSync(new URL('sample-post.json', folder), 'utf8')));
const reading = readPack(readFileSync(new URL('consultations/cws-2007.json', resources), 'utf8'));
if (!reading.ok) throw new Error('has mistakes');
const { pack } = reading;
const fields = fieldsOf(pack);

function flagged(flag: SampleFlag): readonly SampleReply[] {
  return post.replies.filter((reply) => reply.flags.includes(flag));
}

/** Width and height as the JPEG's own frame header has them. */
function sizeOf(jpeg: Buffer): readonly [number, number] {
  let at = 2;
  // Markers C0 to C2 begin the frame; every other segment says how long it is.
  while (jpeg[at + 1]! < 0xc0 || jpeg[at + 1]! > 0xc2) at += 2 + jpeg.readUInt16BE(at + 2);
  return [jpeg.readUInt16BE(at + 7), jpeg.readUInt16BE(at + 5)];
}

describe('the sample post', () => {
  it('is fourteen replies to the consultation that ships, numbered in order; two of them are keyed', () => {
    expect(post.consultationId).toBe(pack.id);
    expect(post.replies.map((reply) => Number(reply.id))).toEqual(
      Array.from({ length: 14 }, (_, at) => at + 1),
    );
    expect(post.replies.filter((reply) => reply.keyedOtherwise !== null).map(({ id }) => id)).toEqual([
      '13',
      '14',
    ]);
  });

  it('every sheet is there, none is left over, and they are small', () => {
    const listed = post.replies.flatMap((reply) => reply.pages);
    const present = readdirSync(folder).filter((file) => file.endsWith('.jpg'));
    expect(present.toSorted()).toEqual(listed.toSorted());
    const jpegs = listed.map((file) => readFileSync(new URL(file, folder)));
    for (const jpeg of jpegs) {
      expect(sizeOf(jpeg)).toEqual([1000, 1414]);
      expect(jpeg.length).toBeLessThan(120_000);
    }
    expect(jpegs.reduce((total, jpeg) => total + jpeg.length, 0)).toBeLessThan(3_000_000);
  });

  it.each(post.replies.map((reply) => [reply.id, reply] as const))(
    'reply %s: what is expected fits the form, complete and without a complaint',
    (_id, reply) => {
      const all = [...fields, ...lampsOf(pack)];
      for (const [id, mark] of Object.entries(reply.expected)) {
        const field = all.find((candidate) => candidate.id === id);
        expect(field, id).toBeDefined();
        expect(checkMark(field!, mark), id).toBeNull();
      }
      const skipped = routedOver(pack, fields, reply.expected);
      const asked = fields.filter((field) => !skipped.has(field.id)).map((field) => String(field.id));
      expect(Object.keys(reply.expected)).toEqual(expect.arrayContaining(asked));
      expect(reply.flags.includes('late')).toBe(isLate(reply.receivedDate, pack.closesOn));
      expect(reply.flags.includes('confidential')).toBe(isLit(reply.expected['lamp.confidential']));
      expect(reply.flags.includes('illegible')).toBe(Object.values(reply.expected).some(isUnreadable));
      expect(reply.flags.includes('spoilt')).toBe(
        Object.values(reply.expected).some((mark) => mark.kind === 'spoilt'),
      );
      expect(reply.flags.includes('enclosure')).toBe(reply.enclosures !== '');
      expect(reply.signatures !== null).toBe(reply.kind === 'petition');
    },
  );

  it.each<[SampleFlag, number]>([
    ['spoilt', 1],
    ['illegible', 1],
    ['late', 1],
    ['confidential', 1],
    ['campaign', 2],
    ['petition', 1],
    ['enclosure', 1],
    ['anonymous', 1],
    ['contradiction', 1],
    ['routed', 1],
  ])('has one that is %s (%i)', (flag, count) => {
    expect(flagged(flag)).toHaveLength(count);
  });

  it('has a letter without a form that belongs to no campaign', () => {
    const letter = flagged('no-form').find(
      (reply) => reply.kind === 'letter' && !reply.flags.includes('campaign'),
    );
    expect(letter?.expected['type']).toEqual({ kind: 'blank' });
    expect(letter?.expected['q6.comment']).toMatchObject({ kind: 'value' });
  });

  it('the two of the campaign say the same, and one adds to it', () => {
    const [first, second] = flagged('campaign').map((reply) => reply.expected['q13.comment']);
    if (first?.kind !== 'value' || second?.kind !== 'value') throw new Error('nothing to compare');
    expect(String(second.value).startsWith(String(first.value))).toBe(true);
    expect(second.value).not.toBe(first.value);
  });

  it('nobody in it could be taken for somebody: every name says that it is invented', () => {
    for (const { expected } of post.replies) {
      const name = expected['name'];
      expect(
        name?.kind === 'blank' || (name?.kind === 'value' && /^invented /i.test(String(name.value))),
      ).toBe(true);
    }
  });
});
