import { sealBatch } from '../../sealing/seal-batch.ts';
import { listReceipts } from '../../store/queries/receipts.ts';
import { listAttention } from '../../store/queries/sending-counts.ts';
import { enrol } from '../../sync/enrol.ts';
import { cancelRun } from '../../sync/runs.ts';
import { send } from '../../sync/send.ts';
import { readBatchesOnTheirWay, readSendingState } from '../../sync/sending-state.ts';
import type { HandlersOf } from '../handler.ts';
import { takeInPacks } from '../take-in-packs.ts';
import { whileOpen } from '../while-open.ts';

export const sendingHandlers: HandlersOf<'sending'> = {
  state: ({ db }) => readSendingState(db),
  batches: ({ db }) => readBatchesOnTheirWay(db),
  receipts: ({ db }, { limit }) => listReceipts(db, limit),
  attention: ({ db }, { limit }) => listAttention(db, limit),
  sealBatch: (desk, request) => sealBatch(desk, request),
  async enrol(desk, { code }, session) {
    await whileOpen(session, (closing) => enrol(desk, code, closing));
    return readSendingState(desk.db);
  },
  async send(desk, _request, session) {
    await whileOpen(session, (closing) => send(desk, closing));
    return readSendingState(desk.db);
  },
  async cancel({ db }) {
    await cancelRun(db);
    return readSendingState(db);
  },
  fetchConsultations: (desk, _request, session) =>
    whileOpen(session, (closing) => takeInPacks(desk, closing)),
};
