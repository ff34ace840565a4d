import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fieldId } from '../../../contract/records/field-id.ts';
import { ReplyId } from '../../../contract/records/id.ts';
import type { Mark } from '../../../contract/records/mark.ts';
import { SealedDocument } from '../../../contract/records/reply-document.ts';
import type { Reply } from '../../../contract/records/reply.ts';
import { canonicalJson } from '../../../contract/sync/canonical-json.ts';
import { usualLimits } from '../../../contract/sync/limits.ts';
import { reviseReply, withdrawReply } from '../../../electron/sealing/correct-reply.ts';
import { readCorrectionSheet } from '../../../electron/sealing/correction-sheet.ts';
import { bytesOf } from '../../../electron/sealing/document-bytes.ts';
import { sealBatch } from '../../../electron/sealing/seal-batch.ts';
import { allRows, getRow } from '../../../electron/store/db.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { readBatch } from '../../../electron/store/queries/batches.ts';
import { readReply } from '../../../electron/store/queries/replies.ts';
import { aHeadquarters } from '../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { blank, refusalOf, says, spoilt } from '../../support/keyed-replies.ts';
import { aBatch, aReply } from '../../support/post-room.ts';
import { aReplyDocument } from '../../support/reply-documents.ts';
import { aKeyedBatch, sealedRows } from '../../support/sealed-batches.ts';
import { aUnit } from '../../support/unit-on-the-way.ts';
import type { UnitOnTheWay } from '../../support/unit-on-the-way.ts';

let headquarters: ListeningHeadquarters;
let unit: UnitOnTheWay;
let desk: Desk;
let replies: readonly Reply[];
let reply: Reply;
beforeAll(async () => {
  headquarters = await aHeadquarters();
});
afterAll(() => headquarters.stop());
beforeEach(async () => {
  unit = await aUnit(headquarters);
  desk = unit.desk;
  const keyed = aKeyedBatch(unit.here.as(unit.here.people.firstKeyer), 2, { postcode: says('ZZ1 1ZZ') });
  sealBatch(desk, { batchId: keyed.batch.id });
  replies = keyed.replies;
  reply = replies[0]!;
});
afterEach(() => unit.clear());

const documents = (): SealedDocument[] =>
  sealedRows(desk.db).map((row) => SealedDocument.parse(JSON.parse(row.bytes.toString())));
const change = (field: string, mark: Mark | null) => ({ field: fieldId(field), mark });
const revises = (field: string, mark: Mark | null, reason = 'read again') =>
  reviseReply(desk, { replyId: reply.id, reason, changes: [change(field, mark)] });
const batchOf = () => readBatch(desk.db, reply.batchId)!;

describe('revising what is sealed', () => {
  it('[S1] is a new event with the whole document, one revision higher, that names the one it replaces', () => {
    const before = sealedRows(desk.db);
    revises('postcode', says('ZZ2 2ZZ'));
    const after = sealedRows(desk.db);
    expect(after.slice(0, 2)).toEqual(before);
    const [first, , third] = documents();
    expect(third).toEqual({
      ...first,
      event: { id: after[2]!.event_id, kind: 'revise', revision: 2, replaces: before[0]!.event_id },
      marks: { ...(first as { marks: object }).marks, postcode: says('ZZ2 2ZZ') },
    });
    expect(after[2]!.bytes.toString()).toBe(canonicalJson(third));
  });

  it('leaves what was keyed as it was keyed, and tells who, when and why', () => {
    const keyed = () => allRows(desk.db, 'SELECT * FROM mark ORDER BY keying_id, field');
    const before = keyed();
    const sheet = revises('postcode', says('ZZ2 2ZZ'), 'the 1 is a 2');
    expect(keyed()).toEqual(before);
    expect(sheet).toMatchObject({ revision: 2, isWithdrawn: false, marks: { postcode: says('ZZ2 2ZZ') } });
    expect(sheet.history).toMatchObject([
      { revision: 1, kind: 'create', reason: null, changes: [], isReceived: false, status: null },
      {
        revision: 2,
        kind: 'revise',
        reason: 'the 1 is a 2',
        byName: unit.here.people.supervisor.fullName,
        changes: [{ field: 'postcode', before: says('ZZ1 1ZZ'), after: says('ZZ2 2ZZ') }],
      },
    ]);
    expect(getRow(desk.db, 'SELECT act, subject, details FROM audit ORDER BY number DESC LIMIT 1')).toEqual({
      act: 'corrections.revise',
      subject: reply.id,
      details: JSON.stringify({ reason: 'the 1 is a 2', revision: 2, fields: ['postcode'] }),
    });
  });

  it('is found under its corrected name', () => {
    revises('name', says('Another Invented Sender'));
    expect(readReply(desk.db, reply.id)).toMatchObject({ name: 'Another Invented Sender' });
  });

  it('two corrections before a send are two events', () => {
    revises('postcode', says('ZZ2 2ZZ'));
    revises('postcode', says('ZZ3 3ZZ'));
    const events = documents().filter((document) => document.replyId === reply.id);
    expect(events.map((document) => document.event.revision)).toEqual([1, 2, 3]);
    expect(events[2]!.event.replaces).toBe(events[1]!.event.id);
  });

  it.each([
    ['FIELD_UNKNOWN', () => revises('no-such-field', blank)],
    ['MARK_REFUSED', () => revises('name', spoilt('a', 'b'))],
    ['FIELDS_UNANSWERED', () => revises('name', null)],
    ['NOTHING_CORRECTED', () => revises('postcode', says('ZZ1 1ZZ'))],
    [
      'REPLY_UNKNOWN',
      () => {
        const replyId = ReplyId.parse('01890a5d-ac96-774b-bcce-b30209900001');
        reviseReply(desk, { replyId, reason: 'none', changes: [change('name', blank)] });
      },
    ],
    [
      'REPLY_NOT_SEALED',
      () => {
        const { id } = aReply(desk, aBatch(desk));
        withdrawReply(desk, { replyId: id, reason: 'not ours' });
      },
    ],
  ])('%s changes nothing', (code, attempt) => {
    const before = sealedRows(desk.db);
    expect(refusalOf(attempt)).toMatchObject({ code });
    expect(sealedRows(desk.db)).toEqual(before);
  });
});

