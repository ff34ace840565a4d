import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  readReplaced,
  ReplacedRunningError,
  ReplacedUnreadableError,
} from '../../headquarters/backup/read-replaced.ts';
import {
  NotEmptyError,
  OfAnotherHeadquartersError,
  restoreBackup,
} from '../../headquarters/backup/restore-backup.ts';
import type { Restored } from '../../headquarters/backup/restore-backup.ts';
import { writeBackup } from '../../headquarters/backup/write-backup.ts';
import { restoredWords } from '../../headquarters/commands/restored-words.ts';
import { connect, transaction } from '../../headquarters/database/database.ts';
import type { Database } from '../../headquarters/database/database.ts';
import { revokeDevice } from '../../headquarters/database/queries/devices.ts';
import { readLastStanding } from '../../headquarters/database/queries/last-standing.ts';
import { snapshot } from '../../headquarters/database/snapshot.ts';
import { choosePassphrase, linkFor, removeAccount } from '../../headquarters/staff/accounts.ts';
import { signIn, staffOfSession } from '../../headquarters/staff/sign-in.ts';
import { startHeadquarters } from '../../headquarters/start.ts';
import type { Headquarters } from '../../headquarters/start.ts';
import { verify } from '../../headquarters/verify/verify.ts';
import { decideWork } from '../../headquarters/work/decide-work.ts';
import { takesInBytes, carriedBy, encryptedTo } from '../support/courier.ts';
import { aHeadquarters } from '../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../support/listening-headquarters.ts';
import { aReplyDocument, knowTheInventedForm } from '../support/reply-documents.ts';
import { aKeyPair, askToEnrol, enrolDevice, SendingDevice } from '../support/sending-device.ts';
import { anEmptyDatabase } from '../support/test-database.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postbag-test-restore-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const revoke = (database: Database, { enrolled }: SendingDevice, reason: string) =>
  transaction(database, (db) =>
    revokeDevice(db, { deviceId: enrolled.deviceId, reason, by: 'Invented Clerk' }),
  );
/** The same computer, speaking to another address and another life. */
function asKnownTo(device: SendingDevice, { address }: Headquarters, serverEpoch: number): SendingDevice {
  const again = new SendingDevice(address, { ...device.enrolled, serverEpoch }, device.keys);
  again.events.push(...device.events);
  return again;
}
const codeOf = async (answer: Promise<{ readonly body: { error?: { code: string } } }>) =>
  (await answer).body.error?.code ?? 'taken in';

