import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fieldId } from '../../../contract/records/field-id.ts';
import type { Reply } from '../../../contract/records/reply.ts';
import { decide } from '../../../electron/checking/decide.ts';
import { contestDecision } from '../../../electron/checking/differences.ts';
import { openCheck } from '../../../electron/checking/open-check.ts';
import { sealBatch } from '../../../electron/sealing/seal-batch.ts';
import { writeAny } from '../../../electron/store/db.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { keysAgainToTheEnd, keysFirst, plans } from '../../support/checked-replies.ts';
import { says } from '../../support/keyed-replies.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../../support/post-room.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';

// The promises of second keying, tried against the store itself: what is refused here no screen and no mistake in the
// program can get past.

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
  keysFirst(first, reply.id, { type: says('resident') });
});
afterEach(() => here.clear());

const inSql =
  (sql: string, values: Record<string, string | number | null> = {}) =>
  () =>
    writeAny(first.db, sql, { ...values });
const aSecondKeyingBy = (personId: string) =>
  inSql(
    `INSERT INTO keying (id, reply_id, pass, person_id, pack_hash, started_at_ms, saved_at_ms)
     SELECT '0196a000-0000-7000-8000-000000000002', reply_id, 2, @personId, pack_hash, 1, 1 FROM keying`,
    { personId },
  );
const aDecisionBy = (personId: string, choice = 'first', fault: string | null = 'second') =>
  inSql(
    `INSERT INTO decision (reply_id, field, choice, mark, fault, decided_by, decided_at_ms)
     VALUES (@replyId, 'type', @choice,
       iif(@choice = 'taken-back', NULL, (SELECT iif(@choice = 'first', first_mark, confirmed_mark)
         FROM difference WHERE reply_id = @replyId AND field = 'type')), @fault, @personId, 1)`,
    { replyId: reply.id, personId, choice, fault },
  );
const differs = () => keysAgainToTheEnd(second, reply.id, { type: says('trader') });
const decides = (choice: 'first' | 'second') =>
  decide(third, {
    replyId: reply.id,
    field: fieldId('type'),
    choice,
    mark: null,
    fault: choice === 'first' ? 'second' : 'first',
  });

