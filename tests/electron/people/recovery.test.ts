import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  cpSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import type { BackupState } from '../../../contract/bridge/backups.ts';
import type { RecoveryState } from '../../../contract/bridge/session.ts';
import { createDispatch, type Dispatch } from '../../../electron/bridge/dispatch.ts';
import { keepRecoveryWraps } from '../../../electron/bridge/keep-recovery-wrap.ts';
import type { Session } from '../../../electron/people/session.ts';
import { readKeyring, recoveryWrapOf } from '../../../electron/store/keyring.ts';
import { readCurrentStream } from '../../../electron/store/queries/streams.ts';
import { readEnrolment } from '../../../electron/store/queries/devices.ts';
import { recoverStore } from '../../../headquarters/recovery/recover-store.ts';
import { removeFolder, temporaryFolder } from '../../support/browser-host.ts';
import { aHeadquarters, type ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../../support/post-room.ts';
import { aSealedBatch } from '../../support/sealed-batches.ts';
import { quickSession } from '../../support/quick-session.ts';

// Argon2id at every sign-in, threads and PostgreSQL, on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const passphrase = 'four plain words here';
const ada = { signInName: 'ada', fullName: 'Ada Example (invented)', initials: 'AE', passphrase };
const newcomer = { signInName: 'nora', fullName: 'Nora Newcomer (invented)', initials: 'NN', passphrase };

interface Unit {
  readonly folder: string;
  readonly session: Session;
  readonly call: Dispatch;
}
const units: Unit[] = [];
const folders: string[] = [];

/** The program on a folder; the one before on the same folder has ended. */
async function startProgram(folder = temporaryFolder(), keepsBackups = false): Promise<Unit> {
  folders.push(folder);
  const session = quickSession(folder, { keepsBackups });
  keepRecoveryWraps(session);
  const unit = { folder, session, call: createDispatch(session) };
  units.push(unit);
  return unit;
}

async function aUnit(keepsBackups = false): Promise<Unit> {
  const unit = await startProgram(undefined, keepsBackups);
  expect(await unit.call('session.createStore', { unitName: 'Test unit', supervisor: ada })).toMatchObject({
    ok: true,
  });
  return unit;
}

afterEach(async () => {
  for (const { session } of units.splice(0)) await session.end();
  folders.splice(0).forEach(removeFolder);
});

const signIn = { signInName: 'ada', passphrase };
const refusal = (code: string) => ({ ok: false, error: { code } });
async function valueOf<Value>(outcome: ReturnType<Dispatch>): Promise<Value> {
  const answered = await outcome;
  expect(answered).toMatchObject({ ok: true });
  return (answered as { value: Value }).value;
}
const ask = ({ call }: Unit) => valueOf<RecoveryState>(call('session.askRecovery', null));
const stateOf = ({ call }: Unit) => valueOf<BackupState>(call('backups.state', null));

describe('backups from the screen', () => {
  it('are made, listed, read back and restored; what was keyed since and not sent is told [S7]', async () => {
    const unit = await aUnit();
    loadBothConsultations(unit.session.desk);
    const batch = aBatch(unit.session.desk, { consultationId: BENCHES, documentCount: 3 });
    aReply(unit.session.desk, batch);
    // Nothing is made by itself in this program, so there is nothing yet.
    expect(await stateOf(unit)).toMatchObject({ lines: [], failure: null, everyHours: 24 });
    const made = await valueOf<BackupState>(unit.call('backups.make', null));
    expect(made.lines).toMatchObject([{ place: 'here', replies: 1, verifiedAtMs: expect.any(Number) }]);
    const { id } = made.lines[0]!;
    expect(await unit.call('backups.verify', { id, place: 'here' })).toMatchObject({ ok: true });
    expect(await unit.call('backups.verify', { id, place: 'second' })).toMatchObject(
      refusal('BACKUP_UNKNOWN'),
    );
    aReply(unit.session.desk, batch);
    aReply(unit.session.desk, batch);

    expect(await unit.call('backups.restore', { id, place: 'here' })).toMatchObject({
      ok: true,
      value: { at: 'signed-out' },
    });
    await valueOf(unit.call('session.signIn', signIn));
    const { notice } = await stateOf(unit);
    expect(notice).toMatchObject({ why: 'restored', unsentReplies: 2 });
    expect(existsSync(join(notice!.setAside!, 'store.postbag'))).toBe(true);
    await valueOf(unit.call('backups.noticeRead', { number: notice!.number }));
    expect((await stateOf(unit)).notice).toBe(null);
  });

  it('are made when the store is left, if something was written, and soon after a sign-in that finds none', async () => {
    const unit = await aUnit(true);
    await unit.call('session.signOut', null);
    await unit.session.backups.idle();
    // A store that was made and left again: the first person and the place were written before the counting began.
    expect(readdirSync(unit.folder)).not.toContain('backup-failure.json');
    await valueOf(unit.call('session.signIn', signIn));
    await expect.poll(async () => (await stateOf(unit)).lines.length, { timeout: 25_000 }).toBe(1);
    await unit.call('session.signOut', null);
    await unit.session.backups.idle();
    expect(readdirSync(join(unit.folder, 'backups'))).toHaveLength(1);
    await valueOf(unit.call('session.signIn', signIn));
    await valueOf(unit.call('people.setLockAfter', { minutes: 7 }));
    await unit.call('session.signOut', null);
    await unit.session.backups.idle();
    expect(readdirSync(join(unit.folder, 'backups'))).toHaveLength(2);
  });

  it('go to a second folder too; one that is away is told until it is back: BACKUP_FOLDER_AWAY', async () => {
    const unit = await aUnit(true);
    const second = temporaryFolder();
    folders.push(second);
    const settings = { everyHours: 12, secondFolder: second };
    expect(await unit.call('backups.setSettings', settings)).toMatchObject({
      ok: true,
      value: { everyHours: 12 },
    });
    const both = await valueOf<BackupState>(unit.call('backups.make', null));
    expect(both.lines.map(({ place }) => place).toSorted()).toEqual(['here', 'second']);
    renameSync(second, `${second}-pulled-out`);
    const away = await valueOf<BackupState>(unit.call('backups.make', null));
    expect(away).toMatchObject({ failure: null, secondFailure: { code: 'BACKUP_FOLDER_AWAY' } });
    expect(existsSync(second)).toBe(false);
    renameSync(`${second}-pulled-out`, second);
    expect(await valueOf<BackupState>(unit.call('backups.make', null))).toMatchObject({
      secondFailure: null,
    });
  });

  it.each([
    ['a relative one', () => 'backups'],
    ['one that isn’t there', () => '/no/such/folder'],
    ['the store’s own', (unit: Unit) => join(unit.folder, 'backups')],
  ])('refuse as the second folder %s: BACKUP_FOLDER_REFUSED', async (_, folderOf) => {
    const unit = await aUnit();
    expect(
      await unit.call('backups.setSettings', { everyHours: 24, secondFolder: folderOf(unit) }),
    ).toMatchObject(refusal('BACKUP_FOLDER_REFUSED'));
  });

  it('run one at a time, and can be cancelled: BACKUP_RUNNING, BACKUP_CANCELLED', async () => {
    const unit = await aUnit(true);
    const first = unit.call('backups.make', null);
    expect(await unit.call('backups.make', null)).toMatchObject(refusal('BACKUP_RUNNING'));
    await valueOf(unit.call('backups.cancel', null));
    expect(await first).toMatchObject(refusal('BACKUP_CANCELLED'));
    expect((await stateOf(unit)).lines).toEqual([]);
  });
});

async function aBackedUpUnit(): Promise<Unit> {
  const unit = await aUnit(true);
  await valueOf(unit.call('backups.make', null));
  await unit.call('session.signOut', null);
  await unit.session.backups.idle();
  return unit;
}
const restorable = async ({ call }: Unit) =>
  valueOf<{ id: string }[]>(call('session.restorable', { folder: null }));

describe('a store that can’t be opened', () => {
  it('that is whole offers no backups before sign-in: RESTORE_NOT_NEEDED', async () => {
    const unit = await aBackedUpUnit();
    expect(await restorable(unit)).toEqual([]);
    const [id] = readdirSync(join(unit.folder, 'backups'));
    expect(await unit.call('session.restore', { folder: null, id })).toMatchObject(
      refusal('RESTORE_NOT_NEEDED'),
    );
    expect(await unit.call('session.openWithoutLog', null)).toMatchObject(refusal('RESTORE_NOT_NEEDED'));
  });

  it.each([
    ['missing', (file: string) => renameSync(file, `${file}.moved`)],
    ['truncated', (file: string) => truncateSync(file, 12_288)],
    ['no database', (file: string) => writeFileSync(file, 'nothing '.repeat(9000))],
  ])('because it is %s is replaced by a backup, and opens', async (_, harm) => {
    const unit = await aBackedUpUnit();
    harm(unit.session.files.store);
    const tried = await unit.call('session.signIn', signIn);
    expect(tried.ok).toBe(false);
    expect(await unit.call('session.state', null)).toMatchObject({ ok: true, value: { at: 'recovery' } });
    const [line] = await restorable(unit);
    expect(await unit.call('session.restore', { folder: null, id: 'no such' })).toMatchObject(
      refusal('BACKUP_UNKNOWN'),
    );
    expect(await unit.call('session.restore', { folder: null, id: line!.id })).toMatchObject({
      ok: true,
      value: { at: 'signed-out' },
    });
    await valueOf(unit.call('session.signIn', signIn));
    expect((await stateOf(unit)).notice).toMatchObject({ why: 'restored' });
  });

  it('because its keyring is missing gets that from a backup, and keeps the newer store', async () => {
    const unit = await aBackedUpUnit();
    await valueOf(unit.call('session.signIn', signIn));
    await valueOf(unit.call('people.setLockAfter', { minutes: 9 }));
    await unit.call('session.signOut', null);
    await unit.session.backups.idle();
    rmSync(unit.session.files.keyring);
    expect(await unit.call('session.askRecovery', null)).toMatchObject(refusal('KEYRING_MISSING'));
    const lines = await restorable(unit);
    await valueOf(unit.call('session.restore', { folder: null, id: lines.at(-1)!.id }));
    expect(await unit.call('session.signIn', signIn)).toMatchObject({
      ok: true,
      value: { lockAfterMinutes: 9 },
    });
    expect((await stateOf(unit)).notice).toBe(null);
  });

  it('offers backups from any folder that is named: of another disk, or one backup itself', async () => {
    const unit = await aBackedUpUnit();
    const elsewhere = temporaryFolder();
    folders.push(elsewhere);
    cpSync(join(unit.folder, 'backups'), join(elsewhere, 'postbag-backups-0123abcd'), { recursive: true });
    rmSync(join(unit.folder, 'backups'), { recursive: true });
    rmSync(unit.session.files.store);
    expect(await restorable(unit)).toEqual([]);
    const [line] = await valueOf<{ id: string }[]>(unit.call('session.restorable', { folder: elsewhere }));
    const itself = join(elsewhere, line!.id);
    expect(await valueOf<unknown[]>(unit.call('session.restorable', { folder: itself }))).toHaveLength(1);
    await valueOf(unit.call('session.restore', { folder: elsewhere, id: line!.id }));
    await valueOf(unit.call('session.signIn', signIn));
  });

  it('because its log is missing opens without it when somebody decides so', async () => {
    const unit = await aBackedUpUnit();
    writeFileSync(unit.session.files.openMark, '');
    expect(await unit.call('session.state', null)).toMatchObject({
      value: { at: 'recovery', why: 'log-missing' },
    });
    expect(await unit.call('session.signIn', signIn)).toMatchObject(refusal('STORE_LOG_MISSING'));
    await valueOf(unit.call('session.openWithoutLog', null));
    await valueOf(unit.call('session.signIn', signIn));
  });
});

describe('[S7] a copy of the store', () => {
  it('knows that it is one beside the store that it was copied from; a renamed folder does not', async () => {
    const unit = await aUnit();
    await unit.call('session.signOut', null);
    const copied = `${unit.folder}-copied`;
    cpSync(unit.folder, copied, { recursive: true });
    const copy = await startProgram(copied);
    await valueOf(copy.call('session.signIn', signIn));
    expect((await stateOf(copy)).notice).toMatchObject({ why: 'copied', fromFolder: unit.folder });
    const renamed = `${unit.folder}-renamed`;
    await unit.session.end();
    renameSync(unit.folder, renamed);
    const moved = await startProgram(renamed);
    await valueOf(moved.call('session.signIn', signIn));
    expect((await stateOf(moved)).notice).toBe(null);
  });
});

describe('when everybody has gone', () => {
  let headquarters: ListeningHeadquarters;
  beforeEach(async () => {
    headquarters = await aHeadquarters();
  });
  afterEach(() => headquarters.stop());

  const act = { reason: 'nobody is left (test)', by: 'a test' };

  async function anEnrolledUnit(): Promise<Unit> {
    const unit = await aUnit(true);
    const code = await headquarters.newEnrolmentCode();
    await valueOf(unit.call('sending.enrol', { code }));
    await unit.call('session.signOut', null);
    await unit.session.backups.idle();
    return unit;
  }

  it('headquarters’ answer opens the store, a new supervisor begins, and it is on both audits', async () => {
    const unit = await anEnrolledUnit();
    const { isPossible, request } = await ask(unit);
    expect(isPossible).toBe(true);
    const recovery = await recoverStore(headquarters.database, `Dear headquarters,\n> ${request!.text}`, {
      ...act,
      check: request!.check,
    });
    expect(recovery).toMatchObject({ unitName: 'Invented Unit', check: request!.check, isRevoked: false });
    // Somebody who has a way in is not put out by it; somebody without one is.
    // An earlier try that the store couldn't keep left a wrap of the same name, and of nobody.
    const keyring = readKeyring(unit.session.files.keyring);
    const wraps = keyring.wraps.map((wrap) =>
      wrap.kind === 'person' ? { ...wrap, personId: uuidv7(), signInName: newcomer.signInName } : wrap,
    );
    writeFileSync(unit.session.files.keyring, JSON.stringify({ ...keyring, wraps }));
    expect(
      await unit.call('session.recover', {
        answer: recovery.answer,
        supervisor: { ...newcomer, signInName: 'ADA' },
      }),
    ).toMatchObject(refusal('SIGN_IN_NAME_TAKEN'));
    expect(
      await unit.call('session.recover', { answer: recovery.answer, supervisor: newcomer }),
    ).toMatchObject({
      ok: true,
      value: { at: 'signed-in', person: { signInName: 'nora', role: 'supervisor' } },
    });
    expect(await valueOf(unit.call('people.list', null))).toMatchObject([
      { signInName: 'nora', isActive: true },
      { signInName: 'ada', isActive: false },
    ]);
    expect(
      unit.session.desk.db.prepare(`SELECT count(*) AS n FROM audit WHERE act = 'session.recover'`).get(),
    ).toEqual({ n: 1 });
    const { rows } = await headquarters.database.pool.query(
      `select subject, details ->> 'reason' as reason from staff_act where act = 'open store'`,
    );
    expect(rows).toEqual([{ subject: recovery.storeId, reason: act.reason }]);
    await unit.call('session.signOut', null);
    await valueOf(unit.call('session.signIn', { signInName: 'nora', passphrase }));
    // The one-time key is gone with its use.
    await unit.call('session.signOut', null);
    expect(
      await unit.call('session.recover', {
        answer: recovery.answer,
        supervisor: { ...newcomer, signInName: 'x' },
      }),
    ).toMatchObject(refusal('RECOVERY_ANSWER_OUTDATED'));
  });

  it('an answer to an earlier request, of another store, cut or altered is named and opens nothing', async () => {
    const unit = await anEnrolledUnit();
    const other = await anEnrolledUnit();
    const first = await ask(unit);
    const early = await recoverStore(headquarters.database, first.request!.text, act);
    const second = await ask(unit);
    const foreign = await recoverStore(headquarters.database, (await ask(other)).request!.text, act);
    const good = await recoverStore(headquarters.database, second.request!.text, act);
    const recover = (answer: string) => unit.call('session.recover', { answer, supervisor: newcomer });
    expect(await recover(early.answer)).toMatchObject(refusal('RECOVERY_ANSWER_OUTDATED'));
    expect(await recover(foreign.answer)).toMatchObject(refusal('RECOVERY_ANSWER_FOREIGN'));
    expect(await recover(good.answer.slice(0, 300))).toMatchObject(refusal('RECOVERY_ANSWER_UNREADABLE'));
    const [head, ...lines] = good.answer.split('\n');
    const json = JSON.parse(Buffer.from(lines.slice(0, -2).join(''), 'base64').toString()) as {
      sealed: string;
    };
    const sealed = Buffer.from(json.sealed, 'base64');
    sealed[sealed.length - 1]! ^= 1;
    const altered = Buffer.from(JSON.stringify({ ...json, sealed: sealed.toString('base64') })).toString(
      'base64',
    );
    expect(await recover([head, altered, ...lines.slice(-2)].join('\n'))).toMatchObject(
      refusal('RECOVERY_ANSWER_UNREADABLE'),
    );
    expect(unit.session.state.at).toBe('signed-out');
    expect(await recover(good.answer)).toMatchObject({ ok: true });
  });

  it('headquarters refuses a request that was cut, is another headquarters’, or is not the one on the screen', async () => {
    const unit = await anEnrolledUnit();
    const { request } = await ask(unit);
    await expect(recoverStore(headquarters.database, request!.text.slice(0, 200), act)).rejects.toThrow(
      'holds no whole recovery request',
    );
    // Half of what the screen shows is too little: another request with that half is found by trying.
    expect(request!.check).toMatch(/^[0-9A-F]{4}(-[0-9A-F]{4}){3}$/);
    for (const check of ['AAAA-AAAA-AAAA-AAAA', request!.check.slice(0, 9)]) {
      await expect(recoverStore(headquarters.database, request!.text, { ...act, check })).rejects.toThrow(
        'is not the one that the unit made last',
      );
    }
    const another = await aHeadquarters();
    await expect(recoverStore(another.database, request!.text, act)).rejects.toThrow(
      'for another headquarters',
    );
    await another.stop();
    const { rows } = await headquarters.database.pool.query(
      `select 1 from staff_act where act = 'open store'`,
    );
    expect(rows).toEqual([]);
  });

  it('a unit that was never enrolled has no such way: RECOVERY_NOT_POSSIBLE', async () => {
    const unit = await aUnit();
    await unit.call('session.signOut', null);
    expect(await unit.call('session.recovery', null)).toMatchObject({
      value: { isPossible: false, request: null },
    });
    expect(await unit.call('session.askRecovery', null)).toMatchObject(refusal('RECOVERY_NOT_POSSIBLE'));
    expect(recoveryWrapOf(readKeyring(unit.session.files.keyring))).toBe(null);
  });

  it('the wrap and a waiting request show no key', async () => {
    const unit = await anEnrolledUnit();
    await valueOf(unit.call('session.signIn', signIn));
    const key = unit.session.key.toString('hex');
    const { request } = await ask(unit);
    const everything = [
      request!.text,
      ...readdirSync(unit.folder)
        .filter((name) => name.endsWith('.json'))
        .map((name) => readFileSync(join(unit.folder, name), 'utf8')),
    ].join('\n');
    expect(everything).toContain('recovery');
    expect(everything).not.toContain(key);
  });

  it('[S7] a restored store sends in a new series, without asking first, and nothing is lost or doubled', async () => {
    const unit = await anEnrolledUnit();
    await valueOf(unit.call('session.signIn', signIn));
    loadBothConsultations(unit.session.desk);
    aSealedBatch(unit.session.desk, 2);
    const made = await valueOf<BackupState>(unit.call('backups.make', null));
    await valueOf(unit.call('sending.send', null));
    await valueOf(unit.call('backups.restore', { id: made.lines[0]!.id, place: 'here' }));
    await valueOf(unit.call('session.signIn', signIn));
    expect(await unit.call('sending.send', null)).toMatchObject({ ok: true, value: { onlyHere: 0 } });
    const { db } = unit.session.desk;
    expect(readCurrentStream(db, readEnrolment(db)!.deviceId).epoch).toBe(2);
    const { rows } = await headquarters.database.pool.query(
      'select count(distinct event_id)::int as n from event',
    );
    expect(rows).toEqual([{ n: 2 }]);
  });
});
