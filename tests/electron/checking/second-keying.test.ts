import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fieldId } from '../../../contract/records/field-id.ts';
import type { Mark } from '../../../contract/records/mark.ts';
import type { Reply } from '../../../contract/records/reply.ts';
import { decide } from '../../../electron/checking/decide.ts';
import {
  contestDecision,
  decided,
  takeBackDecision,
  toDecide,
  waiting,
} from '../../../electron/checking/differences.ts';
import { finishCheck } from '../../../electron/checking/finish-check.ts';
import { nextCheck } from '../../../electron/checking/next-check.ts';
import { openCheck } from '../../../electron/checking/open-check.ts';
import { plansOf } from '../../../electron/checking/plans.ts';
import { openKeying } from '../../../electron/keying/open-keying.ts';
import { sealBatch } from '../../../electron/sealing/seal-batch.ts';
import { writeAny } from '../../../electron/store/db.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { readBatch } from '../../../electron/store/queries/batches.ts';
import { readReply } from '../../../electron/store/queries/replies.ts';
import { keysAgain, keysAgainToTheEnd, keysFirst, plans } from '../../support/checked-replies.ts';
import { sealedDocuments } from '../../support/sealed-documents.ts';
import { blank, refusalOf, says } from '../../support/keyed-replies.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../../support/post-room.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';

let here: TemporaryDesk;
let first: Desk;
let second: Desk;
let third: Desk;
let reply: Reply;
beforeEach(() => {
  here = openTemporaryDesk();
  loadBothConsultations(here.desk);
  plans(here.desk);
  first = here.as(here.people.firstKeyer);
  second = here.as(here.people.secondKeyer);
  third = here.desk;
  reply = aReply(first, aBatch(first, { consultationId: BENCHES, documentCount: 1 }));
});
afterEach(() => here.clear());

const stateOf = () => readReply(first.db, reply.id)!.checkState;
const differencesFor = async (desk: Desk) =>
  (await toDecide(desk, { consultationId: null, offset: 0, limit: 10 })).rows;
const pile = { consultationId: BENCHES, batchId: null, after: null };
const ofField = (field: string) => ({ replyId: reply.id, field: fieldId(field) });
const resident = { type: says('resident') };
const trader = { type: says('trader') };
const decides = (desk: Desk, choice: 'first' | 'second' | 'neither', mark: Mark | null = null) =>
  decide(desk, {
    ...ofField('type'),
    choice,
    mark,
    fault: choice === 'first' ? 'second' : choice === 'second' ? 'first' : 'both',
  });

describe('a second keying', () => {
  it('is of a keyed reply, by a different person', () => {
    expect(refusalOf(() => openCheck(second, reply.id))).toMatchObject({ code: 'REPLY_NOT_KEYED' });
    keysFirst(first, reply.id, resident);
    expect(nextCheck(first, pile)).toBeNull();
    expect(refusalOf(() => openCheck(first, reply.id))).toMatchObject({ code: 'KEYED_BY_YOU' });
    expect(nextCheck(second, pile)).toBe(reply.id);
    const { keyingId } = openCheck(second, reply.id);
    expect(openCheck(second, reply.id).keyingId).toBe(keyingId);
    expect(refusalOf(() => openCheck(third, reply.id))).toMatchObject({ code: 'KEYED_BY_ANOTHER' });
    expect(stateOf()).toBe('being-keyed-again');
  });

  it('is blind: nothing of the first keying is in the sheet', () => {
    keysFirst(first, reply.id, { name: says('Wilhelmina Beispiel'), type: says('trader') });
    const sheet = openCheck(second, reply.id);
    expect(sheet.fields).toEqual([
      'type',
      'q1.tick',
      'q2.entry',
      'q3.entry',
      'q4.tick',
      'lamp.confidential',
      'lamp.contact',
      'lamp.acknowledge',
    ]);
    expect(JSON.stringify(sheet)).not.toContain('Wilhelmina');
    expect(JSON.stringify(sheet)).not.toContain('trader');
  });

  it('that says the same verifies the reply, and the batch can be sealed', () => {
    keysFirst(first, reply.id, resident);
    expect(refusalOf(() => sealBatch(first, { batchId: reply.batchId }))).toEqual({
      code: 'BATCH_UNVERIFIED',
      details: { number: 1, unverified: 1 },
    });
    keysAgainToTheEnd(second, reply.id, resident);
    expect(stateOf()).toBe('verified');
    expect(readBatch(first.db, reply.batchId)).toMatchObject({ verified: 1, count: { keyed: 1 } });
    sealBatch(first, { batchId: reply.batchId });
    const [document] = sealedDocuments(first.db);
    expect(document).toMatchObject({
      keyers: { first: first.person.id, second: second.person.id, decider: null },
      marks: { type: says('resident') },
    });
  });

  it('keeps the first keying as it is from the moment that it begins', () => {
    keysFirst(first, reply.id, resident);
    openCheck(second, reply.id);
    expect(refusalOf(() => openKeying(first, reply.id))).toMatchObject({ code: 'REPLY_BEING_CHECKED' });
  });
});

