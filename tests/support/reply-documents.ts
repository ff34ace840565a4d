import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '../../headquarters/database/database.ts';
import { ReplyDocument, WithdrawalDocument } from '../../contract/records/reply-document.ts';

// Sealed documents of an invented consultation, for tests that don't begin at the desk.

/** The batch and consultation that `aReplyDocument` files a reply in, unless told otherwise. */
export const inventedBatch = {
  id: '01890a5d-ac96-774b-bcce-b30209900001',
  number: 7,
  channel: 'post',
  receivedDate: '2007-06-04',
  documentCount: 25,
} as const;

/** As little of a pack as headquarters looks at, and its hash. */
const inventedPack = '{"id":"invented-2007"}';
const inventedPackHash = createHash('sha256').update(inventedPack).digest('hex');

/** One reply, keyed once; `changes` overwrites what it says. */
export function aReplyDocument(
  serial: number,
  changes: Partial<Record<keyof ReplyDocument, unknown>> = {},
): ReplyDocument {
  return ReplyDocument.parse({
    format: 'postbag-reply/1',
    event: { id: uuidv7(), kind: 'create', revision: 1, replaces: null },
    consultation: { id: 'invented-2007', packHash: inventedPackHash },
    replyId: uuidv7(),
    serial: { number: serial, label: `INV-${String(serial).padStart(6, '0')}` },
    batch: inventedBatch,
    kind: 'questionnaire',
    signatures: null,
    campaignTemplateId: null,
    receivedDate: '2007-06-04',
    isLate: false,
    pages: 6,
    enclosures: '',
    exclusion: null,
    marks: {
      name: { kind: 'value', value: `Invented Person ${serial}` },
      'q1.tick': { kind: 'value', value: 'agree' },
      'q1.comment': { kind: 'value', value: 'We’d welcome it.\nBut [illegible] – “soon”, please. 👍' },
      'q2.tick': { kind: 'blank' },
      'q3.tick': { kind: 'spoilt', value: ['agree', 'disagree'] },
      'q4.tick': { kind: 'illegible' },
    },
    keyers: { first: '01890a5d-ac96-774b-bcce-b30209900002', second: null, decider: null },
    notes: 0,
    queries: 1,
    ...changes,
  });
}

/** Lets a headquarters know the form that `aReplyDocument` is keyed with; otherwise it is FORM_UNKNOWN. */
export async function knowTheInventedForm({ pool }: Pick<Database, 'pool'>): Promise<void> {
  await pool.query(
    `insert into consultation_pack (consultation_id, pack_hash, body, version)
     values ('invented-2007', decode($1, 'hex'), $2, 1)`,
    [inventedPackHash, inventedPack],
  );
}

/** The next revision of a document. */
export function revised(
  before: ReplyDocument,
  changes: Partial<Record<keyof ReplyDocument, unknown>> = {},
): ReplyDocument {
  const { id, revision } = before.event;
  return ReplyDocument.parse({
    ...before,
    ...changes,
    event: { id: uuidv7(), kind: 'revise', revision: revision + 1, replaces: id },
  });
}

/** A document taken back. */
export function withdrawn(before: ReplyDocument): WithdrawalDocument {
  return WithdrawalDocument.parse({
    format: 'postbag-withdrawal/1',
    event: { id: uuidv7(), kind: 'withdraw', revision: before.event.revision + 1, replaces: before.event.id },
    consultation: { id: before.consultation.id },
    replyId: before.replyId,
    reason: 'Logged twice.',
    decider: '01890a5d-ac96-774b-bcce-b30209900003',
  });
}
