import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Enrolled } from '../../contract/sync/enrolment.ts';
import { aHeadquarters } from '../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../support/listening-headquarters.ts';
import { aKeyPair, answerTo, askToEnrol, enrolDevice } from '../support/sending-device.ts';

let headquarters: ListeningHeadquarters;
beforeAll(async () => {
  headquarters = await aHeadquarters();
});
afterAll(() => headquarters.stop());

const refusal = (code: string, details: object = {}) => ({ ok: false, error: { code, details } });

describe('[S4] enrolment', () => {
  it('a code makes a computer known, with what it must pin', async () => {
    const answer = await askToEnrol(await headquarters.newEnrolmentCode());
    expect(answer.status).toBe(200);
    const enrolled = Enrolled.parse(answer.body.value);
    expect(enrolled).toMatchObject({ unitName: 'Invented Unit', serverEpoch: 1 });
  });

  it('the same code and key again is the same computer: the first answer may have been lost', async () => {
    const code = await headquarters.newEnrolmentCode();
    const keys = aKeyPair();
    const first = await enrolDevice(code, keys);
    const second = await enrolDevice(code, keys);
    expect(second.enrolled.deviceId).toBe(first.enrolled.deviceId);
    expect((await second.head()).head.seq).toBe(0);
    // The token that nobody may have received works no more.
    const { address, enrolled } = first;
    const old = await answerTo(`${address}/v1/streams/${enrolled.deviceId}/1`, {
      headers: { authorization: `Bearer ${enrolled.token}` },
    });
    expect(old).toEqual({ status: 401, body: refusal('TOKEN_UNKNOWN') });
  });

  it('a code works for one key only', async () => {
    const code = await headquarters.newEnrolmentCode();
    await enrolDevice(code);
    expect(await askToEnrol(code)).toEqual({
      status: 403,
      body: refusal('CODE_REFUSED', { reason: 'used' }),
    });
  });

  it('of two computers that use a code at once, one is enrolled', async () => {
    const code = await headquarters.newEnrolmentCode();
    const answers = await Promise.all([askToEnrol(code), askToEnrol(code), askToEnrol(code)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 403, 403]);
  });

  it('a known key with a new code stays the same computer', async () => {
    const keys = aKeyPair();
    const first = await enrolDevice(await headquarters.newEnrolmentCode(), keys);
    const again = await enrolDevice(await headquarters.newEnrolmentCode(), keys);
    expect(again.enrolled.deviceId).toBe(first.enrolled.deviceId);
  });

  it('a code that was never given is refused', async () => {
    const answer = await askToEnrol(`${headquarters.url}/#0000-0000-0000-0000`);
    expect(answer).toEqual({ status: 403, body: refusal('CODE_REFUSED', { reason: 'unknown' }) });
  });

  it('a code that has run out is refused', async () => {
    const code = await headquarters.newEnrolmentCode();
    await headquarters.database.pool.query(
      `update enrolment_code set expires_at = now() - interval '1 second' where device_id is null`,
    );
    expect(await askToEnrol(code)).toEqual({
      status: 403,
      body: refusal('CODE_REFUSED', { reason: 'expired' }),
    });
  });

  it('a code that ran out after it was used still answers the key that used it', async () => {
    const code = await headquarters.newEnrolmentCode();
    const keys = aKeyPair();
    const first = await enrolDevice(code, keys);
    await headquarters.database.pool.query(
      `update enrolment_code set expires_at = now() - interval '1 second' where device_id is not null`,
    );
    const second = await enrolDevice(code, keys);
    expect(second.enrolled.deviceId).toBe(first.enrolled.deviceId);
  });

  it('nobody enrols a key that they do not have', async () => {
    const code = await headquarters.newEnrolmentCode();
    const stolen = aKeyPair();
    const forged = aKeyPair().sign('anything');
    expect(await askToEnrol(code, stolen, forged)).toEqual({ status: 409, body: refusal('BAD_SIGNATURE') });
    expect((await askToEnrol(code, stolen)).status).toBe(200);
  });

  it('a withdrawn computer stays withdrawn, whatever code it has', async () => {
    const keys = aKeyPair();
    const device = await enrolDevice(await headquarters.newEnrolmentCode(), keys);
    await headquarters.database.pool.query('update device set revoked_at = now() where device_id = $1', [
      device.enrolled.deviceId,
    ]);
    const answer = await askToEnrol(await headquarters.newEnrolmentCode(), keys);
    expect(answer).toEqual({ status: 403, body: refusal('DEVICE_REVOKED', { serverEpoch: 1 }) });
  });

  it.each([
    ['not JSON', '{'],
    ['another shape', '{"enrolment":{}}'],
    ['a field too many', JSON.stringify({ enrolment: {}, signature: '', isAdmin: true })],
  ])('%s is refused and named', async (_, body) => {
    const answer = await answerTo(`${headquarters.url}/v1/enrolments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(answer).toMatchObject({ status: 400, body: { ok: false, error: { code: 'MALFORMED' } } });
  });

  it('neither secret nor token lies in the database', async () => {
    const code = await headquarters.newEnrolmentCode();
    const device = await enrolDevice(code);
    const { rows } = await headquarters.database.pool.query<{ everything: string }>(
      `select string_agg(t::text, ' ') as everything
       from (select c::text from enrolment_code c union all select d::text from device d) as all_rows (t)`,
    );
    expect(rows[0]!.everything).not.toContain(code.split('#')[1]);
    expect(rows[0]!.everything).not.toContain(device.enrolled.token);
  });
});
