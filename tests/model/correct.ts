import { FieldId } from '../../contract/records/mark.ts';
import { ReplyId } from '../../contract/records/id.ts';
import { reviseReply, withdrawReply } from '../../electron/sealing/correct-reply.ts';
import { readCorrectionSheet } from '../../electron/sealing/correction-sheet.ts';
import type { ModelStore } from './model-store.ts';
import type { Truth } from './truth.ts';

let corrections = 0;

const isName = (value: unknown): boolean => String(value).startsWith('Invented Sender');

/** Puts one of a store's sealed replies right, or takes it back; where there is none that can be, nothing happens. */
export function correctReply(
  store: ModelStore,
  truth: Truth,
  which: number,
  kind: 'revise' | 'withdraw',
): void {
  const correctable = [...store.facts.newest].filter(([, eventId]) => {
    const fact = truth.sealed.get(eventId)!;
    return fact.isOrdinary && fact.kind !== 'withdraw';
  });
  const chosen = correctable[which % correctable.length];
  if (chosen === undefined) return;
  const replyId = ReplyId.parse(chosen[0]);
  const reason = 'Read again.';
  if (kind === 'withdraw') {
    withdrawReply(store.desk, { replyId, reason });
    return;
  }
  const marks = Object.entries(readCorrectionSheet(store.db, replyId).marks);
  // The others are boxes to be ticked.
  const [field] = marks.find(
    ([, { kind, ...mark }]) => kind === 'value' && 'value' in mark && isName(mark.value),
  )!;
  corrections += 1;
  const mark = { kind: 'value', value: `Invented Sender, corrected ${corrections}` } as const;
  reviseReply(store.desk, { replyId, reason, changes: [{ field: FieldId.parse(field), mark }] });
}
