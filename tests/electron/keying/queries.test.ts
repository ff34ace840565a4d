import { v7 as newId } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PersonId, QueryId, ReplyId } from '../../../contract/records/id.ts';
import {
  assignQuery,
  closeQuery,
  listQueries,
  raiseQuery,
  reopenQuery,
} from '../../../electron/keying/queries.ts';
import { openKeying } from '../../../electron/keying/open-keying.ts';
import { writeAny } from '../../../electron/store/db.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { readReply } from '../../../electron/store/queries/replies.ts';
import { keysFirst } from '../../support/checked-replies.ts';
import { keys, refusalOf, says, spoilt } from '../../support/keyed-replies.ts';
import { aBatch, aQueryId, aReply, loadBothConsultations } from '../../support/post-room.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';

let here: TemporaryDesk;
let desk: Desk;
let replyId: ReplyId;
beforeEach(() => {
  here = openTemporaryDesk();
  desk = here.as(here.people.firstKeyer);
  loadBothConsultations(here.desk);
  replyId = aReply(desk, aBatch(desk, { documentCount: 1 })).id;
});
afterEach(() => here.clear());

const aThreat = () =>
  raiseQuery(desk, {
    queryId: aQueryId(),
    replyId,
    field: null,
    kind: 'safeguarding',
    text: 'A threat on page 2',
  });
const anOddOne = () =>
  raiseQuery(desk, { queryId: aQueryId(), replyId, field: null, kind: 'other', text: 'A feather' });
const other = () => here.as(here.people.secondKeyer);
const openOnes = () => listQueries(desk, { replyId: null, isOpenOnly: true });

describe('a query', () => {
  it('stands on the list and on its reply until somebody closes it with a reason', () => {
    const query = aThreat();
    expect(openOnes()).toEqual([query]);
    expect(readReply(desk.db, replyId)?.openQueries).toBe(1);
    const closed = closeQuery(here.desk, { queryId: query.id, reason: 'The police were told' });
    expect(closed).toMatchObject({
      closingReason: 'The police were told',
      closedByName: here.people.supervisor.fullName,
    });
    expect(openOnes()).toEqual([]);
    expect(readReply(desk.db, replyId)?.openQueries).toBe(0);
    expect(listQueries(desk, { replyId, isOpenOnly: false })).toEqual([closed]);
  });

  it('keeps the first reason when it is closed twice, and can be opened again', () => {
    const { id: queryId } = aThreat();
    closeQuery(here.desk, { queryId, reason: 'first' });
    expect(closeQuery(here.desk, { queryId, reason: 'second' }).closingReason).toBe('first');
    expect(reopenQuery(desk, { queryId })).toMatchObject({ closedAtMs: null, closingReason: null });
    expect(readReply(desk.db, replyId)?.openQueries).toBe(1);
  });

  it('about a threat stands before all others, and those by when they were raised', () => {
    const [odd, threat, another] = [anOddOne(), aThreat(), anOddOne()];
    expect(openOnes().map(({ id }) => id)).toEqual([threat.id, odd.id, another.id]);
  });

  it('can’t be raised on, closed or opened again where there is none', () => {
    const queryId = QueryId.parse(newId());
    expect(refusalOf(() => closeQuery(desk, { queryId, reason: 'x' })).code).toBe('QUERY_UNKNOWN');
    expect(refusalOf(() => reopenQuery(desk, { queryId })).code).toBe('QUERY_UNKNOWN');
    const nobody = {
      queryId: aQueryId(),
      replyId: ReplyId.parse(newId()),
      field: null,
      kind: 'other' as const,
      text: '',
    };
    expect(refusalOf(() => raiseQuery(desk, nobody)).code).toBe('REPLY_UNKNOWN');
  });

  it('holds its batch up, by SQL too, until it is closed', () => {
    keysFirst(desk, replyId);
    const { id: queryId } = aThreat();
    const seals = () => writeAny(desk.db, `UPDATE batch SET state = 'sealed' WHERE state = 'open'`);
    // As if the reply were sealed: what is tried here is the batch.
    desk.db.exec('DROP TRIGGER reply_sealed');
    writeAny(desk.db, `UPDATE reply SET stage = 'sealed' WHERE id = @replyId`, { replyId });
    expect(seals).toThrow('a query of the batch is open');
    // The number that the reply carries is for lists: setting it opens no way past the query.
    writeAny(desk.db, 'UPDATE reply SET open_queries = 0');
    expect(seals).toThrow('a query of the batch is open');
    writeAny(desk.db, 'UPDATE reply SET open_queries = 1 WHERE id = @replyId', { replyId });
    closeQuery(here.desk, { queryId, reason: 'The police were told' });
    expect(seals).not.toThrow();
  });

  it('is never deleted, by SQL either', () => {
    aThreat();
    expect(() => desk.db.exec('DELETE FROM query')).toThrow('never deleted');
  });
});

