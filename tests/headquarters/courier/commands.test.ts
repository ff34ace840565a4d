import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CourierReport } from '../../../contract/sync/courier-report.ts';
import { ReceiptFile } from '../../../contract/sync/courier.ts';
import { Encrypter } from 'age-encryption';
import { carriedBy } from '../../support/courier.ts';
import { runHeadquarters, startHeadquarters } from '../../support/headquarters.ts';
import { aReplyDocument } from '../../support/reply-documents.ts';
import { enrolDevice } from '../../support/sending-device.ts';
import type { SendingDevice } from '../../support/sending-device.ts';
import { eachStanding } from '../../support/each-standing.ts';

describe('[S17] npm run headquarters -- courier and receipt', { timeout: 60_000 }, () => {
  let folder: string;
  let device: SendingDevice;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'postbag-test-headquarters-'));
    const headquarters = await startHeadquarters(folder);
    device = await enrolDevice(await headquarters.newEnrolmentCode());
    device.seal(aReplyDocument(1), aReplyDocument(2), aReplyDocument(3));
    await headquarters.stop();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const data = (): string[] => ['--data', path.join(folder)];

  /** Only what a device knows: the recipient that came with its enrolment. */
  async function file(name: string, consignments: readonly Buffer[]): Promise<string> {
    const encrypter = new Encrypter();
    encrypter.addRecipient(device.enrolled.courierRecipient);
    const at = path.join(folder, name);
    await writeFile(at, await encrypter.encrypt(carriedBy(device, consignments)));
    return at;
  }

  it('a good file is taken in, with words, code 0, and nothing running', async () => {
    const good = await file('good.age', [device.consignment(1, 3)]);
    expect(await runHeadquarters('courier', good, ...data())).toContain('Taken in: 3 new.');
    expect(await runHeadquarters('list', ...data())).toMatch(/Invented computer +invented-2007 +7 +25 +3 /);
    const again = await runHeadquarters('courier', good, '--json', ...data());
    expect(CourierReport.parse(JSON.parse(again))).toMatchObject({ problem: null, knownEvents: 3 });
    const words = await runHeadquarters('courier', good, ...data());
    expect(words).toContain('Everything was here already: 3 events. Nothing was changed.');
    expect(words).toContain('The same file was taken in on');
  });

  it('goes on after a bad file, says what is wrong with it, and ends with code 1', async () => {
    const bad = path.join(folder, 'page.age');
    await writeFile(bad, '<html>Not found</html>');
    device.seal(aReplyDocument(4), aReplyDocument(5));
    const gap = await file('gap.age', [device.consignment(5, 5)]);
    const good = await file('more.age', [device.consignment(4, 5)]);
    const missing = path.join(folder, 'missing.age');
    const run = runHeadquarters('courier', bad, missing, gap, good, ...data());
    await expect(run).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('3 of 4 files could not be taken in whole. No file was changed.'),
      stdout: expect.stringMatching(
        /does not begin as an age file[^]*could not be read \(ENOENT\)[^]*What comes before is missing: number 4\.[^]*Taken in: 2 new\./,
      ),
    });
    expect(await readFile(bad, 'utf8')).toBe('<html>Not found</html>');
  });

  it('receipt writes the way back, for one computer or the only one', async () => {
    const out = path.join(folder, 'back.json');
    const said = await runHeadquarters('receipt', '--out', out, ...data());
    expect(said).toContain('1 receipt for 5 events of the computer “Invented computer”');
    const written = ReceiptFile.parse(JSON.parse(await readFile(out, 'utf8')));
    expect(written.receipts[0]!.receipt).toMatchObject({
      deviceId: device.enrolled.deviceId,
      fromSeq: 1,
      throughSeq: 5,
    });
    expect(eachStanding(written.receipts[0]!.receipt).map(({ status }) => status)).not.toContain('received');
    await expect(runHeadquarters('receipt', '--device', 'nonsense', ...data())).rejects.toMatchObject({
      code: 2,
    });
    const unknown = '01890a5d-ac96-774b-bcce-b30209900009';
    await expect(runHeadquarters('receipt', '--device', unknown, ...data())).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('knows no computer'),
    });
    const nowhere = path.join(folder, 'no', 'such', 'folder.json');
    await expect(runHeadquarters('receipt', '--out', nowhere, ...data())).rejects.toMatchObject({ code: 1 });
  });
});
