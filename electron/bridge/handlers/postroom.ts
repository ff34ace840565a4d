import { correctReply } from '../../postroom/correct-reply.ts';
import { daySheet } from '../../postroom/day-sheet.ts';
import { excludeReply } from '../../postroom/exclude-reply.ts';
import { handOver } from '../../postroom/hand-over.ts';
import { logReply } from '../../postroom/log-reply.ts';
import { openBatch } from '../../postroom/open-batch.ts';
import { recountBatch } from '../../postroom/recount-batch.ts';
import { showBatch } from '../../postroom/show-batch.ts';
import { takeBackReply } from '../../postroom/take-back-reply.ts';
import type { HandlersOf } from '../handler.ts';

export const postroomHandlers: HandlersOf<'postroom'> = {
  openBatch,
  batch: showBatch,
  batches: (desk, filter) => desk.reader.ask('listBatches', filter),
  recount: recountBatch,
  logReply,
  correctReply,
  exclude: excludeReply,
  takeBack: takeBackReply,
  handOver,
  daySheet,
};
