import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { everyReply } from '../../../contract/bridge/replies.ts';
import type { Batch } from '../../../contract/records/batch.ts';
import { fieldId } from '../../../contract/records/field-id.ts';
import { PersonId, type ReplyId } from '../../../contract/records/id.ts';
import { decide } from '../../../electron/checking/decide.ts';
import { contestDecision, takeBackDecision } from '../../../electron/checking/differences.ts';
import { openCheck } from '../../../electron/checking/open-check.ts';
import { closeQuery, listQueries, reopenQuery } from '../../../electron/keying/queries.ts';
import { openKeying } from '../../../electron/keying/open-keying.ts';
import { excludeReply } from '../../../electron/postroom/exclude-reply.ts';
import { handOver } from '../../../electron/postroom/hand-over.ts';
import { listReplies } from '../../../electron/postroom/list-replies.ts';
import { showReply } from '../../../electron/postroom/show-reply.ts';
import { takeBackReply } from '../../../electron/postroom/take-back-reply.ts';
import { ownQuality } from '../../../electron/quality/quality-figures.ts';
import { sealBatch } from '../../../electron/sealing/seal-batch.ts';
import { writeAny } from '../../../electron/store/db.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { handOverKeying } from '../../../electron/store/queries/hand-overs.ts';
import { insertPerson } from '../../../electron/store/queries/people.ts';
import { readReply } from '../../../electron/store/queries/replies.ts';
import { keysAgainToTheEnd, keysFirst, plans } from '../../support/checked-replies.ts';
import { finishes, keys, refusalOf, says, spoilt } from '../../support/keyed-replies.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../../support/post-room.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';

// Ways round the rules of second keying, each of which somebody could come upon without meaning to.

let here: TemporaryDesk;
let [first, second, third, fourth]: Desk[] = [];
let batch: Batch;
beforeEach(() => {
  here = openTemporaryDesk();
  loadBothConsultations(here.desk);
  plans(here.desk);
  first = here.as(here.people.firstKeyer);
  second = here.as(here.people.secondKeyer);
  third = here.desk;
  const another = {
    id: PersonId.parse('0196a000-0000-7000-8000-000000000099'),
    signInName: 'four',
    fullName: 'Dee Ejemplo (invented)',
    initials: 'DE',
    role: 'keyer',
    isActive: true,
  } as const;
  insertPerson(here.desk.db, another);
  fourth = here.as(another);
  batch = aBatch(here.desk, { consultationId: BENCHES, documentCount: 9 });
});
afterEach(() => here.clear());

const type = fieldId('type');
const name = fieldId('name');
const resident = { type: says('resident') };
const trader = { type: says('trader') };
const keyed = (marks = {}): ReplyId => {
  const { id } = aReply(first!, batch);
  keysFirst(first!, id, marks);
  return id;
};
const found = async (desk: Desk, text: string) => {
  const filter = { ...everyReply, text };
  return (await listReplies(desk, { filter, offset: 0, limit: 10 })).rows.map(({ id }) => id);
};

describe('blindness', () => {
  it('holds for the list of queries, whose words tell what was ticked', () => {
    const id = keyed({ 'q1.tick': spoilt('yes', 'no') });
    for (const asked of [null, id]) {
      expect(listQueries(first!, { replyId: asked, isOpenOnly: true })).toHaveLength(1);
      expect(listQueries(third!, { replyId: asked, isOpenOnly: true })).toHaveLength(1);
      expect(listQueries(second!, { replyId: asked, isOpenOnly: true })).toEqual([]);
    }
    keysAgainToTheEnd(second!, id, { 'q1.tick': spoilt('yes', 'no') });
    expect(listQueries(second!, { replyId: null, isOpenOnly: true })).toHaveLength(1);
  });

  it('holds for a supervisor who keys the reply again', () => {
    const id = keyed(resident);
    openCheck(third!, id);
    expect(showReply(third!, { replyId: id })).toMatchObject({ isKeptBlind: true, marks: {} });
  });

  it('holds for the search: a name that is keyed again isn’t tried out against the first', async () => {
    plans(third!, { always: [name] });
    const id = keyed({ name: says('Nobody') });
    openCheck(second!, id);
    expect(await found(second!, 'nobody')).toEqual([]);
    expect(await found(first!, 'nobody')).toEqual([id]);
    keysAgainToTheEnd(second!, id, { name: says('Nobody') });
    expect(await found(second!, 'nobody')).toEqual([id]);
  });

  it('holds after a sample, since the batch may still go to full; and ends with the seal', () => {
    plans(third!, { drawnPerThousand: 1 });
    const id = keyed(resident);
    keysAgainToTheEnd(second!, id, resident);
    expect(readReply(third!.db, id)!.checkState).toBe('verified');
    expect(showReply(second!, { replyId: id }).isKeptBlind).toBe(true);
    expect(showReply(fourth!, { replyId: id }).isKeptBlind).toBe(false);
  });

  it('holds for how many fields the first keyer left blank', () => {
    const { id } = aReply(first!, batch);
    const sheet = openKeying(first!, id);
    keys(first!, sheet, 'type', says('resident'));
    finishes(first!, sheet, 'all');
    const detailsFor = (desk: Desk) =>
      showReply(desk, { replyId: id }).history.find(({ act }) => act === 'keying.finish')!.details;
    expect(detailsFor(first!)).toHaveProperty('blanked');
    expect(detailsFor(second!)).toEqual({});
  });
});

