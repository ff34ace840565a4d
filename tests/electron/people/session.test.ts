import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { samplePassphrase } from '../../../contract/records/sample-people.ts';
import { createDispatch, type Dispatch } from '../../../electron/bridge/dispatch.ts';
import { Session, type SessionOptions } from '../../../electron/people/session.ts';
import { openWritable } from '../../../electron/store/open-database.ts';
import { leastWrapCost, readKeyring, unwrap } from '../../../electron/store/keyring.ts';
import { removeFolder, temporaryFolder } from '../../support/browser-host.ts';

const passphrase = 'four plain words here';
const supervisor = { signInName: 'ada', fullName: 'Ada Example (invented)', initials: 'AE', passphrase };

const opened: { readonly session: Session; readonly folder: string }[] = [];
afterEach(async () => {
  for (const { session, folder } of opened.splice(0)) {
    await session.end();
    removeFolder(folder);
  }
});

interface Unit {
  readonly folder: string;
  readonly session: Session;
  readonly call: Dispatch;
}

/** Its passphrases are quick to try, which saves half a second at each: how slow they are has a test of its own. */
const quick: Partial<SessionOptions> = { wrapCost: leastWrapCost };

function startProgram(folder = temporaryFolder(), options = quick): Unit {
  const session = new Session({ folder, resourcesFolder: 'resources', announce: () => {}, ...options });
  opened.push({ session, folder });
  return { folder, session, call: createDispatch(session) };
}

async function aUnit(): Promise<Unit> {
  const unit = startProgram();
  expect(await unit.call('session.createStore', { unitName: 'Test unit', supervisor })).toMatchObject({
    ok: true,
  });
  return unit;
}

const signIn = { signInName: 'ada', passphrase };
const refusal = (code: string) => ({ ok: false, error: { code } });

describe('creating the store', () => {
  it('writes nothing that can be read without the key: no name, no SQLite header', async () => {
    const { folder, session } = await aUnit();
    await session.signOut();
    for (const file of ['store.postbag', 'scans.postbag']) {
      const bytes = readFileSync(join(folder, file));
      expect(bytes.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
      expect(bytes.includes('Ada Example')).toBe(false);
      expect(bytes.includes('Test unit')).toBe(false);
    }
    expect(readFileSync(join(folder, 'keyring.json'), 'utf8')).not.toContain('Ada Example');
  });

  it('makes each passphrase slow to try: 64 MiB and 3 passes', async () => {
    const { call, folder } = startProgram(undefined, {});
    await call('session.createStore', { unitName: 'Test unit', supervisor });
    const costs = readKeyring(join(folder, 'keyring.json')).wraps.map(
      (wrap) => wrap.kind === 'person' && wrap.kdf,
    );
    expect(costs).toMatchObject([{ name: 'argon2id', memoryKiB: 65_536, passes: 3, lanes: 1 }]);
    await call('session.signOut', null);
    expect(await call('session.signIn', signIn)).toMatchObject({ ok: true });
  });

  it('is made in the unit’s place, and slow to try, where sample post could not be opened before', async () => {
    const { call, folder, session } = startProgram(undefined, {});
    // A file where the folder should be.
    const notAFolder = join(import.meta.dirname, 'session.test.ts');
    const failed = session.createSampleStore(() => notAFolder, { unitName: 'Sample', supervisor });
    await expect(failed).rejects.toThrow();
    expect(session.state).toMatchObject({ at: 'no-store', folder, canTrySample: true });
    await call('session.createStore', {
      unitName: 'Test unit',
      supervisor: { ...supervisor, passphrase: samplePassphrase },
    });
    expect(session.state).toMatchObject({ at: 'signed-in', isSample: false });
    expect(readKeyring(join(folder, 'keyring.json')).wraps).toMatchObject([{ kdf: { memoryKiB: 65_536 } }]);
  });

  it('never replaces a store that is there: STORE_EXISTS', async () => {
    const { call } = await aUnit();
    await call('session.signOut', null);
    expect(await call('session.createStore', { unitName: 'Other', supervisor })).toMatchObject(
      refusal('STORE_EXISTS'),
    );
    expect(await call('session.signIn', signIn)).toMatchObject({
      ok: true,
      value: { unitName: 'Test unit' },
    });
  });

  it('refuses a synchronised folder by its name: STORE_NOT_LOCAL', async () => {
    const folder = temporaryFolder();
    const { call } = startProgram(join(folder, 'Dropbox', 'unit'));
    expect(await call('session.createStore', { unitName: 'Test unit', supervisor })).toMatchObject(
      refusal('STORE_NOT_LOCAL'),
    );
    removeFolder(folder);
  });

  it('says STORE_NO_PERMISSION where the folder can’t be made', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a-file'), '');
    const { call } = startProgram(join(folder, 'a-file', 'unit'));
    expect(await call('session.createStore', { unitName: 'T', supervisor })).toMatchObject(
      refusal('STORE_NO_PERMISSION'),
    );
    removeFolder(folder);
  });

  it('refuses sample post where a store is: STORE_EXISTS', async () => {
    const { call } = await aUnit();
    expect(await call('session.trySample', null)).toMatchObject(refusal('STORE_EXISTS'));
  });
});

