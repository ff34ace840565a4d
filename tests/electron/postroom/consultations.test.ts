import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConsultationPack } from '../../../contract/records/consultation-pack.ts';
import { ConsultationId, PackHash, type ReplyId } from '../../../contract/records/id.ts';
import { isLate } from '../../../contract/rules/lateness.ts';
import { loadPack, packHashOf } from '../../../electron/postroom/consultations/load-pack.ts';
import { listShippedPacks, loadShippedPack } from '../../../electron/postroom/consultations/shipped-packs.ts';
import { raiseQuery } from '../../../electron/keying/queries.ts';
import { openKeying } from '../../../electron/keying/open-keying.ts';
import { closeQuery, listQueries } from '../../../electron/keying/queries.ts';
import { excludeReply } from '../../../electron/postroom/exclude-reply.ts';
import { newestPack, readPack } from '../../../electron/store/queries/consultations.ts';
import { onlookerOf } from '../../../electron/store/queries/kept-blind.ts';
import { readReply } from '../../../electron/store/queries/replies.ts';
import { keysToTheEnd, refusalOf } from '../../support/keyed-replies.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';
import { aBatch, aQueryId, aReply, BENCHES, CWS, loadBothConsultations } from '../../support/post-room.ts';
import { sealEverything } from '../../support/seal-by-hand.ts';

let here: TemporaryDesk;
beforeEach(() => {
  here = openTemporaryDesk();
});
afterEach(() => here.clear());

const cwsFile = new URL('../../../resources/consultations/cws-2007.json', import.meta.url);
const benchesFile = new URL('../../../resources/consultations/example-benches.json', import.meta.url);
const cwsPack = (): ConsultationPack => ConsultationPack.parse(JSON.parse(readFileSync(cwsFile, 'utf8')));
const load = (pack: unknown): ReturnType<typeof loadPack> =>
  loadPack(here.desk, { text: JSON.stringify(pack) });

describe('shipped packs', () => {
  it('are listed, load in one step, and are known afterwards', () => {
    const before = listShippedPacks(here.desk);
    expect(before.map(({ file, isLoaded }) => [file, isLoaded])).toEqual([
      ['cws-2007.json', false],
      ['example-benches.json', false],
    ]);
    const loaded = loadShippedPack(here.desk, { file: 'cws-2007.json' });
    expect(loaded).toMatchObject({ consultationId: CWS, isNewVersion: false });
    expect(listShippedPacks(here.desk).map(({ isLoaded }) => isLoaded)).toEqual([true, false]);
    expect(refusalOf(() => loadShippedPack(here.desk, { file: 'cws-2007.json' })).code).toBe('PACK_KNOWN');
  });

  it('are read by the folder’s own names only', () => {
    for (const file of ['../../package.json', '/etc/passwd', 'cws-2007', '']) {
      expect(refusalOf(() => loadShippedPack(here.desk, { file })).code).toBe('CONSULTATION_UNKNOWN');
    }
  });
});

describe('the version of a pack', () => {
  it('is the same for the same content, however the file is spelt', () => {
    const pack = cwsPack();
    const { packHash } = load(pack);
    const reordered = Object.fromEntries(Object.entries(pack).toReversed());
    const respelt = `\uFEFF${JSON.stringify(reordered, null, 4)}`;
    expect(refusalOf(() => loadPack(here.desk, { text: respelt })).code).toBe('PACK_KNOWN');
    expect(packHash).toBe(packHashOf(pack));
  });

  it('is kept for ever: an old one opens beside the new one', () => {
    const first = load(cwsPack());
    const second = load({ ...cwsPack(), resultsDue: 'Winter 2007' });
    expect(second.isNewVersion).toBe(true);
    expect(readPack(here.desk.db, first.packHash)?.resultsDue).toBe(cwsPack().resultsDue);
    expect(newestPack(here.desk.db, CWS)).toMatchObject({ hash: second.packHash, version: 2 });
  });

  it('is unknown where it never was', () => {
    expect(readPack(here.desk.db, PackHash.parse('0'.repeat(64)))).toBeUndefined();
    expect(newestPack(here.desk.db, ConsultationId.parse('nowhere'))).toBeUndefined();
  });

  it('judges lateness anew when the closing date moves, but not of what is sealed', () => {
    load(cwsPack());
    const sealedBatch = aBatch(here.desk, { receivedDate: '2007-07-02', documentCount: 1 });
    const sealed = aReply(here.desk, sealedBatch);
    excludeReply(here.desk, { replyId: sealed.id, reason: 'duplicate', note: '' });
    sealEverything(here.desk.db);
    const dates = ['2007-06-29', '2007-06-30', '2007-07-01', '2007-07-06', '2007-07-07', '2007-07-08'];
    const replies = dates.map((receivedDate) => aReply(here.desk, aBatch(here.desk, { receivedDate })));
    load({ ...cwsPack(), closesOn: '2007-07-07' });
    for (const reply of replies) {
      expect(readReply(here.desk.db, reply.id)?.isLate).toBe(isLate(reply.receivedDate, '2007-07-07'));
    }
    expect(readReply(here.desk.db, sealed.id)?.isLate).toBe(true);
  });
});

const texts = (replyId: ReplyId) =>
  listQueries(here.desk, { replyId, isOpenOnly: true }).map(({ text }) => text);