describe('a difference', () => {
  it('is heard once, and after that nobody can find the first value by trying', () => {
    keysFirst(first, reply.id, resident);
    const sheet = openCheck(second, reply.id);
    expect(keysAgain(second, sheet, 'type', says('trader'))).toBe(true);
    expect(openCheck(second, reply.id).lookAgain).toEqual(['type']);
    for (const tried of ['visitor', 'resident', 'trader', 'visitor']) {
      expect(keysAgain(second, sheet, 'type', says(tried))).toBe(false);
    }
  });

  it('that the second keyer puts right himself verifies the reply', async () => {
    keysFirst(first, reply.id, resident);
    keysAgainToTheEnd(second, reply.id, trader, resident);
    expect(stateOf()).toBe('verified');
    expect(await differencesFor(third)).toEqual([]);
  });

  it('can’t be keyed away once the second keying is finished', () => {
    keysFirst(first, reply.id, resident);
    const sheet = openCheck(second, reply.id);
    keysAgainToTheEnd(second, reply.id, trader);
    expect(refusalOf(() => keysAgain(second, sheet, 'type', says('resident')))).toMatchObject({
      code: 'SECOND_KEYING_FINISHED',
    });
  });

  it('in a lamp that only one of them lit is heard at the end', () => {
    keysFirst(first, reply.id, { 'lamp.acknowledge': says('yes') });
    const sheet = openCheck(second, reply.id);
    for (const field of sheet.fields.filter((id) => !id.startsWith('lamp.')))
      keysAgain(second, sheet, field, blank);
    const finish = () =>
      finishCheck(second, { keyingId: sheet.keyingId, restBlank: 'none', strokes: 0, activeMs: 0 });
    expect(finish()).toEqual({ isFinished: false, lookAgain: ['lamp.acknowledge'] });
    expect(stateOf()).toBe('being-keyed-again');
    expect(finish()).toEqual({ isFinished: true, lookAgain: [] });
    expect(stateOf()).toBe('to-decide');
  });

  it('that is confirmed goes to a third person, who sees both values and no names', async () => {
    keysFirst(first, reply.id, resident);
    keysAgainToTheEnd(second, reply.id, trader);
    expect(stateOf()).toBe('to-decide');
    expect(waiting(first, { consultationId: null })).toEqual({ toKeyAgain: 0, toDecide: 0 });
    expect(waiting(second, { consultationId: null })).toEqual({ toKeyAgain: 0, toDecide: 0 });
    expect(waiting(third, { consultationId: null })).toEqual({ toKeyAgain: 0, toDecide: 1 });
    const [difference] = await differencesFor(third);
    expect(difference).toMatchObject({
      field: 'type',
      fieldName: 'Which describes you best?',
      first: says('resident'),
      second: says('trader'),
      contested: null,
    });
    expect(JSON.stringify(difference)).not.toContain(first.person.fullName);
  });
});

