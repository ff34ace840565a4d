import { sealBatch } from '../../sealing/seal-batch.ts';
import { readEnrolment } from '../../store/queries/devices.ts';
import { listReceipts } from '../../store/queries/receipts.ts';
import { listAttention } from '../../store/queries/sending-counts.ts';
import { markSeriesRead } from '../../store/queries/series-notices.ts';
import { planAnew, sendByItselfSoon } from '../../sync/automatic-sending.ts';
import { enrol } from '../../sync/enrol.ts';
import { refusalOfSync } from '../../sync/refusal-of-sync.ts';
import { cancelRun } from '../../sync/runs.ts';
import { send } from '../../sync/send.ts';
import { recordCancel } from '../../sync/sending-outcome.ts';
import { readBatchesOnTheirWay, readSendingState } from '../../sync/sending-state.ts';
import type { HandlersOf } from '../handler.ts';
import { keepWrap } from '../keep-recovery-wrap.ts';
import { takeInPacks } from '../take-in-packs.ts';
import { whileOpen } from '../while-open.ts';

export const sendingHandlers: HandlersOf<'sending'> = {
  state: ({ db }) => readSendingState(db),
  batches: ({ db }) => readBatchesOnTheirWay(db),
  receipts: ({ db }, { limit }) => listReceipts(db, limit),
  attention: ({ db }, { limit }) => listAttention(db, limit),
  sealBatch(desk, request) {
    const sealed = sealBatch(desk, request);
    sendByItselfSoon(desk, 'sealed');
    return sealed;
  },
  async enrol(desk, { code }, session) {
    await whileOpen(session, (closing) => enrol(desk, code, closing));
    await keepWrap(session);
    sendByItselfSoon(desk, 'enrolled');
    return readSendingState(desk.db);
  },
  async send(desk, _request, session) {
    try {
      await whileOpen(session, (closing) => send(desk, closing));
    } finally {
      planAnew(desk.db);
    }
    return readSendingState(desk.db);
  },
  async cancel(desk) {
    await cancelRun(desk.db);
    if (readEnrolment(desk.db) !== undefined) recordCancel(desk);
    planAnew(desk.db);
    return readSendingState(desk.db);
  },
  seriesRead({ db, person, announce }, { series }) {
    markSeriesRead(db, series, person.id);
    announce({ topic: 'store-changed' });
    return null;
  },
  fetchConsultations: (desk, _request, session) =>
    whileOpen(session, (closing) => takeInPacks(desk, closing)).catch((error: unknown) => {
      throw refusalOfSync(error);
    }),
};
