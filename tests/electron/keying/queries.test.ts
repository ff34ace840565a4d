import { v7 as newId } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { QueryId, ReplyId } from '../../../contract/records/id.ts';
import { closeQuery, listQueries, raiseQuery, reopenQuery } from '../../../electron/keying/queries.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { readReply } from '../../../electron/store/queries/replies.ts';
import { refusalOf } from '../../support/keyed-replies.ts';
import { aBatch, aReply, loadBothConsultations } from '../../support/post-room.ts';
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
  raiseQuery(desk, { replyId, field: null, kind: 'safeguarding', text: 'A threat on page 2' });
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
    closeQuery(desk, { queryId, reason: 'first' });
    expect(closeQuery(desk, { queryId, reason: 'second' }).closingReason).toBe('first');
    expect(reopenQuery(desk, { queryId })).toMatchObject({ closedAtMs: null, closingReason: null });
    expect(readReply(desk.db, replyId)?.openQueries).toBe(1);
  });

  it('can’t be raised on, closed or opened again where there is none', () => {
    const queryId = QueryId.parse(newId());
    expect(refusalOf(() => closeQuery(desk, { queryId, reason: 'x' })).code).toBe('QUERY_UNKNOWN');
    expect(refusalOf(() => reopenQuery(desk, { queryId })).code).toBe('QUERY_UNKNOWN');
    const nobody = { replyId: ReplyId.parse(newId()), field: null, kind: 'other' as const, text: '' };
    expect(refusalOf(() => raiseQuery(desk, nobody)).code).toBe('REPLY_UNKNOWN');
  });

  it('is never deleted, by SQL either', () => {
    aThreat();
    expect(() => desk.db.exec('DELETE FROM query')).toThrow('never deleted');
  });
});