describe('whose a query is', () => {
  it('is nobody’s at first; one takes it, and then nobody else closes it but a supervisor', () => {
    const { id: queryId, ownerId } = anOddOne();
    expect(ownerId).toBeNull();
    expect(assignQuery(desk, { queryId, ownerId: desk.person.id })).toMatchObject({
      ownerName: desk.person.fullName,
    });
    const { fullName: ownerName } = desk.person;
    const notTheirs = { code: 'QUERY_OF_ANOTHER', details: { ownerName } };
    expect(refusalOf(() => closeQuery(other(), { queryId, reason: 'x' }))).toEqual(notTheirs);
    expect(refusalOf(() => assignQuery(other(), { queryId, ownerId: other().person.id }))).toEqual(notTheirs);
    closeQuery(here.desk, { queryId, reason: 'Returned with the reply' });
  });

  it('is for a supervisor to give, to whoever is here; its owner gives it back to everybody', () => {
    const { id: queryId } = anOddOne();
    const { id: ownerId } = here.people.secondKeyer;
    expect(refusalOf(() => assignQuery(desk, { queryId, ownerId })).code).toBe('SUPERVISOR_ONLY');
    expect(assignQuery(here.desk, { queryId, ownerId }).ownerId).toBe(ownerId);
    const nobody = PersonId.parse(newId());
    expect(refusalOf(() => assignQuery(here.desk, { queryId, ownerId: nobody })).code).toBe('PERSON_UNKNOWN');
    expect(assignQuery(other(), { queryId, ownerId: null }).ownerId).toBeNull();
    // Whoever ends what was anybody's answers for it from then on.
    closeQuery(desk, { queryId, reason: 'It was anybody’s again' });
    expect(assignQuery(here.desk, { queryId, ownerId }).ownerId).toBe(desk.person.id);
  });

  it('doesn’t matter for a threat or a late reply: only a supervisor closes those', () => {
    const { id: queryId } = aThreat();
    assignQuery(desk, { queryId, ownerId: desk.person.id });
    expect(refusalOf(() => closeQuery(desk, { queryId, reason: 'x' })).code).toBe('SUPERVISOR_ONLY');
  });

  it('doesn’t matter for a duplicate: whoever keyed the reply doesn’t confirm it', () => {
    keysFirst(desk, replyId);
    const { id: queryId } = raiseQuery(other(), {
      queryId: aQueryId(),
      replyId,
      field: null,
      kind: 'duplicate',
      text: '',
    });
    expect(refusalOf(() => closeQuery(desk, { queryId, reason: 'x' }))).toEqual({
      code: 'DUPLICATE_KEYED_BY_YOU',
      details: { serialLabel: 'CWS-000001' },
    });
    closeQuery(other(), { queryId, reason: 'The same hand' });
  });

  it('is held by the store too, whatever the program asks of it', () => {
    keysFirst(desk, replyId);
    const closes = (queryId: string, personId: string) => () =>
      writeAny(
        desk.db,
        `UPDATE query SET closed_by = @personId, closed_at_ms = 1, closing_reason = 'x' WHERE id = @queryId`,
        { queryId, personId },
      );
    const theirs = anOddOne().id;
    assignQuery(desk, { queryId: theirs, ownerId: desk.person.id });
    expect(closes(theirs, here.people.secondKeyer.id)).toThrow('somebody else');
    expect(closes(aThreat().id, desk.person.id)).toThrow('a supervisor closes it');
    const twice = raiseQuery(desk, {
      queryId: aQueryId(),
      replyId,
      field: null,
      kind: 'duplicate',
      text: '',
    });
    expect(closes(twice.id, desk.person.id)).toThrow('a second person');
    closes(theirs, desk.person.id)();
    const gives = () => writeAny(desk.db, 'UPDATE query SET owner_id = NULL WHERE id = @theirs', { theirs });
    expect(gives).toThrow('keeps its owner');
    expect(closes(theirs, here.people.supervisor.id)).toThrow('keeps its end');
    const changes = () =>
      writeAny(desk.db, `UPDATE query SET kind = 'other' WHERE id = @id`, { id: twice.id });
    expect(changes).toThrow('keeps what was raised');
  });

  it('isn’t asked where the check that raised it closes it, because the cause is gone', () => {
    keysFirst(desk, replyId, { 'q1.tick': spoilt('agree', 'disagree') });
    const [query] = openOnes();
    assignQuery(here.desk, { queryId: query!.id, ownerId: here.people.secondKeyer.id });
    keys(desk, openKeying(desk, replyId), 'q1.tick', says('agree'));
    expect(openOnes()).toEqual([]);
  });
});

describe('a query that is sent again because an answer was lost', () => {
  it('is raised once, and with other words not at all', () => {
    const request = { queryId: aQueryId(), replyId, field: null, kind: 'other' as const, text: 'A feather' };
    const query = raiseQuery(desk, request);
    expect(raiseQuery(desk, request)).toEqual(query);
    expect(openOnes()).toEqual([query]);
    expect(refusalOf(() => raiseQuery(desk, { ...request, text: 'A leaf' })).code).toBe(
      'QUERY_RAISED_OTHERWISE',
    );
  });
});
