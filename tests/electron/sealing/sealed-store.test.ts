import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Batch } from '../../../contract/records/batch.ts';
import { excludeReply } from '../../../electron/postroom/exclude-reply.ts';
import { recountBatch } from '../../../electron/postroom/recount-batch.ts';
import { sealBatch } from '../../../electron/sealing/seal-batch.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { refusalOf } from '../../support/keyed-replies.ts';
import { loadBothConsultations } from '../../support/post-room.ts';
import { aKeyedBatch, aSealedBatch, sealedRows } from '../../support/sealed-batches.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';

// The promises of the sealed store, tried with SQL past all of the program's own code.

let here: TemporaryDesk;
let desk: Desk;
let batch: Batch;
beforeEach(() => {
  here = openTemporaryDesk();
  loadBothConsultations(here.desk);
  desk = here.as(here.people.firstKeyer);
  batch = aSealedBatch(desk, 2);
});
afterEach(() => here.clear());

const attempt = (sql: string) => () => desk.db.exec(sql);

describe('what is sealed', () => {
  it.each([
    [`UPDATE event SET bytes = x'7b7d'`, 'what is sealed never changes'],
    [`UPDATE event SET digest = printf('%064d', 1)`, 'what is sealed never changes'],
    [`DELETE FROM event`, 'what is sealed is never deleted'],
    [`UPDATE mark SET value = '"tidied"' WHERE value IS NOT NULL`, 'the reply is sealed'],
    [`DELETE FROM mark`, 'the reply is sealed'],
    [`UPDATE reply SET pages = 3`, 'the reply is sealed'],
    [`UPDATE reply SET is_late = 1`, 'the reply is sealed'],
    [`UPDATE reply SET place = 'excluded', exclusion_reason = 'other'`, 'the reply is sealed'],
    [`UPDATE reply SET stage = 'here'`, 'a reply goes from here to sealed to received, and not back'],
    [`UPDATE batch SET state = 'open'`, 'a batch goes from open to sealed to received, and not back'],
    [`UPDATE batch SET document_count = 3`, 'the batch is sealed'],
    [`UPDATE batch SET channel = 'fax'`, 'the batch is sealed'],
  ])('[S1] never changes: %s', (sql, message) => {
    expect(attempt(sql)).toThrow(message);
  });

  it.each([
    ['reply_id', `(SELECT id FROM reply ORDER BY number DESC LIMIT 1)`],
    ['event_id', `'01890a5d-ac96-774b-bcce-b30209900001'`],
    ['kind', `'withdraw'`],
    ['revision', '2'],
    ['consultation_id', `'cws-2007'`],
  ])('[S1] its envelope says what the document says: another %s is refused', (column, value) => {
    const columns = ['event_id', 'kind', 'consultation_id', 'reply_id', 'revision', 'replaces', 'digest'];
    const selected = columns.map((name) => (name === column ? value : name)).join(', ');
    // In a copy of the table without its keys, so that it is the CHECK that refuses and nothing before it.
    const { sql } = desk.db.prepare(`SELECT sql FROM sqlite_schema WHERE name = 'event'`).get() as {
      sql: string;
    };
    desk.db.exec(
      sql
        .replace('event (', 'event_copy (')
        .replaceAll(/ (UNIQUE )?REFERENCES \w+ \(\w+\)/g, '')
        .replace('UNIQUE (reply_id, revision),', ''),
    );
    expect(
      attempt(
        `INSERT INTO event_copy (${columns.join(', ')}, bytes, sealed_by, sealed_at_ms)
         SELECT ${selected}, bytes, sealed_by, sealed_at_ms FROM event LIMIT 1`,
      ),
    ).toThrow('CHECK constraint failed');
  });

  it('refuses every change that the program offers', () => {
    const replyId = sealedRows(desk.db)[0]!.reply_id as Parameters<typeof excludeReply>[1]['replyId'];
    const exclude = () => excludeReply(desk, { replyId, reason: 'other', note: '' });
    expect(refusalOf(exclude)).toMatchObject({ code: 'REPLY_SEALED' });
    const recount = () => recountBatch(desk, { batchId: batch.id, documentCount: 3 });
    expect(refusalOf(recount)).toMatchObject({ code: 'BATCH_SEALED' });
  });
});

describe('sealing past the seal', () => {
  it('[S1] no reply is sealed without its bytes, no batch with a reply that is not', () => {
    const { batch: open } = aKeyedBatch(desk, 1);
    expect(attempt(`UPDATE reply SET stage = 'sealed' WHERE batch_id = '${open.id}'`)).toThrow(
      'nothing of the reply is sealed',
    );
    expect(attempt(`UPDATE batch SET state = 'sealed' WHERE id = '${open.id}'`)).toThrow(
      'a reply of the batch is not sealed',
    );
    expect(sealBatch(desk, { batchId: open.id })).toMatchObject({ state: 'sealed' });
  });

  it('[S5] no reply is received without a receipt that covers it, no batch without its replies', () => {
    expect(attempt(`UPDATE reply SET stage = 'received'`)).toThrow('no receipt covers the reply');
    expect(attempt(`UPDATE batch SET state = 'received'`)).toThrow('CHECK constraint failed');
    expect(attempt(`UPDATE batch SET receipted = 2`)).toThrow('a batch counts the replies that are received');
  });
});
