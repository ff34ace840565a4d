import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BackupDamagedError } from '../../headquarters/backup/backup-file.ts';
import { NotEmptyError, restoreBackup } from '../../headquarters/backup/restore-backup.ts';
import { startBackups } from '../../headquarters/backup/scheduled-backups.ts';
import { writeBackup } from '../../headquarters/backup/write-backup.ts';
import { connect } from '../../headquarters/database/database.ts';
import type { Database } from '../../headquarters/database/database.ts';
import { listTables } from '../../headquarters/database/queries/backup.ts';
import { makeEnrolmentSecret } from '../../headquarters/enrolment/issue-code.ts';
import { startHeadquarters } from '../../headquarters/start.ts';
import { verify } from '../../headquarters/verify/verify.ts';
import { writeEnrolmentCode } from '../../contract/sync/enrolment.ts';
import { aHeadquarters } from '../support/listening-headquarters.ts';
import { aReplyDocument, revised } from '../support/reply-documents.ts';
import { enrolDevice, SendingDevice } from '../support/sending-device.ts';
import { aDatabase, anEmptyDatabase } from '../support/test-database.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postbag-test-backup-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Everything in every table, as PostgreSQL writes it; in no order. */
async function everything(database: Database): Promise<Record<string, readonly string[]>> {
  const tables = await listTables(database.read);
  const contents = tables.map(async ({ name }) => {
    const { rows } = await database.pool.query<{ row: string }>(`select t::text as row from "${name}" as t`);
    return [name, rows.map(({ row }) => row).toSorted()] as const;
  });
  return Object.fromEntries(await Promise.all(contents));
}

