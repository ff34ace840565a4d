import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { BackupLine } from '../../contract/bridge/backups.ts';
import type {
  NewSupervisor,
  RecoveryState,
  RestorableBackup,
  SessionState,
} from '../../contract/bridge/session.ts';
import { PostbagError } from '../../contract/errors.ts';
import { PersonId } from '../../contract/records/id.ts';
import type { Person } from '../../contract/records/person.ts';
import {
  backupFolderIn,
  lineOf,
  listBackups,
  readBackup,
  type Backup,
} from '../store/backup/backup-files.ts';
import { restoreBackup } from '../store/backup/restore.ts';
import { inTransaction } from '../store/db.ts';
import type { ReadableDb } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import {
  readKeyring,
  recoveryWrapOf,
  withPersonWrap,
  withRecoveryWrap,
  writeKeyring,
  type Keyring,
} from '../store/keyring.ts';
import type { OpenStore } from '../store/open-store.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { readEnrolment } from '../store/queries/devices.ts';
import { findPersonBySignInName, insertPerson, readPeople, updatePerson } from '../store/queries/people.ts';
import { openRecoveryAnswer } from '../store/recovery/open-recovery-answer.ts';
import {
  makeRecoveryRequest,
  readRecoveryRequest,
  requestAsText,
} from '../store/recovery/recovery-request.ts';
import { sealRecoveryWrap } from '../store/recovery/seal-recovery-wrap.ts';
import { filesToRestore } from '../store/store-fault.ts';
import type { Session } from './session.ts';

// The ways back into a store: a backup in its place, and headquarters' copy of the key.

/** Puts the store aside for a backup that was found whole. A supervisor asked for it at the desk. */
export async function restoreAtDesk(
  desk: Desk,
  session: Session,
  chosen: Pick<BackupLine, 'id' | 'place'>,
): Promise<SessionState> {
  const backup = await session.backups.verify(chosen.id, chosen.place);
  return session.whileClosed((files) =>
    restoreBackup(files, {
      backup,
      names: filesToRestore({ file: basename(files.store), why: 'damaged' }),
      nowMs: desk.nowMs(),
      by: desk.person.id,
    }),
  );
}

/** The backups that can stand in for a store that can't be opened, the newest first; none for one that can. */
export function listRestorable(session: Session, folder: string | null): RestorableBackup[] {
  if (session.state.at !== 'recovery') return [];
  return restorableIn(session, folder).map(({ name, backup }) => {
    const { madeAtMs, sizeBytes, replies } = lineOf(backup, 'here');
    return { id: name, madeAtMs, sizeBytes, replies };
  });
}

/** @throws PostbagError RESTORE_NOT_NEEDED, BACKUP_UNKNOWN, BACKUP_DAMAGED */
export function restoreUnopened(
  session: Session,
  request: { readonly folder: string | null; readonly id: string },
  nowMs: number,
): Promise<SessionState> {
  const { state, fault } = session;
  if (state.at !== 'recovery' || fault === null) throw new PostbagError('RESTORE_NOT_NEEDED', {});
  const found = restorableIn(session, request.folder).find(({ name }) => name === request.id);
  if (found === undefined) throw new PostbagError('BACKUP_UNKNOWN', {});
  const names = filesToRestore(fault);
  // A backup of another store has another key: its keyring belongs to it.
  if (!names.includes('keyring.json') && !hasKeyringOf(session, found.backup)) names.push('keyring.json');
  return session.whileClosed((files) =>
    restoreBackup(files, { backup: found.backup, names, nowMs, by: null }),
  );
}

/** The log is gone for good: the store is opened as it was when the log was last taken up. @throws PostbagError RESTORE_NOT_NEEDED */
export function openWithoutLog(session: Session): Promise<SessionState> {
  if (session.fault?.why !== 'log-missing') throw new PostbagError('RESTORE_NOT_NEEDED', {});
  return session.whileClosed((files) => rmSync(files.openMark, { force: true }));
}

function hasKeyringOf(session: Session, { manifest }: Backup): boolean {
  try {
    return readKeyring(session.files.keyring).storeId === manifest.storeId;
  } catch {
    return false;
  }
}

interface NamedBackup {
  /** Its path within the folder that was looked in. */
  readonly name: string;
  readonly backup: Backup;
}

/** In the folder itself, in those that stores made for themselves in it, or the very backup that was named. */
function restorableIn(session: Session, asked: string | null): NamedBackup[] {
  const folder = asked ?? backupFolderIn(session.files.folder);
  if (!existsSync(folder)) return [];
  const itself = readBackup(dirname(folder), basename(folder));
  if (itself !== null) return [{ name: '.', backup: itself }];
  try {
    const own = readdirSync(folder).filter(
      (name) => name.startsWith('postbag-backups-') || name === 'backups',
    );
    return ['', ...own].flatMap((within) =>
      listBackups(join(folder, within)).map((backup) => ({ name: join(within, backup.id), backup })),
    );
  } catch {
    // A file, or a folder that nobody may look into: no backups there.
    return [];
  }
}

