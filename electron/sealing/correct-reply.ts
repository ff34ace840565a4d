import { v7 as uuidv7 } from 'uuid';
import type { ReplyOf, RequestOf } from '../../contract/bridge/call.ts';
import type { correctionCalls } from '../../contract/bridge/corrections.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { ConsultationPack, ItemRole } from '../../contract/records/consultation-pack.ts';
import type { Mark } from '../../contract/records/mark.ts';
import { WithdrawalDocument } from '../../contract/records/reply-document.ts';
import type { ReplyDocument, SealedDocument } from '../../contract/records/reply-document.ts';
import { fieldsOf, lampsOf } from '../../contract/rules/fields.ts';
import { checkMark } from '../../contract/rules/marks.ts';
import { revisedReply, unansweredFields } from '../../contract/rules/seal.ts';
import { EventId } from '../../contract/sync/ids.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { readPack } from '../store/queries/consultations.ts';
import { insertCorrection, setSenderOfSealed } from '../store/queries/corrections.ts';
import { insertEvent } from '../store/queries/events.ts';
import { sha256 } from '../store/sha256.ts';
import { changedMarks, demandCorrectable, readCorrectionSheet } from './correction-sheet.ts';
import { bytesOf } from './document-bytes.ts';

type Revise = (typeof correctionCalls)['revise'];
type Withdraw = (typeof correctionCalls)['withdraw'];

/**
 * Puts right what is sealed (S1): a new event with the whole document, one revision higher. Each correction is an
 * event of its own, also while the one before waits to be sent: what somebody sealed is never merged away.
 *
 * @throws PostbagError REPLY_UNKNOWN, REPLY_NOT_SEALED, REPLY_WITHDRAWN, FIELD_UNKNOWN, MARK_REFUSED,
 *   FIELDS_UNANSWERED, NOTHING_CORRECTED, REPLY_TOO_LARGE
 */
export function reviseReply(desk: Desk, request: RequestOf<Revise>): ReplyOf<Revise> {
  const { db } = desk;
  const sheet = inTransaction(db, () => {
    const { reply, document: before } = demandCorrectable(db, request.replyId);
    const pack = readPack(db, before.consultation.packHash);
    if (pack === undefined) throw new Error(`no pack ${before.consultation.packHash} to correct with`);
    const marks = changed(pack, before.marks, request.changes);
    const missing = before.exclusion === null ? unansweredFields(pack, marks) : [];
    if (missing[0] !== undefined) {
      throw new PostbagError('FIELDS_UNANSWERED', { count: missing.length, field: missing[0].id });
    }
    const document = revisedReply({ eventId: EventId.parse(uuidv7()), pack, before, marks });
    const fields = changedMarks(before.marks, document.marks).map((change) => change.field);
    if (fields.length === 0) throw new PostbagError('NOTHING_CORRECTED', {});
    sealCorrection(desk, document, reply.serialLabel, request.reason);
    setSenderOfSealed(db, { replyId: reply.id, ...senderOf(pack, document) });
    record(desk, 'corrections.revise', request, { revision: document.event.revision, fields });
    return readCorrectionSheet(db, reply.id);
  });
  desk.announce({ topic: 'store-changed' });
  return sheet;
}

/**
 * Takes a sealed reply back, for good: logged twice, or not ours after all. It stays counted where it is counted.
 *
 * @throws PostbagError REPLY_UNKNOWN, REPLY_NOT_SEALED, REPLY_WITHDRAWN
 */
export function withdrawReply(desk: Desk, request: RequestOf<Withdraw>): ReplyOf<Withdraw> {
  const { db } = desk;
  const sheet = inTransaction(db, () => {
    const { reply, document: before } = demandCorrectable(db, request.replyId);
    const document = WithdrawalDocument.parse({
      format: 'postbag-withdrawal/1',
      event: {
        id: EventId.parse(uuidv7()),
        kind: 'withdraw',
        revision: before.event.revision + 1,
        replaces: before.event.id,
      },
      consultation: { id: before.consultation.id },
      replyId: reply.id,
      reason: request.reason,
      decider: desk.person.id,
    });
    sealCorrection(desk, document, reply.serialLabel, request.reason);
    record(desk, 'corrections.withdraw', request, { revision: document.event.revision });
    return readCorrectionSheet(db, reply.id);
  });
  desk.announce({ topic: 'store-changed' });
  return sheet;
}

/** All marks as they stand after the changes. @throws PostbagError FIELD_UNKNOWN, MARK_REFUSED */
function changed(
  pack: ConsultationPack,
  before: Readonly<Record<string, Mark>>,
  changes: RequestOf<Revise>['changes'],
): Readonly<Record<string, Mark>> {
  const fields = [...fieldsOf(pack), ...lampsOf(pack)];
  const marks: Record<string, Mark> = { ...before };
  for (const { field: fieldId, mark } of changes) {
    const field = fields.find((candidate) => candidate.id === fieldId);
    if (field === undefined) throw new PostbagError('FIELD_UNKNOWN', { field: fieldId });
    if (mark === null) {
      delete marks[fieldId];
      continue;
    }
    const complaint = checkMark(field, mark);
    if (complaint?.code === 'wrong-shape' || complaint?.code === 'unknown-option') {
      throw new PostbagError('MARK_REFUSED', { field: fieldId, reason: complaint.message });
    }
    marks[fieldId] = mark;
  }
  return marks;
}

function sealCorrection(desk: Desk, document: SealedDocument, serialLabel: string, reason: string): void {
  const { db, person } = desk;
  const bytes = bytesOf(document, serialLabel);
  const { id: eventId, kind, revision, replaces } = document.event;
  const atMs = desk.nowMs();
  insertEvent(db, {
    eventId,
    kind,
    consultationId: document.consultation.id,
    replyId: document.replyId,
    revision,
    replaces,
    digest: sha256(bytes),
    bytes,
    sealedBy: person.id,
    sealedAtMs: atMs,
  });
  insertCorrection(db, { eventId, reason, correctedBy: person.id, correctedAtMs: atMs });
}

function record(
  desk: Desk,
  act: string,
  { replyId, reason }: RequestOf<Withdraw>,
  details: Readonly<Record<string, unknown>>,
): void {
  appendAudit(desk.db, {
    atMs: desk.nowMs(),
    personId: desk.person.id,
    act,
    subject: replyId,
    details: { reason, ...details },
  });
}

/** Who wrote it, as the lists and the search have it. */
function senderOf(
  pack: ConsultationPack,
  { marks }: ReplyDocument,
): { readonly name: string; readonly organisation: string; readonly postcode: string } {
  const text = (role: ItemRole): string => {
    const field = fieldsOf(pack).find((candidate) => candidate.role === role && candidate.part === 'entry');
    const mark = field && marks[field.id];
    return mark?.kind === 'value' && typeof mark.value === 'string' ? mark.value : '';
  };
  return { name: text('name'), organisation: text('organisation'), postcode: text('postcode') };
}
