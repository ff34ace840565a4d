import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../contract/sync/canonical-json.ts';
import { takeInPacks } from '../../../electron/bridge/take-in-packs.ts';
import { listConsultations } from '../../../electron/store/queries/consultations.ts';
import { sha256 } from '../../../electron/store/sha256.ts';
import { addPack } from '../../../headquarters/consultations/add-pack.ts';
import { aHeadquarters } from '../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { resourcesFolder } from '../../support/resources-folder.ts';
import { aUnit, refusalOfAsync } from '../../support/unit-on-the-way.ts';
import type { UnitOnTheWay } from '../../support/unit-on-the-way.ts';

let headquarters: ListeningHeadquarters;
let unit: UnitOnTheWay;
beforeEach(async () => {
  headquarters = await aHeadquarters();
  unit = await aUnit(headquarters);
});
afterEach(async () => {
  await unit.clear();
  await headquarters.stop();
});

const never = new AbortController().signal;
const fetches = () => takeInPacks(unit.desk, never);

/** A consultation that no store has yet. */
function aPack(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const text = readFileSync(join(resourcesFolder, 'consultations', 'example-benches.json'), 'utf8');
  return { ...(JSON.parse(text) as object), ...changes };
}
let made = 0;
const aNewPack = (changes: Readonly<Record<string, unknown>> = {}) =>
  aPack({
    id: `example-${(made += 1)}`,
    title: `An invented consultation ${made}`,
    serialPrefix: `EX${String.fromCodePoint(64 + made)}`,
    ...changes,
  });

/** Headquarters says that it has this pack too. */
function headquartersAlsoHas(
  pack: Record<string, unknown>,
  packHash = String(sha256(canonicalJson(pack))),
): void {
  unit.way.changeNext(/consultations/, ({ status, body }) => {
    const answer = JSON.parse(body) as { value: { packs: unknown[] } };
    answer.value.packs.unshift({ packHash, pack });
    return { status, body: JSON.stringify(answer) };
  });
}

describe('[S16] consultations from headquarters', () => {
  it('NOT_ENROLLED: nobody is asked', async () => {
    expect(await refusalOfAsync(fetches())).toEqual({ code: 'NOT_ENROLLED', details: {} });
  });

  it('a new one is taken in as if a person had loaded its file, once', async () => {
    await unit.enrols();
    const pack = aNewPack();
    expect(await addPack(headquarters.database, JSON.stringify(pack))).toMatchObject({ ok: true });
    expect(await fetches()).toMatchObject({
      loaded: [{ consultationId: pack['id'], title: pack['title'] }],
      notTaken: [],
    });
    expect(listConsultations(unit.desk.db).map(({ id }) => id)).toContain(pack['id']);
    expect(await fetches()).toEqual({ loaded: [], notTaken: [] });
  });

  it('one that this program cannot read is named and changes nothing; the others are taken in', async () => {
    await unit.enrols();
    const [good, strange] = [aNewPack(), aNewPack({ madeOf: 'something that is yet to come' })];
    expect(await addPack(headquarters.database, JSON.stringify(good))).toMatchObject({ ok: true });
    headquartersAlsoHas(strange);
    const fetched = await fetches();
    expect(fetched.loaded).toMatchObject([{ consultationId: good['id'] }]);
    expect(fetched.notTaken).toMatchObject([{ name: strange['title'] }]);
    expect(fetched.notTaken[0]!.reason).toContain('mistakes');
    // It is asked for again, and not forgotten behind an ETag.
    headquartersAlsoHas(strange);
    expect(await fetches()).toMatchObject({ loaded: [], notTaken: [{ name: strange['title'] }] });
  });

  it('one that is not what its name says is not taken in', async () => {
    await unit.enrols();
    headquartersAlsoHas(aNewPack(), 'f'.repeat(64));
    const before = listConsultations(unit.desk.db).length;
    expect((await fetches()).notTaken).toMatchObject([
      { reason: expect.stringContaining('not what its name says') },
    ]);
    expect(listConsultations(unit.desk.db)).toHaveLength(before);
  });
});
