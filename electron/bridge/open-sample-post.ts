import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import { fieldId } from '../../contract/records/field-id.ts';
import { ReplyId } from '../../contract/records/id.ts';
import type { Mark } from '../../contract/records/mark.ts';
import type { Person } from '../../contract/records/person.ts';
import type { RekeyPlan } from '../../contract/records/rekey-plan.ts';
import { SamplePost, type SampleReply } from '../../contract/records/sample-post.ts';
import type { Field } from '../../contract/rules/fields.ts';
import { makePlan } from '../checking/plans.ts';
import { finishKeying } from '../keying/finish-keying.ts';
import { openKeying } from '../keying/open-keying.ts';
import { saveMark } from '../keying/save-mark.ts';
import { loadShippedPack } from '../postroom/consultations/shipped-packs.ts';
import { logReply } from '../postroom/log-reply.ts';
import { openBatch } from '../postroom/open-batch.ts';
import { takeInScan } from '../postroom/take-in-scan.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { formOf } from '../store/form.ts';

/** What is keyed again of the replies that are keyed when the sample begins. */
const keyedAgain = ['type', 'q5.tick', 'q6.tick', 'q8.tick'].map(fieldId);

/**
 * Logs the sample post, one batch for each bundle: replies that came by the same channel on the same day. Most of it
 * waits to be keyed. The last bundle is keyed by one of the invented people, and a few of its ticks wait to be keyed
 * again by another.
 */
export function openSamplePost(desk: Desk, keyer: Person): void {
  const folder = join(desk.resourcesFolder, 'sample-post');
  const post = SamplePost.parse(JSON.parse(readFileSync(join(folder, 'sample-post.json'), 'utf8')));
  loadShippedPack(desk, { file: `${post.consultationId}.json` });
  const logged = logBundles(desk, folder, post);
  const plan = (always: RekeyPlan['always'], reason: string) =>
    makePlan(desk, {
      consultationId: post.consultationId,
      plan: { always, drawnPerThousand: 0, seed: 'sample post', newKeyerBatches: 0, mostWrong: 0 },
      reason,
    });
  plan(keyedAgain, 'Sample post: a few ticks of the last batch are keyed again, to see how it goes.');
  // One commit: nobody waits for a disk to take an invented person's keys one by one.
  inTransaction(desk.db, () => {
    for (const [sample, replyId] of logged) {
      const { expected, keyedOtherwise } = sample;
      if (keyedOtherwise !== null)
        keyAs({ ...desk, person: keyer }, replyId, { ...expected, ...keyedOtherwise });
    }
  });
  // Twelve replies are for learning the first keying, alone and within the hour.
  plan(
    [],
    'Sample post: one person learns the first keying. Nothing of what is keyed from now on is keyed again.',
  );
}

function logBundles(desk: Desk, folder: string, post: SamplePost): ReadonlyMap<SampleReply, ReplyId> {
  const logged = new Map<SampleReply, ReplyId>();
  const inOrder = post.replies.toSorted(
    (one, other) =>
      Number(one.keyedOtherwise !== null) - Number(other.keyedOtherwise !== null) ||
      one.receivedDate.localeCompare(other.receivedDate),
  );
  const bundles = Map.groupBy(inOrder, ({ channel, receivedDate }) => `${receivedDate} ${channel}`);
  for (const replies of bundles.values()) {
    const { channel, receivedDate } = replies[0]!;
    const { consultationId } = post;
    const batch = openBatch(desk, { consultationId, channel, receivedDate, documentCount: replies.length });
    for (const sample of replies) {
      const { kind, signatures, enclosures, pages } = sample;
      const reply = logReply(desk, {
        replyId: ReplyId.parse(newId()),
        batchId: batch.id,
        kind,
        signatures,
        enclosures,
        pages: pages.length,
      });
      const scan = pages.map((file) => ({
        mediaType: 'image/jpeg' as const,
        bytes: readFileSync(join(folder, file)),
      }));
      takeInScan(desk, reply.id, scan);
      logged.set(sample, reply.id);
    }
  }
  return logged;
}

/** Keys a reply to its end, at the speed of somebody who is used to it. */
function keyAs(desk: Desk, replyId: ReplyId, marks: Readonly<Record<string, Mark>>): void {
  const { keyingId, packHash } = openKeying(desk, replyId);
  const { byId } = formOf(desk.db, packHash);
  for (const [id, mark] of Object.entries(marks)) {
    const place = fieldId(id);
    const strokes = strokesOf(byId.get(place)!, mark);
    const effort = { strokes, activeMs: strokes * 400 };
    saveMark(desk, { keyingId, field: place, mark, isLeft: true, overruleReason: null, place, ...effort });
  }
  finishKeying(desk, { keyingId, restBlank: 'none', strokes: 0, activeMs: 0 });
}

/** One for a tick or a blank; what is written, and the key that leaves it. */
function strokesOf({ options }: Field, mark: Mark): number {
  const isText = options.length === 0 && mark.kind === 'value' && typeof mark.value === 'string';
  return isText ? mark.value.length + 1 : 1;
}
