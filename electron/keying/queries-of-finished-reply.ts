import type { SavedMark } from '../../contract/records/keying.ts';
import { routedOver } from '../../contract/rules/routing.ts';
import { barePostcode, mayBeSameSender } from '../../contract/rules/same-sender.ts';
import type { ReadableDb } from '../store/db.ts';
import { newestPack } from '../store/queries/consultations.ts';
import type { Keying } from '../store/queries/keyings.ts';
import { readReply } from '../store/queries/replies.ts';
import { repliesOfPostcode } from '../store/queries/replies-of-postcode.ts';
import {
  queriesOfMark,
  queryOfContradiction,
  queryOfDuplicates,
  queryOfLateness,
  type WantedQuery,
} from './check-queries.ts';
import type { Form } from '../store/form.ts';

/** Everything that the checks, light and heavy, want looked at on a reply that is keyed to its end. */
export function queriesOfFinishedReply(
  db: ReadableDb,
  keying: Keying,
  form: Form,
  marks: Readonly<Record<string, SavedMark>>,
  sender: { readonly name: string; readonly postcode: string },
): readonly WantedQuery[] {
  const skipped = routedOver(
    form.pack,
    form.fields,
    Object.fromEntries(Object.entries(marks).map(([field, saved]) => [field, saved.mark])),
  );
  const reply = readReply(db, keying.replyId)!;
  // The closing date that counts is the newest one, whatever form the reply was keyed with.
  const { closesOn } = newestPack(db, keying.consultationId)?.pack ?? form.pack;
  const namesakes = repliesOfPostcode(
    db,
    keying.consultationId,
    barePostcode(sender.postcode),
    keying.replyId,
  ).filter((other) => mayBeSameSender(sender, other));
  return [
    ...[...form.byId.values()].flatMap((field) => {
      const saved = marks[field.id];
      return saved === undefined ? [] : queriesOfMark(field, saved.mark, saved.overruleReason);
    }),
    ...queryOfContradiction(form.fields, skipped, marks),
    ...queryOfLateness(reply.isLate, reply.receivedDate, closesOn),
    ...queryOfDuplicates(namesakes.map((other) => other.serialLabel)),
  ];
}
