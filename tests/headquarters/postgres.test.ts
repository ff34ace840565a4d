import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SignedReceipt } from '../../contract/sync/receipt.ts';
import { connect } from '../../headquarters/database/database.ts';
import { listArrived } from '../../headquarters/database/queries/arrived.ts';
import { verify } from '../../headquarters/verify/verify.ts';
import { runHeadquarters, startHeadquarters } from '../support/headquarters.ts';
import { serveWith } from '../support/headquarters-process.ts';
import { aHeadquarters } from '../support/listening-headquarters.ts';
import { aReplyDocument } from '../support/reply-documents.ts';
import { enrolDevice, isReceiptOf, SendingDevice } from '../support/sending-device.ts';
import { anEmptyDatabase, command } from '../support/test-database.ts';

/** Sends one place of the stream for as long as headquarters asks to be tried again; answers the codes it gave. */
async function sendUntilReceipted(device: SendingDevice, seq: number): Promise<readonly string[]> {
  const codes: string[] = [];
  for (;;) {
    const answer = await device.send(device.consignment(seq, seq));
    if (answer.status === 200) {
      const signed = SignedReceipt.parse(answer.body.value);
      expect(signed.receipt.throughSeq).toBe(seq);
      expect(isReceiptOf(signed, device.enrolled.serverPublicKey)).toBe(true);
      return codes;
    }
    codes.push(answer.body.error!.code);
    await pause(50);
  }
}

describe('two headquarters on one database of one’s own', { timeout: 120_000 }, () => {
  it('[S10] [S11] [S12] start at once, serve one stream at once, sign alike, and read nothing twice', async () => {
    const url = await anEmptyDatabase();
    // Both bring the database up to date, both become somebody, both file the packs.
    const both = await Promise.all([1, 2].map(() => serveWith([], { DATABASE_URL: url })));
    const here = await enrolDevice(both[0]!.code);
    const there = new SendingDevice(both[1]!.url, here.enrolled, here.keys);
    for (let serial = 1; serial <= 60; serial += 1) here.seal(aReplyDocument(serial));
    there.events.push(...here.events);
    const asked = await fetch(`${there.address}/health`);
    expect(asked.status).toBe(200);
    for (let seq = 1; seq <= 60; seq += 3) {
      // The same places to both, at the same time.
      const answers = await Promise.all([
        here.send(here.consignment(seq, seq + 2)),
        there.send(there.consignment(seq, seq + 2)),
      ]);
      for (const { status, body } of answers) {
        expect(status).toBe(200);
        expect(isReceiptOf(SignedReceipt.parse(body.value), here.enrolled.serverPublicKey)).toBe(true);
      }
    }
    const database = connect(url, () => {});
    const counts = async () =>
      (await listArrived(database.read)).map(({ replies, waiting }) => [replies, waiting]);
    await expect.poll(counts, { timeout: 60_000 }).toEqual([[60, 0]]);
    expect(await Promise.all(both.map((process) => process.stop()))).toEqual([0, 0]);
    expect(await verify(database)).toMatchObject({
      counts: { events: 60, places: 60, streams: 1 },
      findings: [],
    });
    await database.close();
  });
});

describe('a database that goes away', { timeout: 120_000 }, () => {
  it('[S9] in the middle of a batch means BUSY, and nothing that was receipted is lost', async () => {
    const headquarters = await aHeadquarters();
    const device = await enrolDevice(await headquarters.newEnrolmentCode());
    for (let serial = 1; serial <= 40; serial += 1) device.seal(aReplyDocument(serial));
    const url = (headquarters.database.pool.options as { connectionString: string }).connectionString;
    const sent = new AbortController();
    const cutting = (async () => {
      // Every connection of headquarters is cut, again and again, whatever it is doing.
      while (!sent.signal.aborted) {
        await command(
          url,
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and application_name = 'postbag-headquarters'`,
        );
        await pause(20);
      }
    })();
    const codes: string[] = [];
    for (let seq = 1; seq <= 40; seq += 1) codes.push(...(await sendUntilReceipted(device, seq)));
    sent.abort();
    await cutting;
    expect(new Set(codes)).toEqual(new Set(['BUSY']));
    expect((await device.head()).head.seq).toBe(40);
    await expect
      .poll(async () => {
        await device.send(device.consignment(40, 40));
        return (await headquarters.arrived())[0]?.replies;
      })
      .toBe(40);
    expect((await verify(headquarters.database)).findings).toEqual([]);
    await headquarters.stop();
  });

  it('[S9] the PostgreSQL that came with the packages is started again when it is killed, and everything arrives', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'postbag-test-killed-'));
    const headquarters = await startHeadquarters(folder);
    const device = await enrolDevice(await headquarters.newEnrolmentCode());
    for (let serial = 1; serial <= 30; serial += 1) device.seal(aReplyDocument(serial));
    const codes: string[] = [];
    for (let seq = 1; seq <= 30; seq += 1) {
      if (seq === 11 || seq === 21) {
        const pid = Number(
          (await readFile(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0],
        );
        process.kill(pid, 'SIGKILL');
      }
      codes.push(...(await sendUntilReceipted(device, seq)));
    }
    expect(new Set(codes)).toEqual(new Set(['BUSY']));
    await expect
      .poll(async () => (await headquarters.arrived()).map(({ replies, waiting }) => [replies, waiting]), {
        timeout: 60_000,
        interval: 1_000,
      })
      .toEqual([[30, 0]]);
    expect(await runHeadquarters('verify', '--data', folder)).toContain(
      'Everything is as it should be: 30 events',
    );
    expect(await headquarters.stop()).toBe(0);
    await expect(readFile(path.join(folder, 'postgres', 'postmaster.pid'))).rejects.toThrow('ENOENT');
    await rm(folder, { recursive: true, force: true });
  });
});