describe('the store refuses', () => {
  it('the same person twice', () => {
    expect(aSecondKeyingBy(first.person.id)).toThrow(/by different people/);
    expect(aSecondKeyingBy(second.person.id)).not.toThrow();
  });

  it('a second keying in which somebody had a hand who handed the first over', () => {
    const later = aReply(first, aBatch(first, { consultationId: BENCHES, documentCount: 1 }));
    keysFirst(first, later.id);
    inSql(
      `INSERT INTO hand_over (keying_id, from_person, to_person, handed_by, at_ms)
       SELECT id, @from, @to, @to, 1 FROM keying WHERE reply_id = @replyId`,
      { from: second.person.id, to: first.person.id, replyId: later.id },
    )();
    expect(() => openCheck(second, later.id)).toThrow(/KEYED_BY_YOU/);
    expect(
      inSql(
        `INSERT INTO keying (id, reply_id, pass, person_id, pack_hash, started_at_ms, saved_at_ms)
         SELECT '0196a000-0000-7000-8000-000000000003', reply_id, 2, @personId, pack_hash, 1, 1
         FROM keying WHERE reply_id = @replyId`,
        { personId: second.person.id, replyId: later.id },
      ),
    ).toThrow(/by different people/);
  });

  it('a second keying by who has seen the first, begun or handed over', () => {
    inSql('INSERT INTO first_values_seen (reply_id, person_id) VALUES (@replyId, @personId)', {
      replyId: reply.id,
      personId: third.person.id,
    })();
    expect(aSecondKeyingBy(third.person.id)).toThrow(/has seen the first keying/);
    openCheck(second, reply.id);
    const handed = inSql(
      `INSERT INTO hand_over (keying_id, from_person, to_person, handed_by, at_ms)
       SELECT id, @from, @to, @to, 1 FROM keying WHERE pass = 2`,
      { from: second.person.id, to: third.person.id },
    );
    expect(handed).not.toThrow();
    expect(
      inSql('UPDATE keying SET person_id = @personId WHERE pass = 2', { personId: third.person.id }),
    ).toThrow(/has seen the first keying/);
    expect(inSql('DELETE FROM first_values_seen')).toThrow(/stays seen/);
    expect(
      inSql('UPDATE first_values_seen SET person_id = @personId', { personId: second.person.id }),
    ).toThrow(/stays seen/);
  });

  it('a keying that changes hands without a hand-over, or when it is finished', () => {
    const change = inSql('UPDATE keying SET person_id = @personId', { personId: third.person.id });
    expect(change).toThrow(/unless it is handed over unfinished/);
  });

  it.each(['insert', 'update', 'delete'])(
    'a changed first keying, by %s, once the second has begun',
    (how) => {
      openCheck(second, reply.id);
      const statements: Record<string, string> = {
        insert: `INSERT INTO mark (keying_id, field, kind, saved_at_ms, is_left)
        SELECT id, 'lamp.contact', 'blank', 1, 1 FROM keying WHERE pass = 1`,
        update: `UPDATE mark SET kind = 'blank', value = NULL`,
        delete: 'DELETE FROM mark',
      };
      expect(inSql(statements[how]!)).toThrow(/is being keyed again/);
      expect(inSql('UPDATE keying SET finished_at_ms = NULL WHERE pass = 1')).toThrow(
        /keyed again|keeps its finished/,
      );
    },
  );

  it.each(['insert', 'update', 'delete'])('a changed second keying, by %s, once it is finished', (how) => {
    differs();
    const statements: Record<string, string> = {
      insert: `INSERT INTO mark (keying_id, field, kind, saved_at_ms, is_left)
        SELECT id, 'name', 'blank', 1, 1 FROM keying WHERE pass = 2`,
      update: `UPDATE mark SET kind = 'blank', value = NULL WHERE keying_id = (SELECT id FROM keying WHERE pass = 2)`,
      delete: 'DELETE FROM mark WHERE keying_id = (SELECT id FROM keying WHERE pass = 2)',
    };
    expect(inSql(statements[how]!)).toThrow(/second keying is finished/);
    expect(inSql('UPDATE keying SET finished_at_ms = NULL WHERE pass = 2')).toThrow(/nothing was added/);
  });

  it('a verified reply whose fields nobody has keyed again, or whose difference nobody has decided', () => {
    const verify = inSql('UPDATE reply SET is_verified = 1');
    expect(verify).toThrow(/still to be keyed again/);
    differs();
    expect(verify).toThrow(/a difference is not decided/);
    decides('first');
    expect(inSql('UPDATE reply SET is_verified = 0')).not.toThrow();
    expect(verify).not.toThrow();
  });

  it('a second keying that is finished without what it was for', () => {
    const { keyingId } = openCheck(second, reply.id);
    const finish = inSql('UPDATE keying SET finished_at_ms = 1 WHERE id = @keyingId', { keyingId });
    expect(finish).toThrow(/nobody has looked at it/);
    const says = (kind: string) =>
      inSql(
        `INSERT OR REPLACE INTO mark (keying_id, field, kind, value, saved_at_ms, is_left)
         VALUES (@keyingId, 'type', @kind, iif(@kind = 'value', '["resident"]', NULL), 1, 1)`,
        { keyingId, kind },
      );
    says('illegible')();
    expect(finish).toThrow(/nobody has looked at it/);
    says('value')();
    expect(finish).not.toThrow();
  });

  it('sealing a batch with a reply that is not verified', () => {
    expect(inSql(`UPDATE batch SET state = 'sealed'`)).toThrow(/not verified/);
  });

  it('a decision by one of the two keyers, or before the difference is confirmed', () => {
    expect(aDecisionBy(third.person.id)).toThrow(/not confirmed/);
    differs();
    for (const keyer of [first, second])
      expect(aDecisionBy(keyer.person.id)).toThrow(/a third person decides/);
    expect(aDecisionBy(third.person.id)).not.toThrow();
  });

  it('a second decision over one that stands, and one that charges who was right', () => {
    differs();
    expect(aDecisionBy(third.person.id, 'first', 'first')).toThrow(/CHECK constraint failed/);
    decides('first');
    expect(aDecisionBy(third.person.id, 'second', 'first')).toThrow(/it is decided/);
  });

  it('a decision on what is contested by anybody but a supervisor', () => {
    differs();
    decides('first');
    contestDecision(second, { replyId: reply.id, field: fieldId('type'), reason: 'Look again.' });
    inSql(`UPDATE person SET role = 'keyer' WHERE id = @id`, { id: third.person.id })();
    expect(aDecisionBy(third.person.id)).toThrow(/a supervisor decides/);
  });

  it('taking back what somebody else decided', () => {
    differs();
    decides('first');
    inSql(
      `INSERT INTO person (id, sign_in_name, full_name, initials, role, is_active)
       VALUES ('somebody', 'some', 'Somebody Invented', 'SI', 'supervisor', 1)`,
    )();
    expect(aDecisionBy('somebody', 'taken-back', null)).toThrow(/only who decided takes it back/);
  });

  it('a plan, a draw, a difference, a decision or a contest that is changed or deleted', () => {
    differs();
    decides('first');
    contestDecision(second, { replyId: reply.id, field: fieldId('type'), reason: 'Look again.' });
    const fixed = ['rekey_plan', 'rekeyed_field', 'difference', 'decision', 'contest'];
    for (const table of fixed) {
      expect(inSql(`DELETE FROM ${table}`)).toThrow(/deleted|stays drawn/);
    }
    expect(inSql(`UPDATE rekey_plan SET reason = 'other'`)).toThrow(/never changes/);
    expect(inSql(`UPDATE rekeyed_field SET because = 'drawn'`)).toThrow(/stays drawn/);
    expect(inSql('UPDATE rekeying SET drawn_at_ms = 0')).toThrow(/stays drawn/);
    expect(inSql(`UPDATE difference SET outcome = 'put-right'`)).toThrow(/never changes/);
    expect(inSql(`UPDATE decision SET choice = 'second', fault = 'first'`)).toThrow(/never changes/);
    expect(inSql(`UPDATE contest SET reason = 'other'`)).toThrow(/never changes/);
  });

  it('a draw under a plan that doesn’t stand any more', () => {
    const later = aReply(first, aBatch(first, { consultationId: BENCHES, documentCount: 1 }));
    expect(
      inSql('INSERT INTO rekeying (reply_id, plan_number, is_in_full, drawn_at_ms) VALUES (@id, 1, 0, 1)', {
        id: later.id,
      }),
    ).toThrow(/under the plan that stands/);
  });

  it('any change once the batch is sealed', () => {
    differs();
    decides('first');
    sealBatch(first, { batchId: reply.batchId });
    expect(aDecisionBy(third.person.id, 'taken-back', null)).toThrow(/the reply is sealed/);
    expect(
      inSql(
        `INSERT INTO contest (decision_number, reply_id, field, contested_by, reason, contested_at_ms)
         SELECT number, reply_id, field, @personId, 'late', 1 FROM decision`,
        { personId: second.person.id },
      ),
    ).toThrow(/the reply is sealed/);
  });
});
