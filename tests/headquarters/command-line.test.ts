import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { help, readSettings, UsageError } from '../../headquarters/commands/settings.ts';
import { runHeadquarters, startHeadquarters } from '../support/headquarters.ts';
import { aReplyDocument } from '../support/reply-documents.ts';
import { enrolDevice } from '../support/sending-device.ts';

describe('npm run headquarters', { timeout: 60_000 }, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'postbag-test-headquarters-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('starts, prints a code that works, lists what arrived, and stops cleanly', async () => {
    const headquarters = await startHeadquarters(folder);
    const code = headquarters.printed.find((line) => line.includes('#'))!.trim();
    const device = await enrolDevice(code);
    device.seal(aReplyDocument(1), aReplyDocument(2));
    await device.sendAll();
    expect((await headquarters.arrived()).map((row) => [row.batchNumber, row.replies, row.waiting])).toEqual([
      [7, 2, 0],
    ]);
    const table = await runHeadquarters('list', '--data', folder);
    expect(table).toMatch(/Unit +Computer +Consultation +Batch/);
    expect(table).toMatch(/Invented computer +invented-2007 +7 +25 +2 +0 +0 +0/);
    await expect(runHeadquarters('serve', '--data', folder, '--port', '0')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Another headquarters is running with the data'),
    });
    expect(await headquarters.stop()).toBe(0);
    expect(headquarters.printed.join('\n')).toContain('Everything that was receipted is kept.');
    await expect(readFile(path.join(folder, 'postgres', 'postmaster.pid'))).rejects.toThrow('ENOENT');
  });

  it('[S12] is the same headquarters after a restart, and still has everything', async () => {
    const before = await startHeadquarters(folder);
    const device = await enrolDevice(await before.newEnrolmentCode());
    device.seal(aReplyDocument(3));
    await device.sendAll();
    await before.stop();
    const after = await startHeadquarters(folder);
    const again = await enrolDevice(await after.newEnrolmentCode());
    expect(again.enrolled.serverPublicKey).toBe(device.enrolled.serverPublicKey);
    expect((await after.arrived()).map((row) => row.replies)).toContain(1);
    await after.stop();
  });

  it('takes over the PostgreSQL that a killed headquarters left running', async () => {
    const killed = await startHeadquarters(folder);
    const device = await enrolDevice(await killed.newEnrolmentCode());
    device.seal(aReplyDocument(4));
    await device.sendAll();
    await killed.kill();
    const orphan = await readFile(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8');
    const next = await startHeadquarters(folder);
    expect(await readFile(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8')).toBe(orphan);
    expect((await next.arrived()).find((row) => row.deviceId === device.enrolled.deviceId)?.replies).toBe(1);
    expect(await next.stop()).toBe(0);
    await expect(readFile(path.join(folder, 'postgres', 'postmaster.pid'))).rejects.toThrow('ENOENT');
  });

  it('the short commands work without a running headquarters', async () => {
    expect(await runHeadquarters('list', '--data', folder)).toContain('invented-2007');
    expect(await runHeadquarters('enrol', '--data', folder, '--unit', 'Invented Unit')).toContain(
      '“Invented Unit”',
    );
  });

  it('explains itself', async () => {
    expect(await runHeadquarters('--help')).toBe(`${help}\n`);
    await expect(runHeadquarters('--prot', '1')).rejects.toMatchObject({ code: 2 });
  });

  it('[S16] isn’t open to the network without TLS', async () => {
    await expect(runHeadquarters('--data', folder, '--host', '0.0.0.0', '--port', '0')).rejects.toMatchObject(
      {
        code: 1,
        stderr: expect.stringContaining('without encryption'),
      },
    );
  });
});

describe('the command line', () => {
  it('has its defaults', () => {
    expect(readSettings([], {})).toEqual({
      command: 'serve',
      place: { folder: path.resolve('headquarters-data') },
      host: '127.0.0.1',
      port: 8470,
      address: undefined,
      tls: undefined,
      unitName: 'Consultation Unit',
      isJson: false,
    });
  });

  it('takes a PostgreSQL of one’s own', () => {
    expect(readSettings(['list'], { DATABASE_URL: 'postgresql://db/hq' }).place).toEqual({
      url: 'postgresql://db/hq',
    });
  });

  it.each([
    [['sevre']],
    [['list', 'everything']],
    [['--port', 'x']],
    [['--port', '70000']],
    [['--key', 'k.pem']],
    [['--unit', ' ']],
  ])('refuses %j in words', (args) => {
    expect(() => readSettings(args, {})).toThrow(UsageError);
  });
});
