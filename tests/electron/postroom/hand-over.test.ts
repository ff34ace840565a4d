import { afterEach, beforeEach, expect, it } from 'vitest';
import { everyReply } from '../../../contract/bridge/replies.ts';
import type { Batch } from '../../../contract/records/batch.ts';
import { fieldId } from '../../../contract/records/field-id.ts';
import { PersonId } from '../../../contract/records/id.ts';
import type { Reply } from '../../../contract/records/reply.ts';
import { decide } from '../../../electron/checking/decide.ts';
import { contestDecision } from '../../../electron/checking/differences.ts';
import { openCheck } from '../../../electron/checking/open-check.ts';
import { openKeying } from '../../../electron/keying/open-keying.ts';
import { daySheet } from '../../../electron/postroom/day-sheet.ts';
import { excludeReply } from '../../../electron/postroom/exclude-reply.ts';
import { handOver } from '../../../electron/postroom/hand-over.ts';
import { listReplies } from '../../../electron/postroom/list-replies.ts';
import { showReply } from '../../../electron/postroom/show-reply.ts';
import { sealBatch } from '../../../electron/sealing/seal-batch.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { keysAgainToTheEnd, keysFirst, plans } from '../../support/checked-replies.ts';
import { keys, keysToTheEnd, refusalOf, says } from '../../support/keyed-replies.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../../support/post-room.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';

let here: TemporaryDesk;
let first: Desk;
let second: Desk;
let supervisor: Desk;
let batch: Batch;
beforeEach(() => {
  here = openTemporaryDesk();
  loadBothConsultations(here.desk);
  plans(here.desk);
  first = here.as(here.people.firstKeyer);
  second = here.as(here.people.secondKeyer);
  supervisor = here.desk;
  batch = aBatch(first, { consultationId: BENCHES, documentCount: 4 });
});
afterEach(() => here.clear());

it('a half-keyed batch goes to somebody else in one step, and what was keyed is kept', () => {
  const reply = aReply(first, batch);
  keys(first, openKeying(first, reply.id), 'name', says('Half Keyed (invented)'));
  expect(refusalOf(() => openKeying(second, reply.id))).toMatchObject({ code: 'KEYED_BY_ANOTHER' });
  const done = handOver(supervisor, { batchId: batch.id, toPersonId: second.person.id });
  expect(done).toEqual({ handed: [reply.serialLabel], left: [] });
  const sheet = openKeying(second, reply.id);
  expect(sheet.marks['name']?.mark).toEqual(says('Half Keyed (invented)'));
  expect(sheet.place).toBe('name');
  keysToTheEnd(second, sheet, { name: says('Half Keyed (invented)') });
  // Who had a hand in it can't be the one who keys it again.
  expect(refusalOf(() => openCheck(first, reply.id))).toMatchObject({ code: 'KEYED_BY_YOU' });
  expect(openCheck(supervisor, reply.id).reply.id).toBe(reply.id);
});

it('a second keying isn’t given to who keyed the first, and is named', () => {
  const reply = aReply(first, batch);
  keysFirst(first, reply.id);
  openCheck(second, reply.id);
  expect(handOver(supervisor, { batchId: batch.id, toPersonId: first.person.id })).toEqual({
    handed: [],
    left: [reply.serialLabel],
  });
  expect(handOver(supervisor, { batchId: batch.id, toPersonId: supervisor.person.id }).handed).toEqual([
    reply.serialLabel,
  ]);
});

it('a second keying isn’t given to who has looked at the first, and a first keying is', () => {
  const [again, begun] = [aReply(first, batch), aReply(first, batch)];
  keysFirst(first, again.id);
  showReply(supervisor, { replyId: again.id });
  openCheck(second, again.id);
  keys(first, openKeying(first, begun.id), 'name', says('Half Keyed (invented)'));
  showReply(supervisor, { replyId: begun.id });
  expect(handOver(supervisor, { batchId: batch.id, toPersonId: supervisor.person.id })).toEqual({
    handed: [begun.serialLabel],
    left: [again.serialLabel],
  });
});

it('nobody gets what isn’t there, or who has left', () => {
  const nobody = PersonId.parse('0196a000-0000-7000-8000-000000000009');
  expect(refusalOf(() => handOver(supervisor, { batchId: batch.id, toPersonId: nobody }))).toMatchObject({
    code: 'PERSON_UNKNOWN',
  });
  expect(handOver(supervisor, { batchId: batch.id, toPersonId: first.person.id })).toEqual({
    handed: [],
    left: [],
  });
});

it('the day sheet says of each channel where everything stands, and what was done', async () => {
  const period = { consultationId: BENCHES, fromMs: 0, toMs: 8.64e15 };
  const [verified, differing, waiting, outstanding] = [1, 2, 3, 4].map(() => aReply(first, batch)) as [
    Reply,
    Reply,
    Reply,
    Reply,
  ];
  keysFirst(first, verified.id);
  keysAgainToTheEnd(second, verified.id);
  keysFirst(first, differing.id, { type: says('resident') });
  keysAgainToTheEnd(second, differing.id, { type: says('trader') });
  keysFirst(first, waiting.id);
  const type = fieldId('type');
  decide(supervisor, { replyId: differing.id, field: type, choice: 'first', mark: null, fault: 'second' });
  contestDecision(second, { replyId: differing.id, field: type, reason: 'Look again.' });
  const byHand = aBatch(first, { consultationId: BENCHES, channel: 'hand', documentCount: 1 });
  excludeReply(first, { replyId: aReply(first, byHand).id, reason: 'duplicate', note: '' });
  sealBatch(first, { batchId: byHand.id });
  const sheet = await daySheet(supervisor, period);
  expect(sheet.channels).toEqual([
    {
      channel: 'hand',
      received: 1,
      keyed: 0,
      excluded: 1,
      outstanding: 0,
      verified: 0,
      toKeyAgain: 0,
      toDecide: 0,
      sealed: 1,
      sent: 0,
      receipted: 0,
    },
    {
      channel: 'post',
      received: 4,
      keyed: 3,
      excluded: 0,
      outstanding: 1,
      verified: 1,
      toKeyAgain: 1,
      toDecide: 1,
      sealed: 0,
      sent: 0,
      receipted: 0,
    },
  ]);
  expect(sheet.done).toEqual([
    { channel: 'hand', logged: 1, keyed: 0, keyedAgain: 0, decided: 0, sealed: 1 },
    { channel: 'post', logged: 4, keyed: 3, keyedAgain: 2, decided: 1, sealed: 0 },
  ]);
  // Each figure leads to a list that is as long.
  for (const [stage, reply] of [
    ['verified', verified],
    ['to-key-again', waiting],
    ['to-decide', differing],
  ] as const) {
    const filter = { ...everyReply, consultationId: BENCHES, channel: 'post', stage } as const;
    const { total, rows } = await listReplies(supervisor, { filter, offset: 0, limit: 10 });
    expect({ total, ids: rows.map(({ id }) => id) }, stage).toEqual({ total: 1, ids: [reply.id] });
  }
  expect(sheet.oldestOutstanding).toMatchObject({
    serialLabel: outstanding.serialLabel,
    batchNumber: batch.number,
  });
  expect((await daySheet(supervisor, { ...period, toMs: 1 })).done).toEqual([]);
});