describe('a decision', () => {
  beforeEach(() => {
    keysFirst(first, reply.id, resident);
    keysAgainToTheEnd(second, reply.id, trader);
  });

  it('is by neither of the two', () => {
    for (const keyer of [first, second]) {
      expect(refusalOf(() => decides(keyer, 'first'))).toMatchObject({ code: 'NOT_A_THIRD_PERSON' });
    }
  });

  it.each([
    ['first', null, says('resident')],
    ['second', null, says('trader')],
    ['neither', says('visitor'), says('visitor')],
    ['neither', blank, blank],
  ] as const)('for %s: what counts is sealed, with who decided', (choice, typed, sealed) => {
    decides(third, choice, typed);
    expect(stateOf()).toBe('verified');
    sealBatch(first, { batchId: reply.batchId });
    expect(sealedDocuments(first.db)[0]).toMatchObject({
      marks: { type: sealed },
      keyers: { decider: third.person.id },
    });
  });

  it('stands once it is made, and can be taken back by who made it', () => {
    decides(third, 'first');
    expect(refusalOf(() => decides(third, 'second'))).toMatchObject({ code: 'NOTHING_TO_DECIDE' });
    takeBackDecision(third, ofField('type'));
    expect(stateOf()).toBe('to-decide');
    decides(third, 'second');
    expect(stateOf()).toBe('verified');
  });

  it('is contested by a keyer once, with a reason, and a supervisor decides again', async () => {
    decides(third, 'first');
    expect(decided(second, { limit: 10 })).toMatchObject([
      { mine: says('trader'), others: says('resident'), isContestable: true, decision: { fault: 'second' } },
    ]);
    contestDecision(second, { ...ofField('type'), reason: 'There is a tick beside trader.' });
    expect(stateOf()).toBe('to-decide');
    expect(await differencesFor(third)).toMatchObject([
      { contested: { contest: { reason: 'There is a tick beside trader.' }, decision: { choice: 'first' } } },
    ]);
    expect(refusalOf(() => takeBackDecision(third, ofField('type')))).toMatchObject({
      code: 'NOTHING_TO_DECIDE',
    });
    decides(third, 'second');
    expect(stateOf()).toBe('verified');
    expect(refusalOf(() => contestDecision(second, { ...ofField('type'), reason: 'Again.' }))).toMatchObject({
      code: 'NOT_CONTESTABLE',
    });
  });

  it('that changes the way through the form has the third person read what nobody has', async () => {
    const other = aReply(first, aBatch(first, { consultationId: BENCHES, documentCount: 1 }));
    // The first keyer was sent past questions 2 and 3; on the paper they are asked, and 3 says a date.
    keysFirst(first, other.id, { 'q1.tick': says('no'), 'q2.entry': blank, 'q3.entry': blank });
    writeAny(first.db, `DROP TRIGGER mark_taken_away`);
    writeAny(
      first.db,
      `DELETE FROM mark WHERE field IN ('q2.entry', 'q3.entry')
      AND keying_id = (SELECT id FROM keying WHERE reply_id = @id)`,
      { id: other.id },
    );
    keysAgainToTheEnd(second, other.id, { 'q1.tick': says('yes'), 'q3.entry': says('3/4/2007') });
    const of = (field: string) => ({ replyId: other.id, field: fieldId(field), mark: null });
    decide(third, { ...of('q1.tick'), choice: 'second', fault: 'first' });
    const waitingFields = async () =>
      (await differencesFor(third)).filter(({ replyId }) => replyId === other.id).map(({ field }) => field);
    expect(await waitingFields()).toEqual(['q2.entry', 'q3.entry']);
    decide(third, { ...of('q3.entry'), choice: 'second', fault: 'first' });
    decide(third, { ...of('q2.entry'), choice: 'first', fault: 'second' });
    // Nobody is charged for what nobody was asked.
    expect(decided(second, { limit: 1 })[0]).toMatchObject({
      field: 'q2.entry',
      decision: { fault: 'off-the-form' },
    });
    expect(readReply(first.db, other.id)!.checkState).toBe('verified');
    sealBatch(first, { batchId: other.batchId });
    expect(sealedDocuments(first.db)[0]!.marks).toMatchObject({
      'q1.tick': says('yes'),
      'q2.entry': blank,
      'q3.entry': says('3/4/2007'),
    });
  });

  it('is never changed once the batch is sealed', () => {
    decides(third, 'first');
    sealBatch(first, { batchId: reply.batchId });
    for (const act of [
      () => decides(third, 'second'),
      () => takeBackDecision(third, ofField('type')),
      () => contestDecision(second, { ...ofField('type'), reason: 'Late.' }),
    ]) {
      expect(refusalOf(act)).toMatchObject({ code: 'REPLY_SEALED' });
    }
  });
});

