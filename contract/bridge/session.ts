import { z } from 'zod';
import { EpochMs } from '../records/calendar-date.ts';
import { PersonId } from '../records/id.ts';
import { Passphrase, Person, SignInName } from '../records/person.ts';
import { declareCalls } from './call.ts';
import { words } from '../records/words.ts';

/** Where the window is before anything else can be shown. */
export const SessionState = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('no-store'), folder: z.string(), canTrySample: z.boolean() }),
  z.strictObject({
    at: z.literal('recovery'),
    folder: z.string(),
    file: z.string(),
    /** What is the matter with that file. `log` is the store's own log, without which the newest marks are gone. */
    why: z.enum(['missing', 'damaged', 'log-missing']),
  }),
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

/** A backup as it is offered before anybody is signed in; `id` is its folder's name. */
export const RestorableBackup = z.strictObject({
  id: z.string(),
  madeAtMs: EpochMs,
  sizeBytes: z.int().nonnegative(),
  replies: z.int().nonnegative(),
});
export type RestorableBackup = z.infer<typeof RestorableBackup>;

/** Where backups are looked for: null for the folder beside the store, else a folder that somebody typed. */
const LookIn = z.string().trim().min(1).max(1000).nullable();

/** The way back in through headquarters: whether there is one, and the request that waits for its answer. */
export const RecoveryState = z.strictObject({
  /** Headquarters has a wrap of the key: this unit was enrolled. */
  isPossible: z.boolean(),
  request: z
    .strictObject({
      text: z.string(),
      /** Eight characters, to compare with headquarters over a telephone. */
      check: z.string(),
      madeAtMs: EpochMs,
    })
    .nullable(),
});
export type RecoveryState = z.infer<typeof RecoveryState>;

/** Whoever begins a store, or begins it anew. */
export const NewSupervisor = z.strictObject({
  signInName: SignInName,
  fullName: Person.shape.fullName,
  initials: Person.shape.initials,
  passphrase: Passphrase,
});
export type NewSupervisor = z.infer<typeof NewSupervisor>;

export const sessionCalls = declareCalls({
  state: { access: 'anyone', request: z.null(), reply: SessionState, errors: [] },
  createStore: {
    access: 'anyone',
    request: z.strictObject({
      unitName: words(120).min(1),
      supervisor: NewSupervisor,
    }),
    reply: SessionState,
    errors: [
      'STORE_EXISTS',
      'STORE_NOT_LOCAL',
      'STORE_IN_USE',
      'STORE_NO_PERMISSION',
      'STORE_UNSAFE',
      'STORE_DISK_FULL',
    ],
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
      'STORE_DISK_FULL',
      'STORE_LOG_MISSING',
    ],
  },
  /** The backups that can take the place of a store that can't be opened; none where it can. */
  restorable: {
    access: 'anyone',
    request: z.strictObject({ folder: LookIn }),
    reply: z.array(RestorableBackup),
    errors: [],
  },
  /** Puts a store that can't be opened aside and a backup in its place. */
  restore: {
    access: 'anyone',
    request: z.strictObject({ folder: LookIn, id: z.string().max(100) }),
    reply: SessionState,
    errors: [
      'RESTORE_NOT_NEEDED',
      'BACKUP_UNKNOWN',
      'BACKUP_DAMAGED',
      'STORE_IN_USE',
      'STORE_NO_PERMISSION',
      'RESTORE_FAILED',
    ],
  },
  /** Somebody mended the files by hand. */
  lookAgain: { access: 'anyone', request: z.null(), reply: SessionState, errors: [] },
  /** Opens the store without its log, as it was when the log was last taken up. */
  openWithoutLog: {
    access: 'anyone',
    request: z.null(),
    reply: SessionState,
    errors: ['RESTORE_NOT_NEEDED', 'STORE_IN_USE', 'STORE_NO_PERMISSION'],
  },
  recovery: { access: 'anyone', request: z.null(), reply: RecoveryState, errors: [] },
  /** Makes a new request to headquarters; an answer to an earlier one no longer fits. */
  askRecovery: {
    access: 'anyone',
    request: z.null(),
    reply: RecoveryState,
    errors: ['RECOVERY_NOT_POSSIBLE', 'KEYRING_MISSING', 'KEYRING_DAMAGED', 'STORE_NO_PERMISSION'],
  },
  /** Opens the store with headquarters' answer, and makes a supervisor who can sign in from now on. */
  recover: {
    access: 'anyone',
    request: z.strictObject({ answer: z.string().max(20_000), supervisor: NewSupervisor }),
    reply: SessionState,
    errors: [
      'RECOVERY_NOT_POSSIBLE',
      'RECOVERY_ANSWER_UNREADABLE',
      'RECOVERY_ANSWER_FOREIGN',
      'RECOVERY_ANSWER_OUTDATED',
      'SIGN_IN_NAME_TAKEN',
      'KEYRING_MISSING',
      'KEYRING_DAMAGED',
      'STORE_MISSING',
      'STORE_IN_USE',
      'STORE_NEWER',
      'STORE_NOT_A_STORE',
      'STORE_NOT_LOCAL',
      'STORE_UNSAFE',
      'STORE_NO_PERMISSION',
      'MIGRATION_FAILED',
      'STORE_DISK_FULL',
      'STORE_LOG_MISSING',
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