describe('a second keying that goes on because the batch failed', () => {
  it('isn’t handed over to who decided and has seen both values', () => {
    plans(third!, { always: [type, name], drawnPerThousand: 200, mostWrong: 0, seed: 'a' });
    const id = keyed(resident);
    keysAgainToTheEnd(second!, id, trader);
    decide(fourth!, { replyId: id, field: type, choice: 'first', mark: null, fault: 'second' });
    // As if it had gone on: the store alone refuses.
    const other = keyed(resident);
    const sheet = openCheck(second!, other);
    expect(() =>
      writeAny(third!.db, `UPDATE keying SET person_id = @to WHERE reply_id = @id AND pass = 2`, {
        to: fourth!.person.id,
        id,
      }),
    ).toThrow(/who decided of a reply keys nothing of it/);
    expect(handOver(third!, { batchId: batch.id, toPersonId: fourth!.person.id }).handed).toHaveLength(1);
    expect(openCheck(fourth!, other).keyingId).toBe(sheet.keyingId);
    expect(refusalOf(() => openCheck(second!, other)).code).toBe('KEYED_BY_ANOTHER');
  });

  it('comes for a reply too that was set aside meanwhile and is back', () => {
    plans(third!, { always: [type], drawnPerThousand: 600, mostWrong: 0, seed: 'a test' });
    const texts = ['name', 'address1', 'address2', 'q4.comment', 'q5.comment'].map(fieldId);
    const ids = Array.from({ length: 4 }, () => keyed({ ...resident, name: says('A') }));
    const drawn = ids.map((id) => openCheck(second!, id).fields);
    // Which fields are drawn hangs on the replies' ids; a text takes any mark.
    const bad = drawn.findIndex((fields) => fields.some((field) => texts.includes(field)));
    const wrong = drawn[bad]!.find((field) => texts.includes(field))!;
    const aside = ids.find((_, index) => index !== bad)!;
    keysAgainToTheEnd(second!, aside, resident, { name: says('A') });
    excludeReply(third!, { replyId: aside, reason: 'other', note: 'Elsewhere for a day.' });
    const badId = ids[bad]!;
    keysAgainToTheEnd(second!, badId, { ...resident, name: says('A'), [wrong]: says('7') });
    const { isBatchInFull } = decide(third!, {
      replyId: badId,
      field: wrong,
      choice: 'second',
      mark: null,
      fault: 'first',
    });
    expect(isBatchInFull).toBe(true);
    takeBackReply(third!, { replyId: aside });
    const reply = readReply(third!.db, aside)!;
    expect(reply.checkState).toBe('being-keyed-again');
    expect(openCheck(second!, aside).fields.length).toBeGreaterThan(drawn[ids.indexOf(aside)]!.length);
  });
});

it('a decision about the name shows in the lists, until it is taken back', async () => {
  plans(third!, { always: [name] });
  const id = keyed({ name: says('Wrong') });
  keysAgainToTheEnd(second!, id, { name: says('Right') });
  decide(third!, { replyId: id, field: name, choice: 'second', mark: null, fault: 'first' });
  expect(readReply(third!.db, id)!.name).toBe('Right');
  expect(await found(first!, 'right')).toEqual([id]);
  takeBackDecision(third!, { replyId: id, field: name });
  expect(readReply(third!.db, id)!.name).toBe('Wrong');
});

