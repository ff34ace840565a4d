import { randomBytes, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { v7 as uuidv7 } from 'uuid';
import { PostbagError } from '../../contract/errors.ts';
import { PersonId } from '../../contract/records/id.ts';
import type { Person } from '../../contract/records/person.ts';
import { inTransaction } from '../store/db.ts';
import { createKeyring, withPersonWrap, type Keyring, type WrapCost } from '../store/keyring.ts';
import type { StoreKey } from '../store/open-database.ts';
import { openStore, type OpenStore } from '../store/open-store.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { insertPerson } from '../store/queries/people.ts';
import { setSetting } from '../store/queries/settings.ts';
import { isFolderFree, prepareFolder, type StoreFiles } from '../store/store-folder.ts';

/** What a new store begins with. */
export interface NewStore {
  readonly unitName: string;
  readonly supervisor: Pick<Person, 'signInName' | 'fullName' | 'initials'> & { readonly passphrase: string };
}

/** A store that was just made, open, with its key and its first supervisor. */
interface MadeStore {
  readonly store: OpenStore;
  readonly key: StoreKey;
  readonly person: Person;
}

/**
 * Makes a store where there is none, with its keyring and its first supervisor. Nothing that lies there is touched.
 * @throws PostbagError STORE_EXISTS, STORE_NOT_LOCAL, STORE_NO_PERMISSION, STORE_UNSAFE, DISK_FULL
 */
export async function createStore(
  files: StoreFiles,
  request: NewStore,
  { nowMs, wrapCost }: { readonly nowMs: number; readonly wrapCost: WrapCost },
): Promise<MadeStore> {
  if (!isFolderFree(files)) throw new PostbagError('STORE_EXISTS', {});
  prepareFolder(files);
  const { passphrase, ...names } = request.supervisor;
  const person: Person = { ...names, id: PersonId.parse(uuidv7()), role: 'supervisor', isActive: true };
  const key: StoreKey = randomBytes(32);
  const empty: Keyring = { format: 'postbag-keyring/1', storeId: randomUUID(), wraps: [] };
  const keyring = await withPersonWrap(empty, key, person, passphrase, wrapCost);
  // The keyring first, and only where there is none: of two programs that create at once, one is refused
  // here, before it has touched anything.
  createKeyring(files.keyring, keyring);
  let store: OpenStore | undefined;
  try {
    const made = (store = openStore(files, key, { isNew: true }));
    inTransaction(made.db, () => {
      setSetting(made.db, 'unit_name', request.unitName);
      setSetting(made.db, 'store_id', keyring.storeId);
      insertPerson(made.db, person);
      appendAudit(made.db, {
        atMs: nowMs,
        personId: person.id,
        act: 'session.createStore',
        subject: keyring.storeId,
        details: { unitName: request.unitName },
      });
    });
  } catch (error) {
    await store?.close();
    // All of these are this call's own and nothing was ever in them: half a store would only stand in the way.
    for (const file of [files.store, files.scans]) {
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
    }
    rmSync(files.keyring, { force: true });
    throw error;
  }
  return { store, key, person };
}