describe('[S7] [S13] what came after the backup', () => {
  let before: ListeningHeadquarters;
  let file: string;
  /** Computers that are in the backup, and one that came after it. */
  let kept: SendingDevice, stolen: SendingDevice, found: SendingDevice, since: SendingDevice;
  /** A code that was used after the backup, and one that nobody has used yet. */
  let usedCode: string, openCode: string;
  let session: string;
  beforeAll(async () => {
    before = await aHeadquarters();
    await knowTheInventedForm(before.database);
    [kept, stolen, found] = (await Promise.all(
      [1, 2, 3].map(async () => enrolDevice(await before.newEnrolmentCode())),
    )) as [SendingDevice, SendingDevice, SendingDevice];
    usedCode = await before.newEnrolmentCode();
    openCode = await before.newEnrolmentCode();
    stolen.seal(aReplyDocument(1));
    await stolen.sendAll();
    for (const name of ['Ann Example', 'Bob Example']) {
      const { secret } = await linkFor(before.database, name);
      await choosePassphrase(before.database, { secret, name: null, passphrase: 'a long enough phrase' });
    }
    session = (await signIn(before.database, 'Ann Example', 'a long enough phrase')).token;
    ({ file } = await writeBackup(before.database, folder));

    stolen.seal(aReplyDocument(2), aReplyDocument(3));
    await stolen.send(stolen.consignment(2, 3));
    kept.seal(aReplyDocument(4, { isLate: true }));
    await kept.sendAll();
    since = await enrolDevice(usedCode);
    await before.arrived();
    await decideWork(before.database, {
      eventId: kept.events[0]!.eventId,
      what: 'acknowledge',
      reason: 'It’s `the` post’s $fault.',
      by: 'Invented Clerk',
    });
    await revoke(before.database, stolen, 'Stolen.');
    await revoke(before.database, found, 'Left in a train.');
    await removeAccount(before.database, 'Bob Example');
  });
  afterAll(() => before.stop());

  /** Restores it into a database of its own, with what is known of the one before or without. */
  async function restoring(
    isKnown: boolean,
    look: (restored: Restored, running: Headquarters, database: Database) => Promise<void>,
  ): Promise<void> {
    const last = isKnown ? await snapshot(before.database, readLastStanding) : null;
    const database = connect(await anEmptyDatabase(), () => {});
    const restored = await restoreBackup(database, file, last);
    const running = await startHeadquarters(database, { host: '127.0.0.1', port: 0 });
    try {
      await look(restored, running, database);
    } finally {
      await running.stop();
      await database.close();
    }
  }

  it('withdraws no computer and nobody of the staff less: access stays as it stood last', async () => {
    await restoring(true, async ({ serverEpoch }, running, database) => {
      for (const device of [stolen, found]) {
        const again = asKnownTo(device, running, serverEpoch);
        again.seal(aReplyDocument(9));
        expect(await codeOf(again.send(again.consignment(1, again.events.length)))).toBe('DEVICE_REVOKED');
        const [, secret] = openCode.split('#');
        expect(await codeOf(askToEnrol(`${running.address}/#${secret}`, device.keys))).toBe('DEVICE_REVOKED');
      }
      // Who was enrolled since still is, and offers again what it sent.
      const again = asKnownTo(kept, running, serverEpoch);
      expect(await codeOf(again.send(again.consignment(1, 1)))).toBe('taken in');
      expect((await asKnownTo(since, running, serverEpoch).head()).head.seq).toBe(0);
      const codes = [usedCode, openCode].map((code) => `${running.address}/#${code.split('#')[1]}`);
      expect(await codeOf(askToEnrol(codes[0]!, aKeyPair()))).toBe('CODE_REFUSED');
      expect(await codeOf(askToEnrol(codes[1]!, aKeyPair()))).toBe('taken in');
      await expect(signIn(database, 'Bob Example', 'a long enough phrase')).rejects.toMatchObject({
        code: 'WRONG_PASSPHRASE',
      });
      expect(await staffOfSession(database, session)).toBeNull();
      await signIn(database, 'Ann Example', 'a long enough phrase');
      expect((await verify(database)).findings).toEqual([]);
    });
  });

  it('is parked, and not lost, where a withdrawn computer’s replies come by courier', async () => {
    await restoring(true, async (_restored, running, database) => {
      const bytes = await encryptedTo(database, carriedBy(stolen, [stolen.consignment(1, 3)]));
      expect(await takesInBytes(database, bytes)).toMatchObject({
        problem: null,
        newEvents: 0,
        parkedEvents: 2,
      });
      const { rows } = await database.pool.query('select is_parked from event order by arrival');
      expect(rows).toEqual([{ is_parked: false }, { is_parked: true }, { is_parked: true }]);
      await running.projector.idle();
      expect((await verify(database)).findings).toEqual([]);
    });
  });

  it('is told, name by name, with the command that decides again', async () => {
    await restoring(true, async (restored) => {
      const words = restoredWords(file, restored);
      const { deviceId } = stolen.enrolled;
      expect(words).toContain(`${deviceId}  Invented Unit, Invented computer (Stolen.)\n`);
      expect(words).toMatch(new RegExp(`keep that\\..*\n  ${deviceId} .*: 2 events`));
      expect(words).toContain(`enrolled still; withdraw what you don’t know:\n  ${since.enrolled.deviceId}`);
      const { eventId, digest } = kept.events[0]!;
      expect(words).toContain(
        `UTC, Invented Clerk, INV-000004:\n    npm run headquarters -- decide ${eventId} acknowledge ` +
          `--bytes ${digest.slice(0, 8)} --reason 'It’s \`the\` post’s $fault.'`,
      );
      // Of this one nothing is missing.
      expect(words.split(found.enrolled.deviceId)).toHaveLength(2);
    });
  });

  it('stands among what was done, and so does the restore', async () => {
    await restoring(true, async ({ serverEpoch }, _running, database) => {
      const { rows } = await database.pool.query(
        'select act, subject, details from staff_act order by act_id',
      );
      expect(rows.map(({ act }) => act)).toContain('remove staff');
      expect(rows.filter(({ act }) => act === 'choose passphrase')).toHaveLength(2);
      expect(rows.at(-1)).toMatchObject({
        act: 'restore backup',
        details: { life: serverEpoch, decisionsForgotten: 1 },
      });
    });
  });

  it('where nobody knows: no code from before works, and who may send is named', async () => {
    await restoring(false, async (restored, running, database) => {
      const words = restoredWords(file, restored);
      for (const device of [kept, stolen, found]) expect(words).toContain(device.enrolled.deviceId);
      expect(words).toContain('2 enrolment codes that were out don’t work any more');
      for (const code of [usedCode, openCode]) {
        const asked = askToEnrol(`${running.address}/#${code.split('#')[1]}`, aKeyPair());
        expect(await codeOf(asked)).toBe('CODE_REFUSED');
      }
      expect(await staffOfSession(database, session)).toBeNull();
      const again = asKnownTo(since, running, restored.serverEpoch);
      again.seal(aReplyDocument(9));
      expect(await codeOf(again.send(again.consignment(1, 1)))).toBe('TOKEN_UNKNOWN');
    });
  });

  it('is a later life than the last, though the clock has been set back', async () => {
    const last = (await snapshot(before.database, readLastStanding))!;
    const database = connect(await anEmptyDatabase(), () => {});
    const serverEpoch = 2_000_000_000;
    const restored = await restoreBackup(database, file, { ...last, serverEpoch });
    expect(restored.serverEpoch).toBe(serverEpoch + 1);
    await expect(restoreBackup(database, file, last)).rejects.toThrow(NotEmptyError);
    await database.close();
  });

  it('is not asked of another headquarters', async () => {
    const another = await aHeadquarters();
    const last = await snapshot(another.database, readLastStanding);
    await another.stop();
    const database = connect(await anEmptyDatabase(), () => {});
    await expect(restoreBackup(database, file, last)).rejects.toThrow(OfAnotherHeadquartersError);
    await database.close();
  });
});

