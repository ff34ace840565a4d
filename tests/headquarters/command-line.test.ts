import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../headquarters/commands/command.ts';
import { commands } from '../../headquarters/commands/commands.ts';
import { helpOf, helpOfAll } from '../../headquarters/commands/help.ts';
import { readCommandLine } from '../../headquarters/commands/read-command-line.ts';
import { tlsFiles, unitName, wholeNumber } from '../../headquarters/commands/read-options.ts';
import { runHeadquarters, startHeadquarters } from '../support/headquarters.ts';
import { aReplyDocument } from '../support/reply-documents.ts';
import { enrolDevice } from '../support/sending-device.ts';

describe('npm run headquarters', { timeout: 180_000 }, () => {
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
    expect(table).toMatch(/Invented computer +invented-2007 +7 +25 +2 +0 +0 +2/);
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

  it('[S7] [S13] revokes, backs up, restores, verifies and exports by command, as it would in an emergency', async () => {
    const headquarters = await startHeadquarters(folder);
    const device = await enrolDevice(await headquarters.newEnrolmentCode());
    device.seal(aReplyDocument(5));
    await device.sendAll();
    await headquarters.arrived();
    const { deviceId } = device.enrolled;
    const at = ['--data', folder];
    expect(await runHeadquarters('devices', ...at)).toContain(`${deviceId}`);
    await expect(runHeadquarters('revoke', deviceId, ...at)).rejects.toMatchObject({ code: 2 });
    expect(await runHeadquarters('revoke', deviceId, '--reason', 'Stolen.', ...at)).toContain('is withdrawn');
    expect((await device.send(device.consignment(1, 1))).body.error?.code).toBe('DEVICE_REVOKED');
    expect(await runHeadquarters('devices', ...at)).toMatch(/withdrawn \d{4}-\d\d-\d\d: Stolen\./);
    expect(await runHeadquarters('consultations', 'list', ...at)).toMatch(/cws-2007 +1 /);

    const backups = path.join(folder, 'backups');
    expect(await runHeadquarters('backup', '--out', backups, ...at)).toContain('was written and read back');
    const before = await runHeadquarters('export', '--consultation', 'invented-2007', ...at);
    const elsewhere = ['--data', path.join(folder, 'elsewhere')];
    const replacing = ['--replaces', folder];
    for (const choice of [[], [...replacing, '--forget-later-revocations']]) {
      await expect(runHeadquarters('restore', backups, ...choice, ...elsewhere)).rejects.toMatchObject({
        code: 2,
        stderr: expect.stringContaining('stays withdrawn'),
      });
    }
    // Whom it withdraws after it was asked would be forgotten.
    await expect(runHeadquarters('restore', backups, ...replacing, ...elsewhere)).rejects.toMatchObject({
      stderr: expect.stringContaining('still running with the data in'),
    });
    const later = await enrolDevice(await headquarters.newEnrolmentCode());
    const { deviceId: laterId } = later.enrolled;
    await runHeadquarters('revoke', laterId, '--reason', 'Lost in a bus.', ...at);
    expect(await headquarters.stop()).toBe(0);
    await expect(runHeadquarters('restore', backups, ...replacing, ...at)).rejects.toMatchObject({
      stderr: expect.stringContaining('There is a headquarters in that database already'),
    });

    const words = await runHeadquarters('restore', backups, ...replacing, ...elsewhere);
    expect(words).toContain('in a new life');
    expect(words).toMatch(new RegExp(`withdrawn still:\n  ${laterId} .*\\(Lost in a bus\\.\\)`));
    expect(await runHeadquarters('verify', ...elsewhere)).toMatch(
      /^Everything is as it should be: \d+ events/,
    );
    expect(await runHeadquarters('export', '--consultation', 'invented-2007', ...elsewhere)).toBe(before);
    expect(before.split('\n').length).toBeGreaterThan(1);
    const devices = await runHeadquarters('devices', ...elsewhere);
    expect(devices).toContain('Stolen.');
    expect(devices).toContain('Lost in a bus.');
    // What was replaced is as it was.
    expect(await runHeadquarters('export', '--consultation', 'invented-2007', ...at)).toBe(before);
  });

  it('explains itself', async () => {
    expect(await runHeadquarters('--help')).toBe(`${helpOfAll()}\n`);
    expect(await runHeadquarters('enrol', '--help')).toContain('the unit that the code is for');
    await expect(runHeadquarters('--prot', '1')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('serve --help'),
    });
    await expect(runHeadquarters('--data', folder, '--port', '70000')).rejects.toMatchObject({ code: 2 });
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
    expect(readCommandLine([], {})).toMatchObject({
      wants: 'run',
      command: { name: 'serve' },
      place: { folder: path.resolve('headquarters-data') },
      values: { host: '127.0.0.1', port: '8470', unit: 'Consultation Unit' },
      operands: [],
    });
  });

  it('takes a PostgreSQL of one’s own', () => {
    expect(readCommandLine(['list'], { DATABASE_URL: 'postgresql://db/hq' })).toMatchObject({
      place: { url: 'postgresql://db/hq' },
    });
  });

  it('each command has a name and a line of help of its own, and explains every option', () => {
    expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
    for (const command of commands) {
      expect(helpOfAll()).toContain(command.summary);
      expect(readCommandLine([command.name, '--help'], {})).toEqual({ wants: 'help', command });
      for (const [name, { help }] of Object.entries(command.options)) {
        expect(helpOf(command)).toMatch(new RegExp(`--${name} .*`));
        expect(helpOf(command)).toContain(help);
      }
    }
  });

  it.each([[['sevre']], [['list', 'everything']], [['list', '--port', '1']], [['--prot']]])(
    'refuses %j in words',
    (args) => {
      expect(() => readCommandLine(args, {})).toThrow(UsageError);
    },
  );
});

describe('options', () => {
  it.each([
    () => wholeNumber('port', 'x', 0, 65_535),
    () => wholeNumber('port', '70000', 0, 65_535),
    () => tlsFiles(undefined, 'k.pem'),
    () => unitName(' '),
  ])('what can’t be meant is refused in words: %s', (read) => {
    expect(read).toThrow(UsageError);
  });
});
