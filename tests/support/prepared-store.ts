import { samplePassphrase } from '../../contract/records/sample-people.ts';
import type { Session } from '../../electron/people/session.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { quickSession } from './quick-session.ts';

/**
 * Makes a unit's store in a folder and lets `prepare` work in it, for a program that is started on it afterwards.
 * The supervisor signs in as `ann` with the passphrase of the sample people.
 */
export async function prepareStore(
  folder: string,
  prepare: (desk: Desk, session: Session) => void | Promise<void>,
): Promise<void> {
  const session = quickSession(folder);
  await session.createStore({
    unitName: 'Invented Unit',
    supervisor: {
      signInName: 'ann',
      fullName: 'Ann Example (invented)',
      initials: 'AE',
      passphrase: samplePassphrase,
    },
  });
  try {
    await prepare(session.desk, session);
  } finally {
    await session.end();
  }
}