const whyNotRead = async (named: string): Promise<string> =>
  await readReplaced(named).then(
    () => 'it was read',
    (error: unknown) => String(error),
  );

describe('reading the headquarters that is to be replaced', () => {
  it('makes none where there is none, and says what can’t be read', async () => {
    const nothing = path.join(folder, 'nothing');
    await expect(readReplaced(nothing)).rejects.toThrow(ReplacedUnreadableError);
    await expect(readReplaced(nothing)).rejects.toThrow('there is no database.');
    await expect(rm(nothing, { recursive: true })).rejects.toThrow('ENOENT');
    await expect(readReplaced(await anEmptyDatabase())).rejects.toThrow(
      'no headquarters has ever been there',
    );
    await expect(readReplaced('postgresql://nobody:secret@127.0.0.1:1/none')).rejects.toThrow(
      /from its PostgreSQL: connect ECONNREFUSED .*Nothing was changed/,
    );
  });

  it('isn’t done while it runs at a PostgreSQL of one’s own', async () => {
    const url = await anEmptyDatabase('postbag_template');
    const database = connect(url, () => {});
    const running = await startHeadquarters(database, { host: '127.0.0.1', port: 0 });
    await expect(readReplaced(url)).rejects.toThrow(ReplacedRunningError);
    await running.stop();
    await database.close();
    await expect.poll(async () => (await readReplaced(url)).devices).toEqual([]);
  });

  it.each([
    [
      `insert into migration (number, name) values (9990, 'of a later time')`,
      'a newer version of this program',
    ],
    ['delete from migration where number > 50', 'an older version of this program'],
  ])('leaves alone what another version wrote: %s', async (statement, reason) => {
    const url = await anEmptyDatabase('postbag_template');
    const database = connect(url, () => {});
    const running = await startHeadquarters(database, { host: '127.0.0.1', port: 0 });
    await running.stop();
    await database.pool.query(statement);
    await database.close();
    await expect.poll(async () => await whyNotRead(url)).toContain(reason);
  });
});
