import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConsultationPacks, packPreimage } from '../../contract/sync/consultation-packs.ts';
import { addPack } from '../../headquarters/consultations/add-pack.ts';
import { addShippedPacks } from '../../headquarters/consultations/shipped-packs.ts';
import { allPacks } from '../../headquarters/database/queries/consultation-packs.ts';
import { aHeadquarters } from '../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../support/listening-headquarters.ts';
import { enrolDevice, hashOf } from '../support/sending-device.ts';
import type { SendingDevice } from '../support/sending-device.ts';

const shipped = readFileSync(
  new URL('../../resources/consultations/example-benches.json', import.meta.url),
  'utf8',
);
const changed = (title: string): string => JSON.stringify({ ...(JSON.parse(shipped) as object), title });

const packsOf = async (response: Response) =>
  ConsultationPacks.parse(((await response.json()) as { value: unknown }).value).packs;

describe('[S16] GET /v1/consultations', () => {
  let headquarters: ListeningHeadquarters;
  let device: SendingDevice;
  beforeAll(async () => {
    headquarters = await aHeadquarters();
    device = await enrolDevice(await headquarters.newEnrolmentCode());
  });
  afterAll(() => headquarters.stop());

  const ask = (etag?: string) =>
    fetch(`${headquarters.url}/v1/consultations`, {
      headers: {
        authorization: `Bearer ${device.enrolled.token}`,
        ...(etag === undefined ? {} : { 'if-none-match': etag }),
      },
    });
  it('brings the packs that came with the program, each under its own hash', async () => {
    const response = await ask();
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).toMatch(/^"[0-9a-f]{64}"$/);
    const packs = await packsOf(response);
    expect(packs.map(({ pack }) => pack.id)).toEqual(['cws-2007', 'example-benches']);
    for (const { packHash, pack } of packs) expect(packHash).toBe(hashOf(packPreimage(pack)));
  });

  it('says 304 and nothing else to whoever has them', async () => {
    const etag = (await ask()).headers.get('etag')!;
    for (const known of [etag, `"other", ${etag}`, `W/${etag}`, '*']) {
      const response = await ask(known);
      expect([response.status, await response.text()]).toEqual([304, '']);
      expect(response.headers.get('etag')).toBe(etag);
    }
    expect((await ask('"other"')).status).toBe(200);
  });

  it('a new version takes the old one’s place and changes the tag; the old one is kept for ever', async () => {
    const etag = (await ask()).headers.get('etag')!;
    const added = await addPack(headquarters.database, changed('Benches, second version'));
    expect(added).toMatchObject({ ok: true, version: 2, isNew: true });
    const response = await ask(etag);
    expect(response.status).toBe(200);
    expect((await packsOf(response)).map(({ pack }) => pack.title)).toContain('Benches, second version');
    expect(
      (await allPacks(headquarters.database.read)).map(({ consultationId, version }) => [
        consultationId,
        version,
      ]),
    ).toEqual([
      ['cws-2007', 1],
      ['example-benches', 1],
      ['example-benches', 2],
    ]);
    // A restart files what comes with the program, and doesn't bring the old version back.
    await addShippedPacks(headquarters.database);
    expect((await packsOf(await ask())).map(({ pack }) => pack.title)).toContain('Benches, second version');
  });

  it('is for enrolled computers only', async () => {
    expect((await fetch(`${headquarters.url}/v1/consultations`)).status).toBe(401);
  });

  it('a pack with mistakes is refused with each of them, and the same again changes nothing', async () => {
    const bad = await addPack(headquarters.database, changed(''));
    expect(bad).toEqual({ ok: false, mistakes: [{ path: 'title', message: 'Is empty.' }] });
    expect(await addPack(headquarters.database, shipped)).toMatchObject({
      ok: true,
      version: 1,
      isNew: false,
    });
  });

  it('letters before serials are one consultation’s, and stay the same', async () => {
    const pack = JSON.parse(shipped) as object;
    const added = (changes: object) =>
      addPack(headquarters.database, JSON.stringify({ ...pack, ...changes }));
    expect(await added({ id: 'other-benches' })).toMatchObject({
      ok: false,
      mistakes: [{ path: 'serialPrefix', message: expect.stringContaining('example-benches already') }],
    });
    expect(await added({ serialPrefix: 'NEW' })).toMatchObject({
      ok: false,
      mistakes: [{ path: 'serialPrefix', message: expect.stringContaining('Must stay') }],
    });
  });

  it('two that come at once get two versions', async () => {
    const both = await Promise.all(
      ['Third', 'Fourth'].map((title) => addPack(headquarters.database, changed(title))),
    );
    expect(both.map((added) => added.ok && added.version).toSorted()).toEqual([3, 4]);
  });
});
