import { samplePassphrase } from '../../contract/records/sample-people.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { quickSession } from './quick-session.ts';

/** Opens a store that `prepareStore` made, after its program has ended, and reads what is in it. */
export async function readStore<Value>(folder: string, read: (desk: Desk) => Value): Promise<Value> {
  const session = quickSession(folder);
  await session.signIn('ann', samplePassphrase);
  try {
    return read(session.desk);
  } finally {
    await session.end();
  }
}
