import { afterEach, beforeEach, expect, it } from 'vitest';
import { fieldId } from '../../../contract/records/field-id.ts';
import type { KeyingSheet } from '../../../contract/records/keying.ts';
import { openKeying } from '../../../electron/keying/open-keying.ts';
import type { ReadableDb, WritableDb } from '../../../electron/store/db.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { previousKeying, readKeying, recordProgress } from '../../../electron/store/queries/keyings.ts';
import { putMark, readMarks } from '../../../electron/store/queries/marks.ts';
import {
  findUnbegunReply,
  findUnfinishedReply,
  positionInBatch,
} from '../../../electron/store/queries/next-replies.ts';
import { readCheckQueries } from '../../../electron/store/queries/queries.ts';
import { repliesOfPostcode } from '../../../electron/store/queries/replies-of-postcode.ts';
import { says } from '../../support/keyed-replies.ts';
import { aBatch, aReply, CWS, loadBothConsultations } from '../../support/post-room.ts';
import { plansOf } from '../../support/query-plan.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';

// What runs at every field or between two replies reads by index, however many replies there are.

let here: TemporaryDesk;
let desk: Desk;
let sheet: KeyingSheet;
beforeEach(() => {
  here = openTemporaryDesk();
  loadBothConsultations(here.desk);
  desk = here.as(here.people.firstKeyer);
  sheet = openKeying(desk, aReply(desk, aBatch(desk)).id);
});
afterEach(() => here.clear());

const pile = { consultationId: CWS, batchId: null, after: null };

it.each<[string, (db: ReadableDb) => unknown]>([
  ['the keying of a save', (db) => readKeying(db, sheet.keyingId)],
  ['the marks of a keying', (db) => readMarks(db, sheet.keyingId)],
  ['the queries of a reply', (db) => readCheckQueries(db, sheet.reply.id)],
  ['what is open', (db) => findUnfinishedReply(db, desk.person.id, pile)],
  ['the next of the pile', (db) => findUnbegunReply(db, pile)],
  ['the place in the batch', (db) => positionInBatch(db, sheet.reply.id)],
  [
    'the reply before',
    (db) => previousKeying(db, { id: sheet.keyingId, personId: desk.person.id, consultationId: CWS }),
  ],
  ['replies of one postcode', (db) => repliesOfPostcode(db, CWS, 'XX11XX', sheet.reply.id)],
  [
    'writing a mark',
    (db) =>
      putMark(db as WritableDb, {
        strokes: 1,
        keyingId: sheet.keyingId,
        field: fieldId('name'),
        mark: says('A'),
        overruleReason: null,
        isLeft: true,
        savedAtMs: 1,
      }),
  ],
  [
    'writing the place',
    (db) =>
      recordProgress(db as WritableDb, {
        keyingId: sheet.keyingId,
        place: fieldId('name'),
        savedAtMs: 1,
        strokes: 1,
        activeMs: 1,
      }),
  ],
])('%s is found by an index', (_, query) => {
  expect(plansOf(desk.db, query).filter((step) => /^SCAN (?!CONSTANT|behind)/.test(step))).toEqual([]);
});

it('replies of one postcode are found by the postcode', () => {
  const plan = plansOf(desk.db, (db) => repliesOfPostcode(db, CWS, 'XX11XX', sheet.reply.id));
  expect(plan.join('\n')).toContain('reply_by_postcode');
});
