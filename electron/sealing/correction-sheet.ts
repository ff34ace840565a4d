import type { CorrectionSheet, Revision } from '../../contract/bridge/corrections.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { ReplyId } from '../../contract/records/id.ts';
import { FieldId } from '../../contract/records/mark.ts';
import type { Mark } from '../../contract/records/mark.ts';
import type { Reply } from '../../contract/records/reply.ts';
import { ReplyDocument, SealedDocument } from '../../contract/records/reply-document.ts';
import type { ReadableDb } from '../store/db.ts';
import { readPack } from '../store/queries/consultations.ts';
import { readRevisions } from '../store/queries/corrections.ts';
import type { SealedRevision } from '../store/queries/corrections.ts';
import { readReply } from '../store/queries/replies.ts';

/**
 * A sealed reply as its newest document has it, with what was corrected before.
 *
 * @throws PostbagError REPLY_UNKNOWN, REPLY_NOT_SEALED
 */
export function readCorrectionSheet(db: ReadableDb, replyId: ReplyId): CorrectionSheet {
  const { reply, revisions, document } = demandSealed(db, replyId);
  const { packHash } = document.consultation;
  const pack = readPack(db, packHash);
  if (pack === undefined) throw new Error(`no pack ${packHash} to show ${reply.serialLabel} with`);
  const newest = revisions.at(-1)!;
  return {
    reply,
    packHash,
    pack,
    marks: document.marks,
    revision: newest.revision,
    isWithdrawn: newest.kind === 'withdraw',
    history: revisions.map((revision, index) => ({
      ...withoutBytes(revision),
      changes: changesOf(revisions.slice(0, index), revision),
    })),
  };
}

/** A sealed reply, its events, and its newest document that says anything of the paper. */
export interface Sealed {
  readonly reply: Reply;
  readonly revisions: readonly SealedRevision[];
  readonly document: ReplyDocument;
}

/** @throws PostbagError REPLY_UNKNOWN, REPLY_NOT_SEALED */
export function demandSealed(db: ReadableDb, replyId: ReplyId): Sealed {
  const reply = readReply(db, replyId);
  if (reply === undefined) throw new PostbagError('REPLY_UNKNOWN', {});
  const revisions = readRevisions(db, replyId);
  const document = newestReply(revisions);
  if (document === null) throw new PostbagError('REPLY_NOT_SEALED', { serialLabel: reply.serialLabel });
  return { reply, revisions, document };
}

/** @throws PostbagError as `demandSealed`, REPLY_WITHDRAWN */
export function demandCorrectable(db: ReadableDb, replyId: ReplyId): Sealed {
  const sealed = demandSealed(db, replyId);
  if (sealed.revisions.at(-1)!.kind === 'withdraw') {
    throw new PostbagError('REPLY_WITHDRAWN', { serialLabel: sealed.reply.serialLabel });
  }
  return sealed;
}

function newestReply(revisions: readonly SealedRevision[]): ReplyDocument | null {
  const newest = revisions.findLast((revision) => revision.kind !== 'withdraw');
  return newest ? ReplyDocument.parse(documentOf(newest)) : null;
}

function documentOf({ bytes }: SealedRevision): SealedDocument {
  return SealedDocument.parse(JSON.parse(bytes.toString()));
}

function withoutBytes({ bytes: _bytes, ...revision }: SealedRevision): Omit<SealedRevision, 'bytes'> {
  return revision;
}

function changesOf(earlier: readonly SealedRevision[], revision: SealedRevision): Revision['changes'] {
  const before = newestReply(earlier);
  if (before === null || revision.kind === 'withdraw') return [];
  return changedMarks(before.marks, ReplyDocument.parse(documentOf(revision)).marks);
}

/** The fields in which two documents differ; null where one has no mark. */
export function changedMarks(
  before: Readonly<Record<string, Mark>>,
  after: Readonly<Record<string, Mark>>,
): Revision['changes'] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((field) => ({
      field: FieldId.parse(field),
      before: before[field] ?? null,
      after: after[field] ?? null,
    }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}
