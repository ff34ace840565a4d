import { v7 as newId } from 'uuid';
import type { RequestOf } from '../../contract/bridge/call.ts';
import type { Calls } from '../../contract/bridge/calls.ts';
import type { Batch } from '../../contract/records/batch.ts';
import { ConsultationId, QueryId, ReplyId } from '../../contract/records/id.ts';
import type { Reply } from '../../contract/records/reply.ts';
import { loadShippedPack } from '../../electron/postroom/consultations/shipped-packs.ts';
import { logReply } from '../../electron/postroom/log-reply.ts';
import { openBatch } from '../../electron/postroom/open-batch.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { insertRekeyPlan } from '../../electron/store/queries/rekey-plans.ts';

// The post room in the words of a test: a consultation, a batch of it, replies in the batch.

export const CWS = ConsultationId.parse('cws-2007');
export const BENCHES = ConsultationId.parse('example-benches');

/** As the window makes it for a query that it raises. */
export const aQueryId = (): QueryId => QueryId.parse(newId());

/** Both shipped consultations, side by side. Nothing of them is keyed again, unless the test is about that. */
export function loadBothConsultations(desk: Desk): void {
  loadShippedPack(desk, { file: 'cws-2007.json' });
  loadShippedPack(desk, { file: 'example-benches.json' });
  for (const consultationId of [CWS, BENCHES]) keysNothingAgain(desk, consultationId);
}

/** A plan under which nothing is keyed again: a reply is verified when its first keying is finished. */
export function keysNothingAgain({ db }: Pick<Desk, 'db'>, consultationId: ConsultationId): void {
  insertRekeyPlan(db, {
    consultationId,
    plan: { always: [], drawnPerThousand: 0, seed: 'nothing', newKeyerBatches: 0, mostWrong: 0 },
    reason: 'The test is about something else.',
    madeBy: null,
    madeAtMs: 1,
  });
}

export function aBatch(desk: Desk, details: Partial<RequestOf<Calls['postroom']['openBatch']>> = {}): Batch {
  return openBatch(desk, {
    consultationId: CWS,
    channel: 'post',
    receivedDate: '2007-04-02',
    documentCount: 25,
    ...details,
  });
}

export function aReply(
  desk: Desk,
  batch: Pick<Batch, 'id'>,
  details: Partial<RequestOf<Calls['postroom']['logReply']>> = {},
): Reply {
  return logReply(desk, {
    replyId: ReplyId.parse(newId()),
    batchId: batch.id,
    kind: 'questionnaire',
    signatures: null,
    pages: null,
    enclosures: '',
    ...details,
  });
}

/** A batch with this many questionnaires logged, as full as it was counted. */
export function aFullBatch(desk: Desk, size: number): { readonly batch: Batch; readonly replies: Reply[] } {
  const batch = aBatch(desk, { documentCount: size });
  return { batch, replies: Array.from({ length: size }, () => aReply(desk, batch)) };
}
