import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { samplePassphrase, samplePeople } from '../../contract/records/sample-people.ts';
import { fieldId } from '../../contract/records/field-id.ts';
import type { Mark } from '../../contract/records/mark.ts';
import type { RekeyPlan } from '../../contract/records/rekey-plan.ts';
import { addPerson } from '../../electron/people/people.ts';
import type { Session } from '../../electron/people/session.ts';
import { takeInScan } from '../../electron/postroom/take-in-scan.ts';
import { inTransaction } from '../../electron/store/db.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { root } from './built-app.ts';
import { keysAgainToTheEnd, keysFirst, plans } from './checked-replies.ts';
import { says } from './keyed-replies.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from './post-room.ts';

/** What the two of them key in one reply; every other field is blank. */
export interface KeyedTwice {
  readonly first: Readonly<Record<string, Mark>>;
  readonly second: Readonly<Record<string, Mark>>;
}

/** Ben and Cara of the sample people, who can sign in. */
export async function benAndCara(
  desk: Desk,
  session: Session,
): Promise<{ readonly ben: Desk; readonly cara: Desk }> {
  const signedUp = async (name: string): Promise<Desk> => {
    const person = samplePeople.find(({ signInName }) => signInName === name)!;
    return { ...desk, person: await addPerson(desk, session, { person, passphrase: samplePassphrase }) };
  };
  return { ben: await signedUp('ben'), cara: await signedUp('cara') };
}

/**
 * A batch of the benches, each reply keyed by Ben and keyed again by Cara, who both stand by what they keyed. Each has
 * two scanned pages.
 */
export async function aBatchKeyedTwice(
  desk: Desk,
  session: Session,
  replies: readonly KeyedTwice[],
  plan: Partial<RekeyPlan> = {},
): Promise<void> {
  loadBothConsultations(desk);
  plans(desk, { always: ['type', 'q2.entry', 'q4.comment', 'lamp.acknowledge'].map(fieldId), ...plan });
  const { ben, cara } = await benAndCara(desk, session);
  const batch = aBatch(desk, { consultationId: BENCHES, documentCount: replies.length });
  const scan = [1, 2].map((page) => ({
    mediaType: 'image/jpeg' as const,
    bytes: readFileSync(join(root, `resources/sample-post/reply-01-page-${page}.jpg`)),
  }));
  for (const { first, second } of replies) {
    const { id } = aReply(ben, batch);
    takeInScan(desk, id, scan);
    keysFirst(ben, id, first);
    keysAgainToTheEnd(cara, id, second);
  }
}

/** Two batches of the benches, each reply keyed twice with four differences, in one transaction: a pile to decide. */
export async function manyDifferences(desk: Desk, session: Session, replies: number): Promise<void> {
  loadBothConsultations(desk);
  plans(desk, { always: ['type', 'q2.entry', 'q4.comment', 'lamp.acknowledge'].map(fieldId) });
  const { ben, cara } = await benAndCara(desk, session);
  inTransaction(desk.db, () => {
    for (const documentCount of [Math.floor(replies / 2), Math.ceil(replies / 2)]) {
      const batch = aBatch(desk, { consultationId: BENCHES, documentCount });
      for (let count = 0; count < documentCount; count += 1) {
        const { id } = aReply(ben, batch);
        keysFirst(ben, id, { 'q2.entry': says('3'), 'lamp.acknowledge': says('yes') });
        keysAgainToTheEnd(cara, id, { type: says('trader'), 'q4.comment': says('By the pond') });
      }
    }
  });
}
