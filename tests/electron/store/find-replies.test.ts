import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { everyReply, type ReplyFilter } from '../../../contract/bridge/replies.ts';
import { excludeReply } from '../../../electron/postroom/exclude-reply.ts';
import type { Batch } from '../../../contract/records/batch.ts';
import type { Reply } from '../../../contract/records/reply.ts';
import { findReplies, MOST_MATCHES } from '../../../electron/store/queries/find-replies.ts';
import { onlookerOf } from '../../../electron/store/queries/kept-blind.ts';
import { searchMatchOf } from '../../../electron/store/queries/search-match.ts';
import { fillWithReplies } from '../../support/many-replies.ts';
import { keyByHand } from '../../support/key-by-hand.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';
import { aBatch, aReply, BENCHES, CWS, loadBothConsultations } from '../../support/post-room.ts';

let here: TemporaryDesk;
const find = (filter: Partial<ReplyFilter>, offset = 0, limit = 100): ReturnType<typeof findReplies> =>
  findReplies(here.desk.db, {
    filter: { ...everyReply, ...filter },
    offset,
    limit,
    onlooker: onlookerOf(here.desk.person),
  });
const serials = (filter: Partial<ReplyFilter>): string[] => find(filter).rows.map((row) => row.serialLabel);

describe('a few replies', () => {
  let post: Batch;
  let email: Batch;
  let late: Reply;
  beforeAll(() => {
    here = openTemporaryDesk();
    const { desk } = here;
    loadBothConsultations(desk);
    post = aBatch(desk);
    email = aBatch(desk, { channel: 'email' });
    const [one, two, three] = [aReply(desk, post), aReply(desk, email), aReply(desk, post)];
    late = aReply(desk, aBatch(desk, { receivedDate: '2007-07-02' }));
    const bench = aReply(desk, aBatch(desk, { consultationId: BENCHES }));
    keyByHand(desk, one.id, { name: 'Zoë O’Specimen (invented)', postcode: 'ZZ99 3VZ' });
    keyByHand(desk, two.id, { organisation: 'Invented & Sons "Ltd" NEAR(1)', postcode: 'ZZ993WZ' });
    keyByHand(desk, bench.id, { name: 'Zoe Fictitious', organisation: '123 Club' });
    excludeReply(desk, { replyId: three.id, reason: 'duplicate', note: '' });
  });
  afterAll(() => here.clear());

  it('come newest first, of all consultations', () => {
    expect(serials({})).toEqual(['BEN-000001', 'CWS-000004', 'CWS-000003', 'CWS-000002', 'CWS-000001']);
  });

  it('are filtered by consultation, batch, place, stage, channel and lateness', () => {
    expect(serials({ consultationId: BENCHES })).toEqual(['BEN-000001']);
    expect(serials({ batchId: post.id })).toEqual(['CWS-000003', 'CWS-000001']);
    expect(serials({ place: 'excluded' })).toEqual(['CWS-000003']);
    expect(serials({ place: 'keyed', consultationId: CWS })).toEqual(['CWS-000002', 'CWS-000001']);
    expect(serials({ stage: 'sealed' })).toEqual([]);
    expect(serials({ stage: 'only-here' })).toHaveLength(5);
    expect(serials({ channel: 'email' })).toEqual(['CWS-000002']);
    expect(serials({ isLateOnly: true })).toEqual([late.serialLabel]);
    expect(serials({ hasOpenQueryOnly: true })).toEqual([]);
  });

  it.each(['2', '000002', 'CWS-2', 'cws 000002', ' CWS-000002 '])('are found by serial: “%s”', (text) => {
    expect(serials({ text })).toEqual(['CWS-000002']);
  });

  it('of a serial that two consultations have are both found', () => {
    expect(serials({ text: '000001' })).toEqual(['BEN-000001', 'CWS-000001']);
    expect(serials({ text: 'BEN-1' })).toEqual(['BEN-000001']);
  });

  it('of that serial come before those that only have the number in a name', () => {
    expect(serials({ text: '1' })).toEqual(['BEN-000001', 'CWS-000001', 'CWS-000002']);
    expect(serials({ text: '123' })).toEqual(['BEN-000001']);
  });

  it.each([
    ['zoe', ['BEN-000001', 'CWS-000001']],
    ['Zoë', ['BEN-000001', 'CWS-000001']],
    ['spec zo', ['CWS-000001']],
    ['invent', ['CWS-000002', 'CWS-000001']],
    ['ZZ99', ['CWS-000002', 'CWS-000001']],
    ['zz993vz', ['CWS-000001']],
    ['ZZ99 3VZ', ['CWS-000001']],
    ['ZZ99 3WZ', ['CWS-000002']],
    ['zz993wz', ['CWS-000002']],
    ['nobody', []],
    ['  ', ['BEN-000001', 'CWS-000004', 'CWS-000003', 'CWS-000002', 'CWS-000001']],
    ['&', []],
  ])('are found by name, organisation and postcode, from the beginning of a word: “%s”', (text, found) => {
    expect(serials({ text })).toEqual(found);
  });

  it.each([
    '"Ltd"',
    'NEAR(1)',
    "O'Specimen",
    '"',
    '*',
    'a AND',
    '(',
    'name:zoe',
    '-',
    '\u0000',
    'NOT',
    '^zoe',
  ])('are not found by, or harmed by, search language: %s', (text) => {
    expect(() => find({ text })).not.toThrow();
  });

  it('whatever is typed, the search is carried out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        find({ text });
        return true;
      }),
      { numRuns: 500 },
    );
  });

  it('pages join up without a reply missing or twice', () => {
    const pages = [0, 2, 4].flatMap((offset) => find({}, offset, 2).rows);
    expect(pages.map((row) => row.serialLabel)).toEqual(serials({}));
    expect(find({}, 2, 2).total).toBe(5);
  });
});

