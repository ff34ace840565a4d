import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { PassThrough } from 'node:stream';
import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { writeEnrolmentCode } from '../../contract/sync/enrolment.ts';
import {
  consignmentMediaType,
  consignmentsPath,
  contentDigest,
  streamPath,
} from '../../contract/sync/endpoints.ts';
import { EventId } from '../../contract/sync/ids.ts';
import { SignedReceipt } from '../../contract/sync/receipt.ts';
import { makeEnrolmentSecret } from '../../headquarters/enrolment/issue-code.ts';
import { describeError } from '../../headquarters/serving/log.ts';
import { plainServing } from '../../headquarters/serving/serving.ts';
import { noTurnsTaken } from '../../headquarters/serving/turns.ts';
import { startHeadquarters } from '../../headquarters/start.ts';
import type { StartOptions } from '../../headquarters/start.ts';
import { readOpenApiText } from '../../scripts/openapi-text.ts';
import { aReplyDocument } from '../support/reply-documents.ts';
import { answerTo, enrolDevice, hashOf, isReceiptOf } from '../support/sending-device.ts';
import { whenSomebodyWaits } from '../support/when-somebody-waits.ts';
import { aDatabase } from '../support/test-database.ts';

async function running(options: Partial<StartOptions> = {}) {
  const { database, url } = await aDatabase();
  const headquarters = await startHeadquarters(database, { host: '127.0.0.1', port: 0, ...options });
  const { secret } = await makeEnrolmentSecret(database, 'Unit of Whispers');
  const device = await enrolDevice(writeEnrolmentCode({ address: headquarters.address, secret }));
  const stop = async (): Promise<void> => {
    await headquarters.stop();
    await database.close();
  };
  return { database, url, headquarters, device, secret, stop };
}

