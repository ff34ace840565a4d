import type { ReadableDb } from './db.ts';
import { listActs, listAudit, verifyAuditChain } from './queries/audit.ts';
import { listBatches } from './queries/batches.ts';
import { summariseConsultations } from './queries/consultation-summaries.ts';
import { readChannelsOfDay, readDoneOfDay, readOldestOutstanding } from './queries/day-sheet.ts';
import { findReplies } from './queries/find-replies.ts';
import { readCheckedFields, readFinishedWork } from './queries/quality.ts';
import { listToDecide } from './queries/to-decide.ts';

/** The queries that run in the reader thread, by name. Each takes a ReadableDb, so none can write. */
export const readerQueries = {
  findReplies,
  listBatches,
  readChannelsOfDay,
  readDoneOfDay,
  readOldestOutstanding,
  readFinishedWork,
  readCheckedFields,
  listToDecide,
  listAudit,
  // Every query of the thread takes one argument, and these have nothing to be told.
  listActs: (db: ReadableDb, _nothing: null) => listActs(db),
  verifyAudit: (db: ReadableDb, _nothing: null) => verifyAuditChain(db),
  summariseConsultations,
} as const;

export type ReaderQueries = typeof readerQueries;
