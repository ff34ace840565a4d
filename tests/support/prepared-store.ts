import { resolve } from 'node:path';
import { samplePassphrase } from '../../contract/records/sample-people.ts';
import { Session } from '../../electron/people/session.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { leastWrapCost } from '../../electron/store/keyring.ts';

/**
 * Makes a unit's store in a folder and lets `prepare` work in it, for a program that is started on it afterwards.
 * The supervisor signs in as `ann` with the passphrase of the sample people.
 */
export async function prepareStore(
  folder: string,
  prepare: (desk: Desk, session: Session) => void | Promise<void>,
): Promise<void> {
  const session = new Session({
    folder,
    resourcesFolder: resolve(import.meta.dirname, '../../resources'),
    announce: () => undefined,
    wrapCost: leastWrapCost,
  });
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
