import type { ReplyId } from '../../contract/records/id.ts';
import type { FieldId } from '../../contract/records/mark.ts';
import type { ItemRole } from '../../contract/records/consultation-pack.ts';
import type { WritableDb } from '../store/db.ts';
import { formOf } from '../store/form.ts';
import { readDecidedMarks } from '../store/queries/decisions.ts';
import { readFirstKeying } from '../store/queries/keyings.ts';
import { readMark } from '../store/queries/marks.ts';
import { setSender } from '../store/queries/replies.ts';

const ofTheSender: readonly (ItemRole | null)[] = ['name', 'organisation', 'postcode'];

/**
 * Where it was decided who wrote a reply, or that was taken back, lists and search have it as it counts now. Runs
 * inside the caller's transaction.
 */
export function setSenderAsDecided(db: WritableDb, replyId: ReplyId, field: FieldId): void {
  const { id: firstId, packHash } = readFirstKeying(db, replyId)!;
  const { byId, fields } = formOf(db, packHash);
  if (!ofTheSender.includes(byId.get(field)?.role ?? null)) return;
  const decided = new Map(readDecidedMarks(db, replyId).map((one) => [one.field, one.mark]));
  const text = (role: ItemRole): string => {
    const line = fields.find((candidate) => candidate.role === role && candidate.part === 'entry');
    if (line === undefined) return '';
    const mark = decided.has(line.id) ? decided.get(line.id) : readMark(db, firstId, line.id)?.mark;
    return mark?.kind === 'value' && typeof mark.value === 'string' ? mark.value : '';
  };
  setSender(db, {
    replyId,
    name: text('name'),
    organisation: text('organisation'),
    postcode: text('postcode'),
  });
}