it('a postcode is looked for with and without its space', () => {
  expect(searchMatchOf('zz993vz')).toBe('("zz993vz"* OR "zz99 3vz")');
  expect(searchMatchOf('zz99 3vz')).toBe('("zz99 3vz" OR "zz993vz"*)');
  expect(searchMatchOf('say "so"')).toBe('"say"* AND """so"""*');
  expect(searchMatchOf(' - ')).toBeNull();
});

describe('13,000 replies', () => {
  beforeAll(() => {
    here = openTemporaryDesk();
    loadBothConsultations(here.desk);
    fillWithReplies(here.desk, 13_000);
  });
  afterAll(() => here.clear());

  it('are counted and paged to the very end, from the reader thread', async () => {
    const last = await here.desk.reader.ask('findReplies', {
      filter: everyReply,
      offset: 12_990,
      limit: 100,
      onlooker: onlookerOf(here.desk.person),
    });
    expect(last.total).toBe(13_000);
    expect(last.rows.map((row) => row.serial)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('of a word that too many have are counted up to the limit, and said to be more', () => {
    const found = find({ text: 'invented' });
    expect(found).toMatchObject({ total: MOST_MATCHES, isTotalAtLeast: true });
    expect(found.rows[0]!.serial).toBe(12_998);
    expect(find({ text: 'person7777' })).toMatchObject({ total: 1, isTotalAtLeast: false });
  });

  it('are each found by the beginning of a name among all the others', () => {
    const found = find({ text: 'person123 invented' });
    expect(found.rows.map((row) => row.name).every((name) => name.startsWith('Person123'))).toBe(true);
    // 123, 1230–1239, 12300–12399, without the two in ten that aren’t keyed.
    expect(found.total).toBe(1 + 8 + 80);
  });

  it('agree in number with the adding-up line', async () => {
    const [summary] = await here.desk.reader.ask('summariseConsultations', onlookerOf(here.desk.person));
    for (const place of ['outstanding', 'keyed', 'excluded'] as const) {
      expect(find({ consultationId: CWS, place }, 0, 1).total).toBe(summary!.count[place]);
    }
  });
});
