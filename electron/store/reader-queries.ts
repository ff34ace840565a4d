import type { ReadableDb } from './db.ts';
import { listBatches } from './queries/batches.ts';
import { summariseConsultations } from './queries/consultation-summaries.ts';
import { findReplies } from './queries/find-replies.ts';

/** The queries that run in the reader thread, by name. Each takes a ReadableDb, so none can write. */
export const readerQueries = {
  findReplies,
  listBatches,
  // Every query of the thread takes one argument, and this one has nothing to be told.
  summariseConsultations: (db: ReadableDb, _nothing: null) => summariseConsultations(db),
} as const;

export type ReaderQueries = typeof readerQueries;