it('who handed a second keying over contests nothing of it', () => {
  const id = keyed(resident);
  const sheet = openCheck(second!, id);
  handOverKeying(third!.db, {
    keyingId: sheet.keyingId,
    fromPerson: second!.person.id,
    toPerson: fourth!.person.id,
    handedBy: third!.person.id,
    atMs: 1,
  });
  keysAgainToTheEnd(fourth!, id, trader);
  decide(third!, { replyId: id, field: type, choice: 'first', mark: null, fault: 'second' });
  const contest = { replyId: id, field: type, reason: 'Look again.' };
  expect(refusalOf(() => contestDecision(second!, contest)).code).toBe('NOT_CONTESTABLE');
  expect(() => contestDecision(fourth!, contest)).not.toThrow();
});

it('in the figures, what is contested is undecided, and what the form asked of nobody isn’t a field', async () => {
  const id = keyed(resident);
  keysAgainToTheEnd(second!, id, trader);
  decide(third!, { replyId: id, field: type, choice: 'first', mark: null, fault: 'second' });
  const figures = async () =>
    (await ownQuality(second!, { consultationId: BENCHES, fromMs: 0, toMs: 8.64e15 })).second.checked;
  expect(await figures()).toMatchObject({ errors: 1, undecided: 0 });
  contestDecision(second!, { replyId: id, field: type, reason: 'Look again.' });
  expect(await figures()).toMatchObject({ errors: 0, undecided: 1 });
});

const inSql = (sql: string) => () => writeAny(first!.db, sql, {});

describe('the store refuses', () => {
  it('a row that is replaced behind its guards', () => {
    const id = keyed(resident);
    keysAgainToTheEnd(second!, id, trader);
    for (const table of ['difference', 'rekeying', 'rekeyed_field', 'rekey_plan']) {
      expect(inSql(`INSERT OR REPLACE INTO ${table} SELECT * FROM ${table} LIMIT 1`), table).toThrow(
        /deleted|stays drawn|never backwards/,
      );
    }
    expect(inSql('INSERT OR REPLACE INTO keying SELECT * FROM keying WHERE pass = 1')).toThrow(
      /a keying is never deleted|keyed again/,
    );
  });

  it('a decision that names one value and counts another', () => {
    const id = keyed(resident);
    keysAgainToTheEnd(second!, id, trader);
    expect(
      inSql(`INSERT INTO decision (reply_id, field, choice, mark, fault, decided_by, decided_at_ms)
        SELECT reply_id, field, 'first', confirmed_mark, 'second', '${third!.person.id}', 1 FROM difference`),
    ).toThrow(/counts another/);
  });

  it('a plan by a keyer, one before those that stand, and a reply that begins verified', () => {
    const plan = (number: string, by: string) =>
      inSql(`INSERT INTO rekey_plan (number, consultation_id, plan, reason, made_by, made_at_ms)
        SELECT ${number}, consultation_id, plan, 'Why', '${by}', 1 FROM rekey_plan LIMIT 1`);
    expect(plan('NULL', first!.person.id)).toThrow(/a supervisor makes a plan/);
    expect(plan('-5', third!.person.id)).toThrow(/never backwards/);
    expect(
      inSql(`INSERT INTO reply (id, consultation_id, batch_id, serial, kind, received_date, is_late, logged_by,
          logged_at_ms, is_verified)
        SELECT '0196a000-0000-7000-8000-0000000000aa', consultation_id, id, 99, 'letter', received_date, 0,
          opened_by, 1, 1 FROM batch LIMIT 1`),
    ).toThrow(/nothing of the reply is keyed/);
  });
});

it('a batch with such a reply is sealed once everything is decided', () => {
  const small = aBatch(third!, { consultationId: BENCHES, documentCount: 1 });
  const { id } = aReply(first!, small);
  keysFirst(first!, id, resident);
  keysAgainToTheEnd(second!, id, trader);
  expect(refusalOf(() => sealBatch(third!, { batchId: small.id })).code).toBe('BATCH_UNVERIFIED');
  decide(third!, { replyId: id, field: type, choice: 'first', mark: null, fault: 'second' });
  expect(sealBatch(third!, { batchId: small.id }).state).toBe('sealed');
});

it('a query isn’t opened again once its reply is sealed', () => {
  const small = aBatch(third!, { consultationId: BENCHES, documentCount: 1 });
  const { id } = aReply(first!, small);
  keysFirst(first!, id, { 'q1.tick': spoilt('yes', 'no') });
  keysAgainToTheEnd(second!, id, { 'q1.tick': spoilt('yes', 'no') });
  const [query] = listQueries(third!, { replyId: id, isOpenOnly: true });
  const { id: queryId } = query!;
  closeQuery(third!, { queryId, reason: 'Both are on the paper.' });
  sealBatch(third!, { batchId: small.id });
  expect(refusalOf(() => reopenQuery(third!, { queryId })).code).toBe('REPLY_SEALED');
});
