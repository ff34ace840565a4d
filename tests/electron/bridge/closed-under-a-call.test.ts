import { afterAll, expect, test } from 'vitest';
import { samplePassphrase } from '../../../contract/records/sample-people.ts';
import { createDispatch } from '../../../electron/bridge/dispatch.ts';
import { removeFolder, temporaryFolder } from '../../support/browser-host.ts';
import { quickSession } from '../../support/quick-session.ts';

const folder = temporaryFolder();
const session = quickSession(folder);
const dispatch = createDispatch(session);
afterAll(async () => {
  await session.end();
  removeFolder(folder);
});

test('a call that is under way when somebody signs out or locks is refused for that, and not as unforeseen', async () => {
  const supervisor = { signInName: 'ann', fullName: 'Ann Example (invented)', initials: 'AE' };
  await dispatch('session.createStore', {
    unitName: 'Test unit',
    supervisor: { ...supervisor, passphrase: samplePassphrase },
  });
  for (const [leaving, code] of [
    ['session.signOut', 'NOT_SIGNED_IN'],
    ['session.lock', 'LOCKED'],
  ] as const) {
    // More than the reader thread can answer before it is told to end.
    const asked = Array.from({ length: 200 }, () => dispatch('consultations.list', null));
    expect(await dispatch(leaving, null)).toMatchObject({ ok: true });
    const refused = (await Promise.all(asked)).filter((outcome) => !outcome.ok);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map((outcome) => outcome.error.code))).toEqual(new Set([code]));
    await dispatch('session.signIn', { signInName: 'ann', passphrase: samplePassphrase });
  }
});
