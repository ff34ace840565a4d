import {
  queriesOfMark,
  queryOfContradiction,
  queryOfDuplicates,
  queryOfLateness,
  type LookedAtMark,
  type WantedQuery,
} from '../../contract/rules/check-queries.ts';
import { routedOver } from '../../contract/rules/routing.ts';
import { barePostcode, mayBeSameSender } from '../../contract/rules/same-sender.ts';
import type { ReadableDb } from './db.ts';
import { newestPack } from './queries/consultations.ts';
import type { Keying } from './queries/keyings.ts';
import { readReply } from './queries/replies.ts';
import { repliesOfPostcode } from './queries/replies-of-postcode.ts';
import type { Form } from './form.ts';

/** Everything that the checks, light and heavy, want looked at on a reply that says this from end to end. */
export function queriesOfFinishedReply(
  db: ReadableDb,
  keying: Keying,
  form: Form,
  marks: Readonly<Record<string, LookedAtMark>>,
  sender: { readonly name: string; readonly postcode: string },
): readonly WantedQuery[] {
  const skipped = routedOver(
    form.pack,
    form.fields,
    Object.fromEntries(Object.entries(marks).map(([field, { mark }]) => [field, mark])),
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
      const keyed = marks[field.id];
      return keyed === undefined ? [] : queriesOfMark(field, keyed.mark, keyed.overruleReason);
    }),
    ...queryOfContradiction(form.fields, skipped, marks),
    ...queryOfLateness(reply.isLate, reply.receivedDate, closesOn),
    ...queryOfDuplicates(namesakes.map((other) => other.serialLabel)),
  ];
}