describe('backup and restore', () => {
  it('[S7] brings back every row, in a new life with the same keys; what came after is offered again', async () => {
    const first = await aHeadquarters();
    const device = await enrolDevice(await first.newEnrolmentCode());
    const reply = aReplyDocument(1);
    // What text formats stumble over: quotes, backslashes, tabs, bytes that are no text.
    device.seal(reply, aReplyDocument(2, { enclosures: 'A\\N \\. map\tand “it”' }), revised(reply));
    await device.sendAll();
    await first.arrived();
    const { file } = await writeBackup(first.database, folder);
    const held = await everything(first.database);
    expect(held['backup']).toHaveLength(1);

    device.seal(aReplyDocument(3));
    await device.send(device.consignment(4, 4));
    await first.stop();

    const url = await anEmptyDatabase();
    const database = connect(url, () => {});
    const restored = await restoreBackup(database, file, null);
    const { serverEpoch } = restored;
    expect(serverEpoch).toBeGreaterThan(1);
    const back = await everything(database);
    for (const [table, rows] of Object.entries(held)) {
      // That it was restored is written down, beside what else was done.
      if (['headquarters', 'backup', 'staff_act'].includes(table)) continue;
      expect(back[table], table).toEqual(rows);
    }
    expect([held['staff_act'], back['staff_act']!.length]).toEqual([[], 1]);
    expect(held['event']).toHaveLength(3);
    expect(back['headquarters']![0]).toBe(held['headquarters']![0]!.replace(/,1,/, `,${serverEpoch},`));
    expect(back['backup']![0]).toMatch(new RegExp(`^\\(${device.enrolled.deviceId},1,3,`));
    expect((await verify(database)).findings).toEqual([]);

    const second = await startHeadquarters(database, { host: '127.0.0.1', port: 0 });
    const old = new SendingDevice(second.address, device.enrolled, device.keys);
    old.events.push(...device.events);
    expect(await old.head()).toMatchObject({ serverEpoch, head: { seq: 3 } });
    const refused = await old.send(old.consignment(4, 4));
    expect(refused.body.error?.code).toBe('SERVER_CHANGED');
    const again = new SendingDevice(second.address, { ...device.enrolled, serverEpoch }, device.keys);
    again.events.push(...device.events);
    expect((await again.send(again.consignment(4, 4))).status).toBe(200);
    // Counters go on where they stood.
    await second.projector.idle();
    expect((await verify(database)).findings).toEqual([]);
    await second.stop();
    await database.close();
  });

  it('[S7] restored twice, it is two lives: what the first receipted is no receipt in the second', async () => {
    const running = await aHeadquarters();
    const { file } = await writeBackup(running.database, folder);
    await running.stop();
    const lives: number[] = [];
    for (const minute of [1, 2]) {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2027, 0, 1, 0, minute) });
      const database = connect(await anEmptyDatabase(), () => {});
      lives.push((await restoreBackup(database, file, null)).serverEpoch);
      await database.close();
      vi.useRealTimers();
    }
    expect(lives[1]).toBeGreaterThan(lives[0]!);
  });

  it('may be taken while consignments come in, and holds one moment', async () => {
    const running = await aHeadquarters();
    const device = await enrolDevice(await running.newEnrolmentCode());
    const done = new AbortController();
    const sending = (async () => {
      for (let serial = 1; !done.signal.aborted; serial += 1) {
        device.seal(aReplyDocument(serial));
        await device.send(device.consignment(serial, serial));
      }
    })();
    await expect
      .poll(async () => (await running.database.pool.query('select from event')).rowCount)
      .toBeGreaterThan(5);
    const { file } = await writeBackup(running.database, folder);
    done.abort();
    await sending;
    const database = connect(await anEmptyDatabase(), () => {});
    await restoreBackup(database, file, null);
    expect((await verify(database)).findings).toEqual([]);
    const { rows } = await database.pool.query(
      `select head_seq, through_seq, (select count(*)::int from event) as events
       from stream join backup using (device_id, epoch)`,
    );
    expect(rows[0].head_seq).toBe(rows[0].events);
    // The running one noted no more than the file holds.
    const noted = await running.database.pool.query('select through_seq from backup');
    expect(noted.rows[0].through_seq).toBe(rows[0].head_seq);
    await database.close();
    await running.stop();
  });

  it('a damaged, cut, altered or foreign file is named, and nothing is changed', async () => {
    const { database } = await aDatabase();
    const running = await startHeadquarters(database, { host: '127.0.0.1', port: 0 });
    await running.stop();
    const { file } = await writeBackup(database, folder);
    const whole = await readFile(file);
    const script = zstdDecompressSync(whole).toString();
    const bad: Record<string, Buffer> = {
      // The last bytes of a packed file may hold nothing of its content.
      cut: whole.subarray(0, whole.length - 200),
      empty: Buffer.alloc(0),
      flipped: Buffer.from(whole.map((byte, at) => (at === whole.length >> 1 ? byte ^ 1 : byte))),
      foreign: Buffer.from('What is this?'),
      'not a script': zstdCompressSync('Hello\n'),
      altered: zstdCompressSync(script.replace('CWS', 'CWT')),
      'another time': zstdCompressSync(script.replace(/"takenAt":"2/, '"takenAt":"3')),
      'a row less': zstdCompressSync(script.replace(/\n[^\n]+\n\\\.\n/, '\n\\.\n')),
      'a table less': zstdCompressSync(script.replace(/copy "device" [^]*?"sha256":"[0-9a-f]+"\}\n/, '')),
      'no end': zstdCompressSync(script.slice(0, script.lastIndexOf('--'))),
      'more after the end': zstdCompressSync(`${script}drop table event;\n`),
    };
    const empty = connect(await anEmptyDatabase(), () => {});
    for (const [what, bytes] of Object.entries(bad)) {
      // A damage that damages nothing would prove nothing.
      expect(bytes.equals(zstdCompressSync(script)), what).toBe(false);
      const damaged = path.join(folder, 'damaged');
      await writeFile(damaged, bytes);
      await expect(restoreBackup(empty, damaged, null), what).rejects.toThrow(BackupDamagedError);
    }
    expect(
      (await empty.pool.query(`select to_regclass('migration') as is_there`)).rows[0].is_there,
    ).toBeNull();
    await expect(restoreBackup(database, file, null)).rejects.toThrow(NotEmptyError);
    await empty.close();
    await database.close();
  });

  it.skipIf(spawnSync('psql', ['--version']).error !== undefined)(
    'PostgreSQL’s own psql restores it, too (skipped where there is none): it is an SQL script',
    async () => {
      const running = await aHeadquarters();
      const device = await enrolDevice(await running.newEnrolmentCode());
      device.seal(aReplyDocument(1, { enclosures: 'A\\N \\. map\tand “it”' }));
      await device.sendAll();
      await running.arrived();
      const { file } = await writeBackup(running.database, folder);
      expect((await stat(file)).mode & 0o077).toBe(0);
      const held = await everything(running.database);
      await running.stop();
      const { database, url } = await aDatabase();
      const input = zstdDecompressSync(await readFile(file));
      const psql = spawnSync('psql', ['--set=ON_ERROR_STOP=1', '--quiet', url], { input });
      expect([psql.status, psql.stderr.toString()]).toEqual([0, '']);
      // When it was noted is after the moment that the file holds.
      expect({ ...(await everything(database)), backup: null }).toEqual({ ...held, backup: null });
      await database.close();
    },
  );

  it('what fails leaves no half a file, and nothing is noted as backed up', async () => {
    const { database, url } = await aDatabase();
    const running = await startHeadquarters(database, { host: '127.0.0.1', port: 0 });
    const { secret } = await makeEnrolmentSecret(database, 'Invented Unit');
    const device = await enrolDevice(writeEnrolmentCode({ address: running.address, secret }));
    const { consultation, replyId, event } = aReplyDocument(1);
    device.sealText('x'.repeat(24_000_000), {
      eventId: event.id,
      kind: 'create',
      consultationId: consultation.id,
      replyId,
    });
    await device.sendAll();
    // PostgreSQL breaks off whatever takes longer, as it would when its disk fails.
    const impatient = connect(`${url}?options=-c%20statement_timeout%3D20`, () => {});
    const into = path.join(folder, 'fails');
    await expect(writeBackup(impatient, into)).rejects.toThrow('statement timeout');
    expect(await readdir(into)).toEqual([]);
    expect((await database.pool.query('select from backup')).rowCount).toBe(0);
    await impatient.close();
    await running.stop();
    await database.close();
  });
});