/** Gives headquarters its wrap of the key, once there is a headquarters. Called after sign-in and after enrolment. */
export function keepRecoveryWrap(desk: Desk, session: Session): Promise<void> {
  return session.change(desk, async () => {
    const enrolment = readEnrolment(desk.db);
    if (enrolment === undefined || enrolment.recoveryRecipient === null) return;
    const { deviceId, recoveryRecipient: recipient } = enrolment;
    const keyring = readKeyring(session.files.keyring);
    const { storeId } = keyring;
    const sealedFor = `${deviceId} ${recipient}`;
    const before = recoveryWrapOf(keyring);
    if (before !== null && `${before.deviceId} ${before.recipient}` === sealedFor) return;
    const wrap = await sealRecoveryWrap(session.key, { storeId, deviceId, recipient });
    writeKeyring(session.files.keyring, withRecoveryWrap(keyring, wrap));
  });
}

/** The keyring with the wraps of those alone who are in the store. */
function withoutStrangers(keyring: Keyring, db: ReadableDb): Keyring {
  const known = new Set(readPeople(db).map(({ id }) => id));
  const wraps = keyring.wraps.filter((wrap) => wrap.kind !== 'person' || known.has(wrap.personId));
  return { ...keyring, wraps };
}

/** Whether headquarters could help, and the request that waits for it. */
export function readRecoveryState(session: Session): RecoveryState {
  const waiting = readRecoveryRequest(session.files);
  return {
    isPossible: hasRecoveryWrap(session),
    request: waiting && { ...requestAsText(waiting.request), madeAtMs: waiting.request.madeAtMs },
  };
}

function hasRecoveryWrap(session: Session): boolean {
  try {
    return recoveryWrapOf(readKeyring(session.files.keyring)) !== null;
  } catch {
    return false;
  }
}

/** @throws PostbagError KEYRING_MISSING, KEYRING_DAMAGED, RECOVERY_NOT_POSSIBLE */
export async function askRecovery(session: Session, nowMs: number): Promise<RecoveryState> {
  await makeRecoveryRequest(session.files, nowMs);
  return readRecoveryState(session);
}

/**
 * Opens the store with headquarters' answer and makes the supervisor who begins anew. Whoever has no way in any more
 * stays on the list as somebody who has left, until this supervisor takes them back.
 * @throws PostbagError RECOVERY_ANSWER_…, SIGN_IN_NAME_TAKEN, and what opening a store can refuse with
 */
export function recover(
  session: Session,
  request: { readonly answer: string; readonly supervisor: NewSupervisor },
  nowMs: number,
): Promise<SessionState> {
  const { keyring: file, recoveryRequest } = session.files;
  return session.enter(async () => {
    const keyring = readKeyring(file);
    const waiting = readRecoveryRequest(session.files);
    const key = await openRecoveryAnswer(request.answer, keyring.storeId, waiting);
    const { passphrase, ...names } = request.supervisor;
    const person: Person = { ...names, id: PersonId.parse(uuidv7()), role: 'supervisor', isActive: true };
    const withIn = await withPersonWrap(keyring, key, person, passphrase, session.wrapCostOf(passphrase));
    return {
      key,
      personOf({ db }: OpenStore) {
        if (findPersonBySignInName(db, person.signInName)) {
          throw new PostbagError('SIGN_IN_NAME_TAKEN', { signInName: person.signInName });
        }
        const canSignIn = new Set(
          keyring.wraps.map((wrap) => (wrap.kind === 'person' ? wrap.personId : null)),
        );
        inTransaction(db, () => {
          for (const old of readPeople(db).filter(({ id, isActive }) => isActive && !canSignIn.has(id))) {
            updatePerson(db, { ...old, isActive: false });
          }
          insertPerson(db, person);
          appendAudit(db, {
            atMs: nowMs,
            personId: person.id,
            act: 'session.recover',
            subject: person.id,
            details: { requestId: waiting?.request.requestId },
          });
          // Inside: a keyring that couldn't be written leaves no supervisor without a way in. Where an earlier try
          // wrote one and the store then couldn't keep its supervisor, that way in leads nowhere: it goes.
          writeKeyring(file, withoutStrangers(withIn, db));
        });
        rmSync(recoveryRequest, { force: true });
        return person;
      },
    };
  });
}
