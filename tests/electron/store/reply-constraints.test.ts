import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Batch } from '../../../contract/records/batch.ts';
import type { Reply } from '../../../contract/records/reply.ts';
import { excludeReply } from '../../../electron/postroom/exclude-reply.ts';
import { insertReply } from '../../../electron/store/queries/replies.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';
import { aBatch, aFullBatch, BENCHES, loadBothConsultations } from '../../support/post-room.ts';
import { keyByHand } from '../../support/key-by-hand.ts';
import { sealEverything } from '../../support/seal-by-hand.ts';

// The promises that the store keeps by itself, tried in SQL as a program with a mistake would break them.

let here: TemporaryDesk;
let batch: Batch;
let replies: Reply[];
beforeEach(() => {
  here = openTemporaryDesk();
  loadBothConsultations(here.desk);
  ({ batch, replies } = aFullBatch(here.desk, 2));
});
afterEach(() => here.clear());

const run = (sql: string): void => void here.desk.db.exec(sql);
const first = (): string => `'${replies[0]!.id}'`;

describe('the adding-up line', () => {
  it.each(['received', 'keyed', 'excluded', 'outstanding'])('can’t be written by hand: %s', (column) => {
    expect(() => run(`UPDATE batch SET ${column} = ${column} + 1`)).toThrow('CHECK constraint failed');
  });

  it('can’t go past what the opener counted', () => {
    expect(() => run('UPDATE batch SET document_count = 1')).toThrow('CHECK constraint failed');
    expect(() =>
      insertReply(here.desk.db, {
        ...replies[0]!,
        id: batch.id as never,
        serial: 99,
        loggedBy: here.people.firstKeyer.id,
      }),
    ).toThrow('CHECK constraint failed: received <= document_count');
  });

  it('holds a batch open until every reply is keyed or excluded', () => {
    expect(() => run(`UPDATE batch SET state = 'sealed'`)).toThrow();
  });

  it('holds a batch back from *received* until each reply has its receipt', () => {
    for (const { id } of replies) excludeReply(here.desk, { replyId: id, reason: 'duplicate', note: '' });
    sealEverything(here.desk.db);
    expect(() => run(`UPDATE batch SET state = 'received'`)).toThrow('CHECK constraint failed');
  });
});

describe('a reply', () => {
  it('is never deleted, and neither are batches, people and packs', () => {
    for (const table of ['reply', 'batch', 'person', 'pack']) {
      expect(() => run(`DELETE FROM ${table}`)).toThrow('is never deleted');
    }
  });

  it('keeps its serial, its batch and its consultation', () => {
    for (const change of ['serial = 7', `batch_id = 'x'`, `consultation_id = '${BENCHES}'`, `id = 'x'`]) {
      expect(() => run(`UPDATE reply SET ${change} WHERE id = ${first()}`)).toThrow('never change');
    }
  });

  it('shares its serial with none', () => {
    const other = aBatch(here.desk);
    const again = { ...replies[0]!, id: other.id as never, batchId: other.id, loggedBy: batch.openedBy };
    expect(() => insertReply(here.desk.db, again)).toThrow('UNIQUE constraint failed');
  });

  it('lies in a batch of its own consultation', () => {
    const other = aBatch(here.desk, { consultationId: BENCHES });
    const stray = { ...replies[0]!, id: other.id as never, serial: 99, batchId: other.id };
    expect(() => insertReply(here.desk.db, { ...stray, loggedBy: batch.openedBy })).toThrow(
      'belongs to another consultation',
    );
  });

  it('is excluded with a reason, and has a reason only then', () => {
    expect(() => run(`UPDATE reply SET place = 'excluded' WHERE id = ${first()}`)).toThrow('CHECK');
    expect(() => run(`UPDATE reply SET exclusion_reason = 'other' WHERE id = ${first()}`)).toThrow('CHECK');
  });

  it('has signatures exactly where it is a petition', () => {
    expect(() => run(`UPDATE reply SET signatures = 3 WHERE id = ${first()}`)).toThrow('CHECK');
    expect(() => run(`UPDATE reply SET kind = 'petition' WHERE id = ${first()}`)).toThrow('CHECK');
  });

  it('is not sealed while it is outstanding', () => {
    expect(() => run(`UPDATE reply SET stage = 'sealed' WHERE id = ${first()}`)).toThrow();
  });

  it('doesn’t move once it is sealed, nor back from it', () => {
    for (const { id } of replies) keyByHand(here.desk, id);
    sealEverything(here.desk.db);
    expect(() => run(`UPDATE reply SET place = 'outstanding' WHERE id = ${first()}`)).toThrow();
    expect(() => run(`UPDATE reply SET stage = 'here' WHERE id = ${first()}`)).toThrow('and not back');
  });
});

it('a pack never changes', () => {
  expect(() => run(`UPDATE pack SET body = '{}'`)).toThrow('a pack never changes');
});
