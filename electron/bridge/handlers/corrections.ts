import { reviseReply, withdrawReply } from '../../sealing/correct-reply.ts';
import { readCorrectionSheet } from '../../sealing/correction-sheet.ts';
import { sendByItselfSoon } from '../../sync/automatic-sending.ts';
import type { HandlersOf } from '../handler.ts';

export const correctionHandlers: HandlersOf<'corrections'> = {
  open: ({ db }, { replyId }) => readCorrectionSheet(db, replyId),
  revise(desk, request) {
    const sheet = reviseReply(desk, request);
    sendByItselfSoon(desk, 'sealed');
    return sheet;
  },
  withdraw(desk, request) {
    const sheet = withdrawReply(desk, request);
    sendByItselfSoon(desk, 'sealed');
    return sheet;
  },
};
