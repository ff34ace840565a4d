import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { samplePassphrase } from '../../../contract/records/sample-people.ts';
import { createDispatch } from '../../../electron/bridge/dispatch.ts';
import type { Dispatch } from '../../../electron/bridge/dispatch.ts';
import type { Session } from '../../../electron/people/session.ts';
import { aHeadquarters } from '../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { aLossyWay } from '../../support/lossy-way.ts';
import { quickSession } from '../../support/quick-session.ts';
import type { LossyWay } from '../../support/lossy-way.ts';
import { loadBothConsultations } from '../../support/post-room.ts';
import { aSealedBatch } from '../../support/sealed-batches.ts';

// A store that closes in the middle of a send: by locking, by signing out, by Ctrl+C. Through the whole program,
// from dispatch down.

let headquarters: ListeningHeadquarters;
let way: LossyWay;
let folder: string;
let session: Session;
let dispatch: Dispatch;
beforeAll(async () => {
  headquarters = await aHeadquarters();
});
afterAll(() => headquarters.stop());
beforeEach(async () => {
  way = await aLossyWay(headquarters.url);
  folder = mkdtempSync(join(tmpdir(), 'postbag-test-'));
  session = quickSession(folder);
  await session.createStore({
    unitName: 'Invented Unit',
    supervisor: {
      signInName: 'ann',
      fullName: 'Ann Example (invented)',
      initials: 'AE',
      passphrase: samplePassphrase,
    },
  });
  loadBothConsultations(session.desk);
  aSealedBatch(session.desk, 2);
  dispatch = createDispatch(session);
  const code = (await headquarters.newEnrolmentCode()).replace(headquarters.url, way.url);
  expect(await dispatch('sending.enrol', { code })).toMatchObject({ ok: true });
});
afterEach(async () => {
  await session.end();
  await way.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('closing the store in the middle of a send', () => {
  it.each(['lock', 'signOut', 'end'] as const)(
    '[S5] %s: the send stops first, and nothing is lost',
    async (how) => {
      const { held, release } = way.holdNext(/POST .*consignments/);
      const sending = dispatch('sending.send', null);
      await held;
      await session[how]();
      expect((await sending).ok).toBe(true);
      release();
      await session.signIn('ann', samplePassphrase);
      expect(await dispatch('sending.state', null)).toMatchObject({
        value: { onlyHere: 2, atHeadquarters: 0, progress: null },
      });
      expect(await dispatch('sending.send', null)).toMatchObject({
        value: { onlyHere: 0, atHeadquarters: 2 },
      });
    },
  );

  it('[S18] cancel answers when the send has let go', async () => {
    const { held, release } = way.holdNext(/POST .*consignments/);
    const sending = dispatch('sending.send', null);
    await held;
    expect(await dispatch('sending.send', null)).toMatchObject({ error: { code: 'SENDING_ALREADY' } });
    expect(await dispatch('sending.cancel', null)).toMatchObject({ value: { onlyHere: 2, progress: null } });
    expect(await sending).toMatchObject({ value: { onlyHere: 2 } });
    release();
  });
});
