import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import type { SessionState } from '../../contract/bridge/session.ts';
import { ReplyId } from '../../contract/records/id.ts';
import { samplePassphrase, samplePeople } from '../../contract/records/sample-people.ts';
import { SamplePost } from '../../contract/records/sample-post.ts';
import { makePlan } from '../checking/plans.ts';
import { addPerson } from '../people/people.ts';
import type { Session } from '../people/session.ts';
import { loadShippedPack } from '../postroom/consultations/shipped-packs.ts';
import { logReply } from '../postroom/log-reply.ts';
import { openBatch } from '../postroom/open-batch.ts';
import { takeInScan } from '../postroom/take-in-scan.ts';
import type { Desk } from '../store/desk.ts';

/**
 * Makes a throw-away store with the invented people and the sample post of `resources/`, logged but not yet
 * keyed, with its supervisor signed in.
 */
export async function trySample(session: Session): Promise<SessionState> {
  const [supervisor, ...keyers] = samplePeople;
  if (supervisor === undefined) throw new Error('sample-people.ts names nobody');
  await session.createSampleStore(() => mkdtempSync(join(tmpdir(), 'postbag-sample-')), {
    unitName: 'Sample unit (invented)',
    supervisor: { ...supervisor, passphrase: samplePassphrase },
  });
  const { desk } = session;
  for (const person of keyers) await addPerson(desk, session, { person, passphrase: samplePassphrase });
  openSamplePost(desk);
  return session.state;
}

/** One batch for each bundle: replies that came by the same channel on the same day. */
function openSamplePost(desk: Desk): void {
  const folder = join(desk.resourcesFolder, 'sample-post');
  const post = SamplePost.parse(JSON.parse(readFileSync(join(folder, 'sample-post.json'), 'utf8')));
  loadShippedPack(desk, { file: `${post.consultationId}.json` });
  // Twelve replies are for learning the first keying, alone and within the hour; the next step is a plan of one's own.
  makePlan(desk, {
    consultationId: post.consultationId,
    plan: { always: [], drawnPerThousand: 0, seed: 'sample post', newKeyerBatches: 0, mostWrong: 0 },
    reason:
      'Sample post: one person learns the first keying. A supervisor tries second keying with a new plan.',
  });
  const inOrder = post.replies.toSorted((one, other) => one.receivedDate.localeCompare(other.receivedDate));
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
    }
  }
}
