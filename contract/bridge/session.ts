import { z } from 'zod';
import { PersonId } from '../records/id.ts';
import { Passphrase, Person, SignInName } from '../records/person.ts';
import { declareCalls } from './call.ts';
import { words } from '../records/words.ts';

/** Where the window is before anything else can be shown. */
export const SessionState = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('no-store'), folder: z.string(), canTrySample: z.boolean() }),
  z.strictObject({ at: z.literal('recovery'), folder: z.string(), file: z.string() }),
  z.strictObject({ at: z.literal('signed-out'), unitName: z.string(), isSample: z.boolean() }),
  z.strictObject({ at: z.literal('locked'), unitName: z.string(), person: Person, isSample: z.boolean() }),
  z.strictObject({
    at: z.literal('signed-in'),
    unitName: z.string(),
    person: Person,
    lockAfterMinutes: z.int().positive(),
    isSample: z.boolean(),
  }),
]);
export type SessionState = z.infer<typeof SessionState>;

export const sessionCalls = declareCalls({
  state: { access: 'anyone', request: z.null(), reply: SessionState, errors: [] },
  createStore: {
    access: 'anyone',
    request: z.strictObject({
      unitName: words(120).min(1),
      supervisor: z.strictObject({
        signInName: SignInName,
        fullName: Person.shape.fullName,
        initials: Person.shape.initials,
        passphrase: Passphrase,
      }),
    }),
    reply: SessionState,
    errors: ['STORE_EXISTS', 'STORE_NOT_LOCAL', 'STORE_IN_USE', 'STORE_NO_PERMISSION', 'STORE_UNSAFE'],
  },
  signIn: {
    access: 'anyone',
    request: z.strictObject({ signInName: z.string().max(200), passphrase: z.string().max(1000) }),
    reply: SessionState,
    errors: [
      'WRONG_PASSPHRASE',
      'TOO_MANY_ATTEMPTS',
      'STORE_MISSING',
      'KEYRING_MISSING',
      'KEYRING_DAMAGED',
      'STORE_IN_USE',
      'STORE_NEWER',
      'STORE_NOT_A_STORE',
      'STORE_NOT_LOCAL',
      'STORE_UNSAFE',
      'STORE_NO_PERMISSION',
      'MIGRATION_FAILED',
    ],
  },
  /** A throw-away store with three invented people and a batch of invented replies; its supervisor is signed in. */
  trySample: {
    access: 'anyone',
    request: z.null(),
    reply: SessionState,
    errors: ['STORE_EXISTS', 'STORE_NOT_LOCAL', 'STORE_NO_PERMISSION'],
  },
  signOut: { access: 'anyone', request: z.null(), reply: SessionState, errors: [] },
  /** Hides everything until the same person gives the passphrase again (or somebody else signs in). */
  lock: { access: 'person', request: z.null(), reply: SessionState, errors: [] },
  /** The window saw a key or a pointer: the idle clock starts again. */
  stillHere: { access: 'person', request: z.null(), reply: z.null(), errors: [] },
  changePassphrase: {
    access: 'person',
    request: z.strictObject({ oldPassphrase: z.string().max(1000), newPassphrase: Passphrase }),
    reply: z.null(),
    errors: ['WRONG_PASSPHRASE', 'TOO_MANY_ATTEMPTS'],
  },
});

export const peopleCalls = declareCalls({
  list: { access: 'person', request: z.null(), reply: z.array(Person), errors: [] },
  add: {
    access: 'supervisor',
    request: z.strictObject({ person: Person.omit({ id: true, isActive: true }), passphrase: Passphrase }),
    reply: Person,
    errors: ['SIGN_IN_NAME_TAKEN'],
  },
  setRole: {
    access: 'supervisor',
    request: z.strictObject({ personId: PersonId, role: Person.shape.role }),
    reply: Person,
    errors: ['LAST_SUPERVISOR'],
  },
  /** The person has left, or is back. */
  setActive: {
    access: 'supervisor',
    request: z.strictObject({ personId: PersonId, isActive: z.boolean(), passphrase: Passphrase.optional() }),
    reply: Person,
    errors: ['LAST_SUPERVISOR'],
  },
  /** For somebody who forgot: a supervisor sets a new passphrase. */
  setPassphrase: {
    access: 'supervisor',
    request: z.strictObject({ personId: PersonId, passphrase: Passphrase }),
    reply: z.null(),
    errors: [],
  },
  setLockAfter: {
    access: 'supervisor',
    request: z.strictObject({ minutes: z.int().min(1).max(60) }),
    reply: z.null(),
    errors: [],
  },
});
