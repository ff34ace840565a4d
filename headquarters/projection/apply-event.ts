import type { ContentCode } from '../../contract/sync/content-codes.ts';
import type { SealedDocument } from '../../contract/records/reply-document.ts';
import type { WritableDb } from '../database/database.ts';
import type { PendingEvent } from '../database/queries/projection.ts';
import {
  createReply,
  fileBatch,
  replyRevision,
  reviseReply,
  withdrawReply,
} from '../database/queries/replies.ts';

/** What became of an event, and why where a person should know. */
export interface Verdict {
  readonly status: 'applied' | 'conflict' | 'quarantined' | 'held';
  readonly code: ContentCode | null;
}

const applied: Verdict = { status: 'applied', code: null };
const conflict: Verdict = { status: 'conflict', code: 'CONFLICT' };

/** Brings a document into the tables that say how things stand now (S11). */
export async function applyEvent(
  db: WritableDb,
  event: PendingEvent,
  document: SealedDocument,
): Promise<Verdict> {
  if (document.format === 'postbag-withdrawal/1') {
    return (await withdrawReply(db, document)) ? applied : await lateOrHeld(db, document);
  }
  await fileBatch(db, event.deviceId, document);
  if (document.event.kind === 'create') return (await createReply(db, document)) ? applied : conflict;
  return (await reviseReply(db, document)) ? applied : await lateOrHeld(db, document);
}

/** A later revision waits for the one that it replaces; one whose turn is past contradicts another. */
async function lateOrHeld(db: WritableDb, document: SealedDocument): Promise<Verdict> {
  const revision = await replyRevision(db, document.consultation.id, document.replyId);
  const isAhead = revision === null || revision < document.event.revision - 1;
  return isAhead ? { status: 'held', code: null } : conflict;
}