describe('health and metrics', () => {
  it('says that it is well, and how much waits', async () => {
    const { headquarters, stop } = await running();
    const response = await fetch(`${headquarters.address}/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      isWell: true,
      database: true,
      waitsForDisk: true,
      waitingEvents: 0,
      lagSeconds: 0,
      backupFailures: 0,
    });
    await stop();
  });

  it('says that its database is away', async () => {
    const { database, headquarters } = await running();
    await database.close();
    const response = await fetch(`${headquarters.address}/health`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ isWell: false, database: false });
    const metrics = await (await fetch(`${headquarters.address}/metrics`)).text();
    expect(metrics).toContain('postbag_database_up 0');
    await headquarters.stop();
  });

  it('counts, and names nobody', async () => {
    const { headquarters, device, stop } = await running();
    device.seal(aReplyDocument(1), aReplyDocument(2));
    await device.sendAll();
    await headquarters.projector.idle();
    await device.send(device.consignment(1, 1), { token: 'B'.repeat(43) });
    const response = await fetch(`${headquarters.address}/metrics`);
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    const metrics = await response.text();
    expect(metrics).toMatch(/^postbag_events\{status="applied"\} 2$/m);
    expect(metrics).toMatch(/^postbag_refusals_total\{code="TOKEN_UNKNOWN"\} 1$/m);
    expect(metrics).toMatch(
      /^postbag_requests_total\{method="POST",route="\/v1\/streams\/:deviceId\/:epoch\/consignments",status="200"\} 1$/m,
    );
    expect(metrics).toMatch(/^postbag_devices 1$/m);
    for (const line of metrics.trimEnd().split('\n'))
      expect(line).toMatch(/^(# |postbag_[a-z_]+(\{.+\})? [0-9.e-]+$)/);
    for (const secret of [device.enrolled.deviceId, 'invented-2007', 'Unit of Whispers']) {
      expect(metrics).not.toContain(secret);
    }
    await stop();
  });

  it('are for this computer, or for whoever has the token', async () => {
    const local = await running();
    const forwarded = { headers: { 'x-forwarded-for': '192.0.2.7' } };
    expect((await fetch(`${local.headquarters.address}/metrics`, forwarded)).status).toBe(401);
    await local.stop();
    const guarded = await running({ serving: { ...plainServing(), metricsToken: 'invented-token' } });
    const ask = (token: string) =>
      fetch(`${guarded.headquarters.address}/metrics`, { headers: { authorization: `Bearer ${token}` } });
    expect((await fetch(`${guarded.headquarters.address}/metrics`)).status).toBe(401);
    expect((await ask('another')).status).toBe(401);
    expect((await ask('invented-token')).status).toBe(200);
    await guarded.stop();
  });
});

describe('the log', () => {
  it('of an enrolment and a send holds what happened, and no personal data and no secret', async () => {
    const log = new PassThrough();
    const lines: string[] = [];
    log.on('data', (chunk: Buffer) => lines.push(...chunk.toString().split('\n').filter(Boolean)));
    const { headquarters, device, secret, stop } = await running({ log, logLevel: 'debug' });
    device.seal(aReplyDocument(1));
    await device.sendAll();
    await device.head(0);
    // A reply that nobody can read, and one that contradicts what is there.
    const { consultationId, replyId } = device.events[0]!;
    device.sealText('{"name":"Invented Person Whisper"', {
      eventId: EventId.parse(uuidv7()),
      kind: 'create',
      consultationId,
      replyId,
    });
    await device.send(device.consignment(2, 2));
    await headquarters.projector.idle();
    await device.send(Buffer.from('{"name":"Invented Person Whisper"}\n'));
    await answerTo(`${headquarters.address}/v1/Whispering/${device.enrolled.token}?q=Whisper`);
    await stop();
    // The first line says where it listens; no other holds an address.
    const text = lines.slice(1).join('\n');
    const answered = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => 'route' in line);
    expect(answered[1]).toMatchObject({
      level: 30,
      reqId: expect.any(String),
      method: 'POST',
      route: '/v1/streams/:deviceId/:epoch/consignments',
      status: 200,
      ms: expect.any(Number),
      deviceId: device.enrolled.deviceId,
    });
    expect(answered.map((line) => line['code'])).toContain('MALFORMED');
    const secrets = [
      'Invented',
      'Whisper',
      'Unit of',
      'agree',
      secret,
      device.enrolled.token,
      hashOf(device.enrolled.token),
    ];
    for (const word of secrets) expect(text, word).not.toContain(word);
    expect(text).not.toMatch(/127\.0\.0\.1|Bearer|PRIVATE KEY/);
  });

  it('of an error says what it is and where it arose, and nothing that anybody wrote', async () => {
    const { database } = await aDatabase();
    const error = await database.pool
      .query(`insert into device values (gen_random_uuid(), null, 'Invented Person')`)
      .catch((failed: unknown) => failed as Error);
    const described = describeError(error as Error);
    expect(described).toMatchObject({ code: '23502', table: 'device', column: 'unit_name' });
    expect(JSON.stringify(described)).not.toContain('Invented Person');
    const fromJson = (() => {
      try {
        return JSON.parse('Invented Person') as Error;
      } catch (failed) {
        return failed as Error;
      }
    })();
    expect(JSON.stringify(describeError(fromJson))).not.toContain('Invented');
    expect(describeError(fromJson)).toMatchObject({
      type: 'SyntaxError',
      stack: expect.stringContaining('at '),
    });
    await database.close();
  });
});

describe('[S14] one device doesn’t take headquarters to itself', () => {
  it('beyond eight at once it is told when to try again', () => {
    const turns = noTurnsTaken();
    const given = Array.from({ length: 8 }, () => turns.take('a'));
    expect(() => turns.take('a')).toThrow('BUSY');
    turns.take('b');
    given[0]!();
    given[0]!();
    const again = turns.take('a');
    expect(() => turns.take('a')).toThrow('BUSY');
    for (const giveBack of [again, ...given]) giveBack();
    turns.take('a');
  });

  it('is answered 429 with Retry-After, and gets its turn when one is over', async () => {
    const { database, url, headquarters, device, stop } = await running();
    device.seal(aReplyDocument(1));
    await device.sendAll();
    // Whoever has the table locked keeps every question for a head waiting, as a slow disk would.
    const holder = new Client({ connectionString: url });
    await holder.connect();
    await holder.query('begin; lock table stream in access exclusive mode');
    const ask = () =>
      fetch(headquarters.address + streamPath(device.enrolled.deviceId, 1), {
        headers: { authorization: `Bearer ${device.enrolled.token}` },
      });
    const waiting = Array.from({ length: 8 }, ask);
    await whenSomebodyWaits(database, 8);
    const refused = await ask();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await refused.json()).toEqual({ ok: false, error: { code: 'BUSY', details: {} } });
    await holder.query('rollback');
    await holder.end();
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect((await ask()).status).toBe(200);
    await stop();
  });

  it('gets its turn back from a connection that was cut in the middle of a consignment', async () => {
    const { headquarters, device, stop } = await running();
    device.seal(aReplyDocument(1));
    for (let time = 0; time < 12; time += 1) {
      const cut = request(headquarters.address + consignmentsPath(device.enrolled.deviceId, 1), {
        method: 'POST',
        headers: {
          authorization: `Bearer ${device.enrolled.token}`,
          'content-type': consignmentMediaType,
          'content-length': 100_000,
          expect: '100-continue',
        },
      });
      // Headquarters has heard of it and waits for the rest.
      await once(cut, 'continue');
      const closed = new Promise((resolve) => cut.once('close', resolve));
      cut.on('error', () => {}).destroy();
      await closed;
      // Answered after the one that was cut has been looked at.
      expect((await device.head()).head.seq).toBe(0);
    }
    expect((await device.send(device.consignment(1, 1))).status).toBe(200);
    await stop();
  });
});

it('[S9] stopping finishes the consignment that is on its way, and lets nobody else in', async () => {
  const { headquarters, device, database } = await running();
  device.seal(aReplyDocument(1));
  const body = device.consignment(1, 1);
  const sent = request(headquarters.address + consignmentsPath(device.enrolled.deviceId, 1), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${device.enrolled.token}`,
      'content-type': consignmentMediaType,
      'content-length': body.length,
      'content-digest': contentDigest(createHash('sha256').update(body).digest('base64')),
    },
  });
  const answered = new Promise<string>((resolve, reject) => {
    sent.on('error', reject).on('response', (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString())).on('end', () => resolve(text));
    });
  });
  sent.write(body.subarray(0, 100));
  // Under way once headquarters has noted that it saw the device.
  await expect
    .poll(
      async () => (await database.pool.query('select from device where last_seen_at is not null')).rowCount,
    )
    .toBe(1);
  const stopped = headquarters.stop();
  const knock = () =>
    fetch(`${headquarters.address}/health`).then(
      ({ status }) => status,
      () => 'refused',
    );
  await expect.poll(knock).not.toBe(200);
  sent.end(body.subarray(100));
  const { value } = JSON.parse(await answered) as { value: unknown };
  expect(isReceiptOf(SignedReceipt.parse(value), device.enrolled.serverPublicKey)).toBe(true);
  await stopped;
  expect((await database.pool.query('select from event')).rowCount).toBe(1);
  await database.close();
});

describe('[S16] the OpenAPI description', () => {
  it('is served, and docs/openapi.json is the same', async () => {
    const { headquarters, stop } = await running();
    const served = (await (await fetch(`${headquarters.address}/v1/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, object>;
    };
    const page: unknown = JSON.parse(
      readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'),
    );
    expect(page).toEqual(served);
    expect(page).toEqual(JSON.parse(await readOpenApiText()));
    expect(served.openapi).toBe('3.1.0');
    expect(Object.keys(served.paths).toSorted()).toEqual([
      '/health',
      '/v1/consultations',
      '/v1/enrolments',
      '/v1/streams/{deviceId}/{epoch}',
      '/v1/streams/{deviceId}/{epoch}/consignments',
    ]);
    await stop();
  });
});