describe('the plan', () => {
  it('of a consultation that is just loaded has the usual fields keyed again, and a new one says who made it', () => {
    const [standing, ...before] = plansOf(first, { consultationId: BENCHES });
    const beginning = before.at(-1);
    expect(standing).toMatchObject({ plan: { always: 'closed' }, madeByName: third.person.fullName });
    expect(beginning!.number).toBeLessThan(standing!.number);
    expect(beginning).toMatchObject({
      plan: { always: 'closed', drawnPerThousand: 100, seed: BENCHES, newKeyerBatches: 5, mostWrong: 0 },
      madeByName: null,
    });
  });

  it('that stands when a first keying is finished holds for that reply, and never backwards in time', () => {
    keysFirst(first, reply.id, resident);
    plans(third, { always: [fieldId('q5.comment')] });
    expect(openCheck(second, reply.id).fields).toContain('type');
  });

  it('has everything of a new keyer keyed again in his first batches', () => {
    plans(third, { newKeyerBatches: 1 });
    keysFirst(first, reply.id);
    expect(openCheck(second, reply.id).fields).toContain('name');
    const later = aReply(first, aBatch(first, { consultationId: BENCHES, documentCount: 1 }));
    keysFirst(first, later.id);
    expect(openCheck(second, later.id).fields).not.toContain('name');
  });

  it('under which nothing is keyed again verifies a reply when it is keyed', () => {
    plans(third, { always: [] });
    keysFirst(first, reply.id);
    expect(stateOf()).toBe('verified');
    expect(refusalOf(() => openCheck(second, reply.id))).toMatchObject({ code: 'NOTHING_TO_REKEY' });
  });
});

describe('a batch whose drawn fields fail', () => {
  it('is keyed again in full, finished second keyings too, and nothing that was keyed is lost', () => {
    plans(third, { always: [fieldId('type')], drawnPerThousand: 1000 });
    const batch = aBatch(first, { consultationId: BENCHES, documentCount: 2 });
    const [one, other] = [aReply(first, batch), aReply(first, batch)];
    keysFirst(first, one.id, { 'q5.comment': says('Mroe benches.') });
    plans(third, { always: [fieldId('type')], drawnPerThousand: 0 });
    keysFirst(first, other.id);
    keysAgainToTheEnd(second, one.id, { 'q5.comment': says('More benches.') });
    keysAgainToTheEnd(second, other.id);
    expect(readReply(first.db, other.id)!.checkState).toBe('verified');
    const { isBatchInFull } = decide(third, {
      replyId: one.id,
      field: fieldId('q5.comment'),
      choice: 'second',
      mark: null,
      fault: 'first',
    });
    expect(isBatchInFull).toBe(true);
    expect(readReply(first.db, other.id)!.checkState).toBe('being-keyed-again');
    const sheet = openCheck(second, other.id);
    expect(sheet.fields).toContain('name');
    expect(sheet.marks['type']?.mark).toEqual(blank);
    keysAgainToTheEnd(second, other.id);
    expect(readBatch(first.db, batch.id)!.verified).toBe(2);
  });
});