describe('what comes at the same moment', () => {
  const another = { ...supervisor, signInName: 'bea' };

  it('of two that create a store, one does and the other is told that it is there', async () => {
    const { call } = startProgram();
    const outcomes = await Promise.all([
      call('session.createStore', { unitName: 'First', supervisor }),
      call('session.createStore', { unitName: 'Second', supervisor: another }),
    ]);
    expect(outcomes).toMatchObject([{ ok: true }, refusal('STORE_EXISTS')]);
    await call('session.signOut', null);
    expect(await call('session.signIn', signIn)).toMatchObject({ ok: true, value: { unitName: 'First' } });
  });

  it('of two programs that create a store in one folder, the second is refused and the first goes on', async () => {
    const first = startProgram();
    const second = startProgram(first.folder);
    const outcomes = await Promise.all([
      first.call('session.createStore', { unitName: 'First', supervisor }),
      second.call('session.createStore', { unitName: 'Second', supervisor: another }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const winner = outcomes[0].ok ? first : second;
    await winner.call('session.signOut', null);
    const name = outcomes[0].ok ? 'ada' : 'bea';
    expect(await winner.call('session.signIn', { signInName: name, passphrase })).toMatchObject({ ok: true });
  });

  it('sample post asked for while the unit’s store is being made leaves that store where it belongs', async () => {
    const { call, session, folder } = startProgram();
    const outcomes = await Promise.all([
      call('session.createStore', { unitName: 'First', supervisor }),
      call('session.trySample', null),
    ]);
    expect(outcomes).toMatchObject([{ ok: true, value: { isSample: false } }, refusal('STORE_EXISTS')]);
    expect(session.files.folder).toBe(folder);
  });

  it('a new passphrase asked for just before the lock opens the store', async () => {
    const { call, session } = await aUnit();
    const newPassphrase = 'another four plain words';
    const personId = session.desk.person.id;
    await Promise.all([
      call('people.setPassphrase', { personId, passphrase: newPassphrase }),
      call('session.lock', null),
    ]);
    const again = await call('session.signIn', { signInName: 'ada', passphrase: newPassphrase });
    expect(again).toMatchObject({ ok: true, value: { at: 'signed-in' } });
  });

  it('two people added at once can both sign in', async () => {
    const { call } = await aUnit();
    const names = ['amy', 'bob'];
    const added = await Promise.all(
      names.map((signInName) =>
        call('people.add', {
          person: { signInName, fullName: `${signInName} (invented)`, initials: 'X', role: 'keyer' },
          passphrase,
        }),
      ),
    );
    expect(added).toMatchObject([{ ok: true }, { ok: true }]);
    for (const signInName of names) {
      expect(await call('session.signIn', { signInName, passphrase })).toMatchObject({ ok: true });
    }
  });
});

describe('a store that was moved away', () => {
  it('leaves its keyring and scans untouched, and is named on the recovery screen until it is back', async () => {
    const { call, folder } = await aUnit();
    await call('session.signOut', null);
    const [store, keyring] = [join(folder, 'store.postbag'), join(folder, 'keyring.json')];
    renameSync(store, join(folder, 'elsewhere'));
    const before = readFileSync(keyring, 'utf8');
    expect(await call('session.state', null)).toMatchObject({
      ok: true,
      value: { at: 'recovery', file: 'store.postbag' },
    });
    expect(await call('session.createStore', { unitName: 'Other', supervisor })).toMatchObject(
      refusal('STORE_EXISTS'),
    );
    expect(readFileSync(keyring, 'utf8')).toBe(before);
    renameSync(join(folder, 'elsewhere'), store);
    expect(await call('session.signIn', signIn)).toMatchObject({
      ok: true,
      value: { unitName: 'Test unit' },
    });
  });
});

describe('signing in', () => {
  it('refuses a wrong passphrase, then makes the next try wait, across a restart of the program', async () => {
    const { call, session, folder } = await aUnit();
    await call('session.signOut', null);
    const wrong = { signInName: 'ada', passphrase: 'not the passphrase' };
    expect(await call('session.signIn', wrong)).toMatchObject({
      ok: false,
      error: { code: 'WRONG_PASSPHRASE', details: { waitSeconds: 1 } },
    });
    expect(await call('session.signIn', signIn)).toMatchObject(refusal('TOO_MANY_ATTEMPTS'));
    await session.end();
    const again = startProgram(folder);
    expect(await again.call('session.signIn', signIn)).toMatchObject(refusal('TOO_MANY_ATTEMPTS'));
  });

  it('refuses an unknown name as it does a wrong passphrase', async () => {
    const { call } = await aUnit();
    await call('session.signOut', null);
    expect(await call('session.signIn', { signInName: 'nobody', passphrase })).toMatchObject(
      refusal('WRONG_PASSPHRASE'),
    );
  });

  it('says STORE_MISSING where there is none', async () => {
    expect(await startProgram().call('session.signIn', signIn)).toMatchObject(refusal('STORE_MISSING'));
  });

  it('keeps a second program off an open store: STORE_IN_USE, until the first ends', async () => {
    const first = await aUnit();
    const second = startProgram(first.folder);
    expect(await second.call('session.signIn', signIn)).toMatchObject(refusal('STORE_IN_USE'));
    await first.session.end();
    expect(await second.call('session.signIn', signIn)).toMatchObject({
      ok: true,
      value: { at: 'signed-in' },
    });
  });

  it('goes to the recovery screen without the keyring, and comes back when it is put back', async () => {
    const { call, folder } = await aUnit();
    await call('session.signOut', null);
    renameSync(join(folder, 'keyring.json'), join(folder, 'elsewhere.json'));
    expect(await call('session.state', null)).toMatchObject({ ok: true, value: { at: 'recovery' } });
    expect(await call('session.signIn', signIn)).toMatchObject(refusal('KEYRING_MISSING'));
    expect(await call('session.createStore', { unitName: 'Other', supervisor })).toMatchObject(
      refusal('STORE_EXISTS'),
    );
    renameSync(join(folder, 'elsewhere.json'), join(folder, 'keyring.json'));
    expect(await call('session.signIn', signIn)).toMatchObject({ ok: true });
  });

  it.each([
    ['cut short', (text: string) => text.slice(0, 100)],
    ['of another form', () => '{"format": "postbag-keyring/2"}'],
  ])('says KEYRING_DAMAGED for one that is %s', async (_, damage) => {
    const { call, folder } = await aUnit();
    await call('session.signOut', null);
    const file = join(folder, 'keyring.json');
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    expect(await call('session.signIn', signIn)).toMatchObject(refusal('KEYRING_DAMAGED'));
  });

  it.each([
    [
      'a plain SQLite file',
      (file: string) => {
        rmSync(file);
        new Database(file).exec('CREATE TABLE reply (x)').close();
      },
    ],
    ['a text file', (file: string) => writeFileSync(file, 'not a store '.repeat(1000))],
    ['a store cut short', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 5000))],
  ])('says STORE_NOT_A_STORE for %s, and leaves it as it was', async (_, spoil) => {
    const { call, folder } = await aUnit();
    await call('session.signOut', null);
    const file = join(folder, 'store.postbag');
    spoil(file);
    const before = readFileSync(file);
    expect(await call('session.signIn', signIn)).toMatchObject(refusal('STORE_NOT_A_STORE'));
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('refuses a store that a newer program wrote: STORE_NEWER, and leaves it as it was', async () => {
    const { call, folder } = await aUnit();
    await call('session.signOut', null);
    const opened = await unwrap(readKeyring(join(folder, 'keyring.json')), 'ada', passphrase);
    const db = openWritable(join(folder, 'store.postbag'), opened!.key, { mustExist: true });
    db.pragma('user_version=99990');
    db.close();
    expect(await call('session.signIn', signIn)).toMatchObject({
      ok: false,
      error: { code: 'STORE_NEWER', details: { storeVersion: 99_990 } },
    });
  });
});

describe('people', () => {
  const person = { signInName: 'ben', fullName: 'Ben Sample (invented)', initials: 'BS', role: 'keyer' };

  it('come with a passphrase of their own, which opens the store until they leave', async () => {
    const { call } = await aUnit();
    const added = await call('people.add', { person, passphrase: 'a passphrase of bens' });
    const personId = (added as { value: { id: string } }).value.id;
    const asBen = { signInName: 'BEN ', passphrase: 'a passphrase of bens' };
    expect(await call('session.signIn', asBen)).toMatchObject({
      ok: true,
      value: { person: { role: 'keyer' } },
    });
    expect(await call('people.setActive', { personId, isActive: false })).toMatchObject(
      refusal('SUPERVISOR_ONLY'),
    );
    await call('session.signIn', signIn);
    expect(await call('people.setActive', { personId, isActive: false })).toMatchObject({ ok: true });
    expect(await call('session.signIn', asBen)).toMatchObject(refusal('WRONG_PASSPHRASE'));
  });

  it('can’t share a name for signing in, whatever its case: SIGN_IN_NAME_TAKEN', async () => {
    const { call } = await aUnit();
    const twin = { ...person, signInName: 'ADA' };
    expect(await call('people.add', { person: twin, passphrase })).toMatchObject(
      refusal('SIGN_IN_NAME_TAKEN'),
    );
  });

  it('always have one supervisor among them: LAST_SUPERVISOR', async () => {
    const { call, session } = await aUnit();
    const personId = session.desk.person.id;
    expect(await call('people.setRole', { personId, role: 'keyer' })).toMatchObject(
      refusal('LAST_SUPERVISOR'),
    );
    expect(await call('people.setActive', { personId, isActive: false })).toMatchObject(
      refusal('LAST_SUPERVISOR'),
    );
    expect(session.desk.person.role).toBe('supervisor');
  });

  it('who have left are at the desk no longer, themselves included', async () => {
    const { call, session } = await aUnit();
    const boss = { ...person, role: 'supervisor' };
    await call('people.add', { person: boss, passphrase });
    const personId = session.desk.person.id;
    expect(await call('people.setActive', { personId, isActive: false })).toMatchObject({ ok: true });
    expect(await call('session.signOut', null)).toMatchObject({ ok: true });
    expect(await call('people.setLockAfter', { minutes: 5 })).toMatchObject(refusal('NOT_SIGNED_IN'));
    expect(await call('session.signIn', signIn)).toMatchObject(refusal('WRONG_PASSPHRASE'));
  });

  it('change their own passphrase by the old one; the old one opens nothing any more', async () => {
    const { call, folder } = await aUnit();
    const newPassphrase = 'another four plain words';
    expect(
      await call('session.changePassphrase', { oldPassphrase: passphrase, newPassphrase }),
    ).toMatchObject({ ok: true });
    const keyring = readKeyring(join(folder, 'keyring.json'));
    expect(await unwrap(keyring, 'ada', passphrase)).toBeNull();
    expect(await unwrap(keyring, 'ada', newPassphrase)).not.toBeNull();
  });
});

describe('locking', () => {
  it('closes the store, so that nothing of it can be read, and the same person comes back', async () => {
    const { call, session } = await aUnit();
    expect(await call('session.lock', null)).toMatchObject({
      ok: true,
      value: { at: 'locked', person: { signInName: 'ada' } },
    });
    expect(await call('people.list', null)).toMatchObject(refusal('LOCKED'));
    expect(() => session.desk).toThrow('LOCKED');
    expect(await call('session.signIn', signIn)).toMatchObject({ ok: true, value: { at: 'signed-in' } });
  });
});

describe('sample post', () => {
  it('lies in a folder of its own that is gone when the program ends', async () => {
    const { call, session } = startProgram();
    expect(await call('session.trySample', null)).toMatchObject({ ok: true, value: { isSample: true } });
    const { folder } = session.files;
    expect(existsSync(folder)).toBe(true);
    await session.end();
    expect(existsSync(folder)).toBe(false);
  });
});