describe('scheduled backups', () => {
  it('keeps the three newest of this headquarters, and nobody else’s are touched', async () => {
    const { database } = await aDatabase();
    const running = await startHeadquarters(database, { host: '127.0.0.1', port: 0 });
    const into = path.join(folder, 'kept');
    const { file } = await writeBackup(database, into);
    const old = (day: string): string => file.replace(/-\d{8}T/, `-200701${day}T`);
    for (const day of ['01', '02', '03']) {
      await writeFile(old(day), '');
      await utimes(old(day), 0, 0);
    }
    await utimes(file, 0, 0);
    const foreign = path.join(into, 'headquarters-000000000000-20070101T000000Z.sql.zst');
    await writeFile(foreign, '');
    const backups = startBackups(database, into, 3_600_000, () => {});
    await expect.poll(async () => (await readdir(into)).length, { timeout: 20_000 }).toBe(4);
    await backups.stop();
    const left = await readdir(into);
    expect(left).toContain(path.basename(foreign));
    expect(left).toContain(path.basename(file));
    expect(left).toContain(path.basename(old('03')));
    expect(left).not.toContain(path.basename(old('01')));
    expect(backups.failures()).toBe(0);
    await running.stop();
    await database.close();
  });

  it('one that fails is told and counted, and service goes on', async () => {
    const { database } = await aDatabase();
    const running = await startHeadquarters(database, { host: '127.0.0.1', port: 0 });
    const inTheWay = path.join(folder, 'a-file');
    await writeFile(inTheWay, '');
    const faults: unknown[] = [];
    const backups = startBackups(database, inTheWay, 3_600_000, (error) => faults.push(error));
    await expect.poll(() => backups.failures()).toBe(1);
    expect(faults).toHaveLength(1);
    expect((await fetch(`${running.address}/health`)).status).toBe(200);
    await backups.stop();
    await running.stop();
    await database.close();
  });

  it('none is made before its time', async () => {
    const { database } = await aDatabase();
    const running = await startHeadquarters(database, { host: '127.0.0.1', port: 0 });
    const into = path.join(folder, 'in-time');
    await writeBackup(database, into);
    const backups = startBackups(database, into, 3_600_000, () => {});
    await backups.stop();
    expect(await readdir(into)).toHaveLength(1);
    await running.stop();
    await database.close();
  });
});
