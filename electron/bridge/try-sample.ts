import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionState } from '../../contract/bridge/session.ts';
import type { Person } from '../../contract/records/person.ts';
import { samplePassphrase, samplePeople } from '../../contract/records/sample-people.ts';
import { addPerson } from '../people/people.ts';
import type { Session } from '../people/session.ts';
import { openSamplePost } from './open-sample-post.ts';

/**
 * Makes a throw-away store with the invented people and the sample post of `resources/`, with its supervisor signed in.
 */
export async function trySample(session: Session): Promise<SessionState> {
  const [supervisor, ...keyers] = samplePeople;
  if (supervisor === undefined) throw new Error('sample-people.ts names nobody');
  await session.createSampleStore(() => mkdtempSync(join(tmpdir(), 'postbag-sample-')), {
    unitName: 'Sample unit (invented)',
    supervisor: { ...supervisor, passphrase: samplePassphrase },
  });
  const { desk } = session;
  const added: Person[] = [];
  for (const person of keyers) {
    added.push(await addPerson(desk, session, { person, passphrase: samplePassphrase }));
  }
  openSamplePost(desk, added[0]!);
  return session.state;
}
