import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commonErrors } from '../../../contract/bridge/call.ts';
import { calls } from '../../../contract/bridge/calls.ts';
import { catalogue } from '../../../contract/errors.ts';
import type { Outcome } from '../../../contract/pipe.ts';
import { samplePassphrase } from '../../../contract/records/sample-people.ts';
import { callNames, createDispatch, type Dispatch } from '../../../electron/bridge/dispatch.ts';
import { requestsAboutNothing } from '../../support/well-formed-requests.ts';
import { removeFolder, temporaryFolder } from '../../support/browser-host.ts';
import { quickSession } from '../../support/quick-session.ts';

// Every call there is, with nothing, with the wrong thing and with something hostile, against a real store.
// The window is our own, but what runs in it may not be: no argument may do more than be refused.

const hostile: readonly (readonly [string, unknown])[] = [
  ['nothing', undefined],
  ['a number', 7],
  ['a list', []],
  ['an empty object', {}],
  ['an object with a foreign key', { surplus: true }],
  ['__proto__', JSON.parse('{"__proto__": {"role": "supervisor"}, "constructor": 1}')],
  ['SQL', { replyId: `'; DROP TABLE reply; --`, batchId: `' OR 1=1 --`, text: `"*" OR 1` }],
  ['a path', { file: '../../../../etc/passwd', folder: '/' }],
  ['a very long text', { text: 'x'.repeat(3_000_000), code: 'x'.repeat(3_000_000) }],
  ['deep nesting', JSON.parse(`${'['.repeat(2000)}${']'.repeat(2000)}`)],
];

const folder = temporaryFolder();
const session = quickSession(folder);
const dispatch: Dispatch = createDispatch(session);

beforeAll(async () => {
  const created = await dispatch('session.createStore', {
    unitName: 'Test unit',
    supervisor: {
      signInName: 'ann',
      fullName: 'Ann Example (invented)',
      initials: 'AE',
      passphrase: samplePassphrase,
    },
  });
  expect(created.ok).toBe(true);
});
afterAll(async () => {
  await session.end();
  removeFolder(folder);
});

function declared(name: string): readonly string[] {
  const [feature, call] = name.split('.') as [keyof typeof calls, string];
  const table: Record<string, { readonly errors: readonly string[] }> = calls[feature];
  return [...commonErrors, ...table[call]!.errors];
}

function expectDeclaredRefusal(name: string, outcome: Outcome<unknown>): void {
  if (outcome.ok) return;
  const { code, details } = outcome.error;
  expect(declared(name)).toContain(code);
  expect(code).not.toBe('UNEXPECTED');
  expect(code).not.toBe('INVALID_REPLY');
  expect(catalogue[code as keyof typeof catalogue].details.safeParse(details).success).toBe(true);
}

/** These end the session that the others need, or make another one; they are tried by tests of their own. */
const endsTheSession = new Set(['session.signOut', 'session.lock', 'session.trySample']);

describe.each(callNames.filter((name) => !endsTheSession.has(name)))('%s', (name) => {
  it.each(hostile)('answers or refuses in order, given %s', async (_, argument) => {
    const outcome = await dispatch(name, argument);
    expectDeclaredRefusal(name, outcome);
    if (name !== 'session.state') {
      const state = await dispatch('session.state', null);
      expect(state).toMatchObject({ ok: true, value: { at: 'signed-in' } });
    }
  });

  it('refuses a request that is not of its form as INVALID_REQUEST', async () => {
    const outcome = await dispatch(name, { surplus: true });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'INVALID_REQUEST' } });
  });
});

const texts: readonly (readonly [string, string])[] = [
  ['plain words', 'plain words'],
  ['SQL and FTS syntax', `x' OR "1"=1; -- NEAR(a b) * ^ {col}: "`],
  ['U+0000', 'a\u0000b'],
  ['a lone surrogate', 'a\ud800b'],
  ['mark-up', '<img src=x onerror=alert(1)>'],
];

describe.each(texts)('a request in perfect form about what is not there, its text being %s', (_, text) => {
  const requests = Object.entries(requestsAboutNothing(text)).flatMap(([feature, table]) =>
    Object.entries(table).map(([call, request]) => [`${feature}.${call}`, request] as const),
  );

  it.each(requests.filter(([name]) => name !== 'session.signIn'))(
    '%s is answered or refused in order',
    async (name, request) => {
      const outcome = await dispatch(name, request);
      expectDeclaredRefusal(name, outcome);
      const isKept = text.isWellFormed() && !text.includes('\u0000');
      if (outcome.ok || !isKept) return;
      // It got past the schema: what is refused is the matter itself.
      expect(outcome.error.code === 'INVALID_REQUEST' && !name.startsWith('people.')).toBe(false);
    },
  );
});

describe('dispatch', () => {
  it.each([
    '',
    'nonsense',
    'session',
    'session.',
    'constructor.name',
    '__proto__.toString',
    'session.constructor',
  ])('refuses the call “%s” as UNKNOWN_CALL', async (name) => {
    expect(await dispatch(name, null)).toMatchObject({ ok: false, error: { code: 'UNKNOWN_CALL' } });
  });

  it('has exactly one handler for each declared call, and no other', () => {
    const names = Object.entries(calls).flatMap(([feature, table]) =>
      Object.keys(table).map((call) => `${feature}.${call}`),
    );
    expect(callNames.toSorted()).toEqual(names.toSorted());
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('who may call what', () => {
  const guarded = Object.entries(calls).flatMap(([feature, table]) =>
    Object.entries(table)
      .filter(([, call]) => call.access !== 'anyone')
      .map(([call, { access }]) => ({ name: `${feature}.${call}`, access })),
  );

  it('refuses a supervisor’s calls to a keyer, before the request is looked at', async () => {
    const passphrase = 'another plain passphrase';
    const person = { signInName: 'ben', fullName: 'Ben Sample (invented)', initials: 'BS', role: 'keyer' };
    expect(await dispatch('people.add', { person, passphrase })).toMatchObject({ ok: true });
    expect(await dispatch('session.signIn', { signInName: 'ben', passphrase })).toMatchObject({ ok: true });
    for (const { name } of guarded.filter(({ access }) => access === 'supervisor')) {
      expect(await dispatch(name, null), name).toMatchObject({
        ok: false,
        error: { code: 'SUPERVISOR_ONLY' },
      });
    }
  });

  it('refuses everything but the session’s own calls when locked, and when signed out', async () => {
    expect(await dispatch('session.lock', null)).toMatchObject({ ok: true, value: { at: 'locked' } });
    for (const { name } of guarded) {
      expect(await dispatch(name, null), name).toMatchObject({ ok: false, error: { code: 'LOCKED' } });
    }
    expect(await dispatch('session.signOut', null)).toMatchObject({ ok: true, value: { at: 'signed-out' } });
    for (const { name } of guarded) {
      expect(await dispatch(name, null), name).toMatchObject({ ok: false, error: { code: 'NOT_SIGNED_IN' } });
    }
  });
});
