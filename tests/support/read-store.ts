import { samplePassphrase } from '../../contract/records/sample-people.ts';
import { Session } from '../../electron/people/session.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { resourcesFolder } from './resources-folder.ts';

/** Opens a store that `prepareStore` made, after its program has ended, and reads what is in it. */
export async function readStore<Value>(folder: string, read: (desk: Desk) => Value): Promise<Value> {
  const session = new Session({ folder, resourcesFolder, announce: () => undefined });
  await session.signIn('ann', samplePassphrase);
  try {
    return read(session.desk);
  } finally {
    await session.end();
  }
}
