import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyReply } from '../../../contract/bridge/replies.ts';
import { listBatches, readBatch } from '../../../electron/store/queries/batches.ts';
import { summariseConsultations } from '../../../electron/store/queries/consultation-summaries.ts';
import { newestPack } from '../../../electron/store/queries/consultations.ts';
import { findReplies } from '../../../electron/store/queries/find-replies.ts';
import { readHistoryOfReply } from '../../../electron/store/queries/history.ts';
import { onlookerOf, readKeptBlind } from '../../../electron/store/queries/kept-blind.ts';
import { readReply, repliesOfBatch } from '../../../electron/store/queries/replies.ts';
import { plansOf } from '../../support/query-plan.ts';
import { aFullBatch, CWS, loadBothConsultations } from '../../support/post-room.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';

// The queries that run at every key or at every screen, held to their indexes: a full scan of the replies
// would pass every other test and be felt only at the hundred-thousandth.

let here: TemporaryDesk;
beforeAll(() => {
  here = openTemporaryDesk();
  loadBothConsultations(here.desk);
  aFullBatch(here.desk, 3);
});
afterAll(() => here.clear());

const page = { offset: 0, limit: 100 };
const onlooker = () => onlookerOf(here.people.firstKeyer);
const scansReplies = (plans: readonly string[]): string[] =>
  plans.filter((step) => /^SCAN reply\b/.test(step) && !step.includes('USING COVERING INDEX'));

describe('no reply is read that isn’t asked for', () => {
  it('one reply, and the replies of a batch', () => {
    const { batch, replies } = aFullBatch(here.desk, 2);
    const plans = plansOf(here.desk.db, (db) => {
      readReply(db, replies[0]!.id);
      repliesOfBatch(db, batch.id);
      readBatch(db, batch.id);
    });
    expect(scansReplies(plans)).toEqual([]);
    expect(plans).toContain('SEARCH reply USING INDEX reply_by_batch (batch_id=?)');
    expect(plans.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
  });

  it('the history of a reply, among all that the audit holds', () => {
    const { replies } = aFullBatch(here.desk, 1);
    const plans = plansOf(here.desk.db, (db) => readHistoryOfReply(db, replies[0]!));
    expect(plans).toContain('SEARCH audit USING INDEX audit_by_subject (subject=?)');
  });

  it('the counts of every consultation come from the batches', () => {
    const plans = plansOf(here.desk.db, (db) => summariseConsultations(db, onlooker()));
    expect(scansReplies(plans)).toEqual([]);
    expect(plans.some((step) => step.includes('query USING INDEX query_open'))).toBe(true);
  });

  it('the list of batches, in order without sorting', () => {
    const plans = plansOf(here.desk.db, (db) =>
      listBatches(db, { consultationId: null, states: ['open'], ...page }),
    );
    expect(scansReplies(plans)).toEqual([]);
    expect(plans.filter((step) => step.includes('FOR ORDER BY'))).toEqual([]);
  });

  it('the newest version of a pack', () => {
    const plans = plansOf(here.desk.db, (db) => newestPack(db, CWS));
    expect(plans).toEqual(['SEARCH pack USING INDEX sqlite_autoindex_pack_2 (consultation_id=?)']);
  });

  it('the unfiltered list of replies, a page by number', () => {
    const plans = plansOf(here.desk.db, (db) =>
      findReplies(db, { filter: everyReply, ...page, onlooker: onlooker() }),
    );
    expect(plans).toContain('SEARCH reply USING INTEGER PRIMARY KEY (rowid=?)');
    expect(plans.filter((step) => step.includes('FOR ORDER BY'))).toEqual([]);
  });

  it('the replies of a place, and of a batch, by their index', () => {
    const ofPlace = plansOf(here.desk.db, (db) =>
      findReplies(db, {
        filter: { ...everyReply, consultationId: CWS, place: 'outstanding' },
        ...page,
        onlooker: onlooker(),
      }),
    );
    expect(scansReplies(ofPlace)).toEqual([]);
    const { batch } = aFullBatch(here.desk, 1);
    const ofBatch = plansOf(here.desk.db, (db) =>
      findReplies(db, { filter: { ...everyReply, batchId: batch.id }, ...page, onlooker: onlooker() }),
    );
    expect(scansReplies(ofBatch)).toEqual([]);
  });

  it('a search goes through the search index and the serials', () => {
    const plans = plansOf(here.desk.db, (db) =>
      findReplies(db, { filter: { ...everyReply, text: '12' }, ...page, onlooker: onlooker() }),
    );
    expect(plans.some((step) => step.includes('reply_search VIRTUAL TABLE INDEX'))).toBe(true);
    expect(plans.some((step) => step.includes('(consultation_id=? AND serial=?)'))).toBe(true);
    expect(scansReplies(plans)).toEqual([]);
  });

  it('what is kept blind of a reply is asked of that reply, not of all that somebody ever keyed', () => {
    const { replies } = aFullBatch(here.desk, 1);
    const plans = plansOf(here.desk.db, (db) => readKeptBlind(db, replies[0]!.id, onlooker()));
    expect(plans.some((step) => step.includes('keying USING INDEX'))).toBe(true);
    expect(plans.filter((step) => step.includes('(person_id=?)') || step.includes('TEMP B-TREE'))).toEqual(
      [],
    );
  });
});