describe('the queries on late replies', () => {
  it('follow the closing date on keyed replies, but stay closed where a person closed them', () => {
    loadBothConsultations(here.desk);
    const pack = ConsultationPack.parse(JSON.parse(readFileSync(benchesFile, 'utf8')));
    const [day, dayAfter, before] = ['2031-01-10', '2031-01-11', '2031-01-09'];
    load({ ...pack, closesOn: day });
    const onDay = (receivedDate: string) =>
      aReply(here.desk, aBatch(here.desk, { consultationId: BENCHES, receivedDate }));
    const [late, seen, inTime] = [onDay(dayAfter), onDay(dayAfter), onDay(day)];
    for (const reply of [late, seen, inTime]) keysToTheEnd(here.desk, openKeying(here.desk, reply.id));
    const unkeyed = onDay(dayAfter);
    const [query] = listQueries(here.desk, { replyId: seen.id, isOpenOnly: true });
    closeQuery(here.desk, { queryId: query!.id, reason: 'Let in by the office' });
    const words = 'Received on 11 January 2031, after the closing date';
    expect(texts(late.id)).toEqual([`${words} 10 January 2031.`]);

    load({ ...pack, closesOn: dayAfter });
    expect([late, seen, inTime, unkeyed].map(({ id }) => texts(id))).toEqual([[], [], [], []]);
    expect(readReply(here.desk.db, late.id)?.openQueries).toBe(0);

    load({ ...pack, closesOn: before });
    expect(texts(late.id)).toEqual([`${words} 9 January 2031.`]);
    expect(texts(seen.id)).toEqual([]);
    expect(texts(inTime.id)).toHaveLength(1);
    expect(texts(unkeyed.id)).toEqual([]);
  });
});

describe('a pack that is refused', () => {
  it('has each of its mistakes named by its path, and changes nothing', () => {
    const pack = { ...cwsPack(), closesOn: '2007-02-30', serialPrefix: 'cws', surplus: 1 };
    const refusal = refusalOf(() => load(pack));
    expect(refusal).toMatchObject({ code: 'PACK_MISTAKES', details: { count: 3 } });
    const { mistakes } = refusal.details as { mistakes: { path: string }[] };
    expect(mistakes.map(({ path }) => path).sort()).toEqual(['closesOn', 'serialPrefix', 'surplus']);
    expect(newestPack(here.desk.db, CWS)).toBeUndefined();
  });

  it('can’t take the letters of another consultation', () => {
    load(cwsPack());
    const refusal = refusalOf(() => load({ ...cwsPack(), id: 'another' }));
    expect(refusal).toEqual({
      code: 'SERIAL_PREFIX_TAKEN',
      details: { consultationId: 'cws-2007', serialPrefix: 'CWS' },
    });
  });

  it('can’t change the letters that stand on paper already', () => {
    load(cwsPack());
    const refusal = refusalOf(() => load({ ...cwsPack(), serialPrefix: 'NEW' }));
    expect(refusal).toMatchObject({
      code: 'PACK_MISTAKES',
      details: { mistakes: [{ path: 'serialPrefix' }] },
    });
  });
});

it('adds up each consultation per channel, from the reader thread', async () => {
  loadBothConsultations(here.desk);
  const post = aBatch(here.desk);
  const email = aBatch(here.desk, { channel: 'email' });
  const [first] = [aReply(here.desk, post), aReply(here.desk, post), aReply(here.desk, email)];
  excludeReply(here.desk, { replyId: first.id, reason: 'not-a-reply', note: '' });
  const sealed = aBatch(here.desk, { documentCount: 1 });
  const last = aReply(here.desk, sealed);
  excludeReply(here.desk, { replyId: last.id, reason: 'duplicate', note: '' });
  sealEverything(here.desk.db);
  const ready = aReply(here.desk, aBatch(here.desk, { channel: 'hand', documentCount: 1 }));
  excludeReply(here.desk, { replyId: ready.id, reason: 'not-a-reply', note: '' });
  const heldUp = aReply(here.desk, aBatch(here.desk, { channel: 'hand', documentCount: 1 }));
  raiseQuery(here.desk, {
    queryId: aQueryId(),
    replyId: heldUp.id,
    field: null,
    kind: 'other',
    text: 'Which is it?',
  });
  excludeReply(here.desk, { replyId: heldUp.id, reason: 'not-a-reply', note: '' });
  const summaries = await here.desk.reader.ask('summariseConsultations', onlookerOf(here.desk.person));
  expect(summaries.map(({ id }) => id)).toEqual([CWS, BENCHES]);
  expect(summaries[0]).toMatchObject({
    closesOn: '2007-06-30',
    serialPrefix: 'CWS',
    count: { received: 6, keyed: 0, excluded: 4, outstanding: 2 },
    perChannel: [
      { channel: 'email', count: { received: 1, keyed: 0, excluded: 0, outstanding: 1 } },
      { channel: 'hand', count: { received: 2, keyed: 0, excluded: 2, outstanding: 0 } },
      { channel: 'post', count: { received: 3, keyed: 0, excluded: 2, outstanding: 1 } },
    ],
    toLog: 47,
    batchesToSeal: 1,
    batchesHeldUp: 1,
    toSeal: 0,
    onlyHere: 1,
    atHeadquarters: 0,
    openQueries: 1,
    threats: 0,
  });
  expect(summaries[1]?.count.received).toBe(0);
});