describe('withdrawing what is sealed', () => {
  it('[S1] is an event with its reason, and final', () => {
    const sheet = withdrawReply(desk, { replyId: reply.id, reason: 'logged twice' });
    expect(sheet).toMatchObject({ revision: 2, isWithdrawn: true, marks: { postcode: says('ZZ1 1ZZ') } });
    expect(documents()[2]).toMatchObject({
      format: 'postbag-withdrawal/1',
      event: { kind: 'withdraw', revision: 2, replaces: sealedRows(desk.db)[0]!.event_id },
      reason: 'logged twice',
      decider: desk.person.id,
    });
    const refusal = { code: 'REPLY_WITHDRAWN', details: { serialLabel: reply.serialLabel } };
    expect(refusalOf(() => revises('name', blank))).toEqual(refusal);
    expect(refusalOf(() => withdrawReply(desk, { replyId: reply.id, reason: 'again' }))).toEqual(refusal);
  });

  it('keeps the batch adding up', () => {
    const before = batchOf();
    withdrawReply(desk, { replyId: reply.id, reason: 'logged twice' });
    expect(batchOf()).toEqual(before);
  });
});

describe('corrections on their way', () => {
  beforeEach(async () => {
    await unit.enrols();
    await unit.sends();
  });

  it('[S5] a corrected reply is only here until its newest event has a receipt; the batch follows', async () => {
    expect(batchOf()).toMatchObject({ state: 'received', receipted: 2 });
    revises('postcode', says('ZZ2 2ZZ'));
    expect(batchOf()).toMatchObject({ state: 'sealed', receipted: 1, count: { received: 2, keyed: 2 } });
    expect(unit.state()).toMatchObject({ onlyHere: 1, atHeadquarters: 1, offeredAgain: 0 });
    await unit.sends();
    expect(batchOf()).toMatchObject({ state: 'received', receipted: 2 });
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 2 });
    expect(readCorrectionSheet(desk.db, reply.id).history).toMatchObject([
      { isReceived: true },
      { isReceived: true },
    ]);
  });

  it('[S11] arrives as the newest revision, and a withdrawal after it', async () => {
    revises('postcode', says('ZZ2 2ZZ'));
    withdrawReply(desk, { replyId: reply.id, reason: 'logged twice' });
    await unit.sends();
    await headquarters.arrived();
    const { rows } = await headquarters.database.pool.query(
      'select revision, is_withdrawn from reply where reply_id = any($1) order by revision',
      [replies.map(({ id }) => id)],
    );
    expect(rows).toEqual([
      { revision: 1, is_withdrawn: false },
      { revision: 3, is_withdrawn: true },
    ]);
  });
});

describe('the store itself', () => {
  it.each([
    ['UPDATE correction SET reason = reason', 'a correction never changes'],
    ['DELETE FROM correction', 'a correction is never deleted'],
    [
      `INSERT INTO correction SELECT event_id, 'none', sealed_by, 0 FROM event WHERE kind = 'create'`,
      'the first event of a reply corrects nothing',
    ],
    [
      `INSERT INTO event (event_id, kind, consultation_id, reply_id, revision, replaces, digest, bytes, sealed_by, sealed_at_ms)
       SELECT 'x', 'revise', consultation_id, reply_id, 3, event_id, digest, bytes, sealed_by, 0 FROM event
       WHERE kind = 'withdraw'`,
      'the reply was withdrawn',
    ],
  ])('refuses: %s', (sql, message) => {
    withdrawReply(desk, { replyId: reply.id, reason: 'logged twice' });
    expect(() => desk.db.exec(sql)).toThrow(message);
  });
});

describe('what is too large to be sent', () => {
  it('[S14] REPLY_TOO_LARGE: is never sealed', () => {
    const document = aReplyDocument(1);
    const comment = 'x'.repeat(200_000);
    const most = Math.ceil(usualLimits.eventBytes / comment.length);
    const marks = Object.fromEntries(
      Array.from({ length: most }, (_, index) => [fieldId(`q${index}`), says(comment)]),
    );
    expect(refusalOf(() => bytesOf({ ...document, marks }, 'BEN-000001'))).toEqual({
      code: 'REPLY_TOO_LARGE',
      details: { serialLabel: 'BEN-000001', megabytes: 49, mostMegabytes: 48 },
    });
    expect(bytesOf(document, 'BEN-000001').toString()).toBe(canonicalJson(document));
  });
});
