import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeyingSheet } from '../../../contract/records/keying.ts';
import { openKeying } from '../../../electron/keying/open-keying.ts';
import { writeAny } from '../../../electron/store/db.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { keys, keysToTheEnd, says } from '../../support/keyed-replies.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../../support/post-room.ts';
import { sealEverything } from '../../support/seal-by-hand.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';

// The promises of keying, tried against the store itself: what is refused here no screen and no mistake in
// the program can get past.

let here: TemporaryDesk;
let desk: Desk;
let sheet: KeyingSheet;
beforeEach(() => {
  here = openTemporaryDesk();
  loadBothConsultations(here.desk);
  desk = here.as(here.people.firstKeyer);
  sheet = openKeying(desk, aReply(desk, aBatch(desk, { consultationId: BENCHES, documentCount: 1 })).id);
});
afterEach(() => here.clear());

const inSql = (sql: string, values: Record<string, string | number> = {}) => {
  return () => writeAny(desk.db, sql, { ...values });
};
const aKeyingBy = (personId: string, pass: number) =>
  inSql(
    `INSERT INTO keying (id, reply_id, pass, person_id, pack_hash, started_at_ms, saved_at_ms)
     VALUES (@id, @replyId, @pass, @personId, @packHash, 1, 1)`,
    {
      id: `0196a000-0000-7000-8000-00000000000${pass}`,
      replyId: sheet.reply.id,
      pass,
      personId,
      packHash: sheet.packHash,
    },
  );

describe('who keys', () => {
  it('a second keyer equal to the first is impossible', () => {
    expect(aKeyingBy(here.people.firstKeyer.id, 2)).toThrow(/by different people/);
  });

  it('a second first keying is impossible', () => {
    expect(aKeyingBy(here.people.secondKeyer.id, 1)).toThrow(/UNIQUE constraint failed: keying/);
  });

  it('a third pass is impossible', () => {
    expect(aKeyingBy(here.people.secondKeyer.id, 3)).toThrow(/CHECK constraint failed/);
  });

  it.each(['person_id', 'reply_id', 'pack_hash', 'pass', 'id'])(
    'the %s of a keying never changes',
    (column) => {
      expect(inSql(`UPDATE keying SET ${column} = ${column}`)).toThrow(/a keying keeps its/);
    },
  );

  it('a keying is never deleted', () => {
    expect(inSql('DELETE FROM keying')).toThrow(/never deleted/);
  });
});

describe('what is sealed', () => {
  beforeEach(() => {
    keysToTheEnd(desk, sheet, { name: says('Smith') });
    sealEverything(desk.db);
  });

  it('no mark is changed', () => {
    expect(inSql(`UPDATE mark SET value = '"Smythe"' WHERE field = 'name'`)).toThrow(/the reply is sealed/);
  });

  it('no mark is added', () => {
    expect(
      inSql(
        `INSERT INTO mark (keying_id, field, kind, saved_at_ms, is_left)
         VALUES (@keyingId, 'lamp.contact', 'blank', 1, 1)`,
        { keyingId: sheet.keyingId },
      ),
    ).toThrow(/the reply is sealed/);
  });

  it('no mark is taken away', () => {
    expect(inSql(`DELETE FROM mark WHERE field = 'name'`)).toThrow(/the reply is sealed/);
  });

  it('no second keying begins', () => {
    expect(aKeyingBy(here.people.secondKeyer.id, 2)).toThrow(/sealed or set aside|to be keyed again/);
  });

  it('a finished keying stays finished', () => {
    expect(inSql('UPDATE keying SET finished_at_ms = NULL')).toThrow(/keeps its finished keying/);
  });
});

describe('what is kept', () => {
  it('a former value is neither changed nor deleted', () => {
    keys(desk, sheet, 'name', says('Smith'));
    keys(desk, sheet, 'name', says('Smythe'));
    expect(inSql(`UPDATE former_mark SET value = '"X"'`)).toThrow(/never changes/);
    expect(inSql('DELETE FROM former_mark')).toThrow(/never deleted/);
  });

  it('a value that was left can’t be changed without a trace', () => {
    keys(desk, sheet, 'name', says('Smith'));
    inSql(`UPDATE mark SET value = '"X"' WHERE field = 'name'`)();
    inSql(`DELETE FROM mark WHERE field = 'name'`)();
    const former = desk.db.prepare('SELECT value FROM former_mark ORDER BY number').pluck().all();
    expect(former).toEqual(['"Smith"', '"X"']);
  });

  it('a query is never deleted, and its count on the reply can’t drift', () => {
    keys(desk, sheet, 'name', says('[illegible]'));
    expect(inSql('DELETE FROM query')).toThrow(/never deleted/);
    expect(openKeying(desk, sheet.reply.id).reply.openQueries).toBe(1);
  });
});

describe('what counts as keyed', () => {
  it('a reply can’t be called keyed before its first keying is finished', () => {
    expect(inSql(`UPDATE reply SET place = 'keyed'`)).toThrow(/not finished/);
  });

  it('a reply that is keyed can’t lose its finished keying', () => {
    keysToTheEnd(desk, sheet);
    expect(inSql('UPDATE keying SET finished_at_ms = NULL')).toThrow(/keeps its finished keying/);
  });

  it.each(["'guess'", "'value'"])('a mark of kind %s without a value is impossible', (kind) => {
    expect(
      inSql(
        `INSERT INTO mark (keying_id, field, kind, saved_at_ms, is_left) VALUES (@keyingId, 'name', ${kind}, 1, 1)`,
        { keyingId: sheet.keyingId },
      ),
    ).toThrow(/CHECK constraint failed/);
  });

  it('a blank mark has no value', () => {
    keys(desk, sheet, 'name', says('Smith'));
    expect(inSql(`UPDATE mark SET kind = 'blank'`)).toThrow(/CHECK constraint failed/);
  });
});
