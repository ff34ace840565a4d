import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeEnrolmentCode } from '../../contract/sync/enrolment.ts';
import { commands } from '../../headquarters/commands/commands.ts';
import type { Shell } from '../../headquarters/commands/command.ts';
import { listActs } from '../../headquarters/database/queries/staff-acts.ts';
import { makeEnrolmentSecret } from '../../headquarters/enrolment/issue-code.ts';
import { startHeadquarters } from '../../headquarters/start.ts';
import { carriedBy, encryptedTo } from '../support/courier.ts';
import { aReplyDocument } from '../support/reply-documents.ts';
import { resourcesFolder } from '../support/resources-folder.ts';
import { enrolDevice } from '../support/sending-device.ts';
import { aDatabase } from '../support/test-database.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postbag-test-acts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('what is done at the command line stands among what was done, with the name that sat there', async () => {
  const { database, url } = await aDatabase();
  const running = await startHeadquarters(database, { host: '127.0.0.1', port: 0 });
  const { secret } = await makeEnrolmentSecret(database, 'Invented Unit');
  const device = await enrolDevice(writeEnrolmentCode({ address: running.address, secret }));
  const { deviceId } = device.enrolled;
  device.seal(aReplyDocument(1, { isLate: true }));
  await device.sendAll();
  await running.projector.idle();
  await running.stop();

  const shell: Shell = {
    place: { url },
    say: () => {},
    print: async () => {},
    stopAsked: Promise.resolve(),
  };
  const run = async (name: string, values: Record<string, unknown>, ...operands: string[]) => {
    await commands.find((command) => command.name === name)!.run(values as never, shell, operands);
  };
  const stick = path.join(folder, 'a.age');
  await writeFile(stick, await encryptedTo(database, carriedBy(device, [device.consignment(1, 1)])));
  const { eventId } = device.events[0]!;

  await run('enrol', { unit: 'Other Unit' });
  await run('decide', { reason: 'Seen.' }, eventId, 'acknowledge');
  await run('courier', { json: false }, stick);
  await run('receipt', { device: deviceId, out: path.join(folder, 'receipts.json') });
  // Shipped, so here already: nothing was done, and nothing is written down.
  await run('consultations', {}, 'add', path.join(resourcesFolder, 'consultations', 'cws-2007.json'));
  await run('export', { consultation: 'invented-2007' });
  await run('backup', { out: path.join(folder, 'backups') });
  await run('revoke', { reason: 'Stolen.' }, deviceId);
  await expect(run('revoke', { reason: 'Again.' }, deviceId)).rejects.toThrow('withdrawn before');

  const acts = await listActs(database.read, 100);
  expect(acts.toReversed().map(({ act, subject }) => [act, subject])).toEqual([
    ['make enrolment code', 'Other Unit'],
    ['decide', eventId],
    ['take in courier file', expect.stringMatching(/^[0-9a-f]{64}$/)],
    ['write receipt file', deviceId],
    ['export replies', 'invented-2007'],
    ['write backup', expect.stringMatching(/^headquarters-.*\.sql\.zst$/)],
    ['revoke computer', deviceId],
  ]);
  for (const { by, details } of acts) {
    expect(by).toBeNull();
    expect(details['by']).toBe(userInfo().username);
  }
  await database.close();
});
