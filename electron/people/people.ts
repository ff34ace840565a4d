import { v7 as uuidv7 } from 'uuid';
import { PostbagError } from '../../contract/errors.ts';
import { PersonId } from '../../contract/records/id.ts';
import type { Person, Role } from '../../contract/records/person.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { readKeyring, withPersonWrap, withoutPersonWrap, writeKeyring } from '../store/keyring.ts';
import { appendAudit } from '../store/queries/audit.ts';
import {
  countActiveSupervisors,
  findPersonBySignInName,
  insertPerson,
  readPerson,
  updatePerson,
} from '../store/queries/people.ts';
import { setSetting } from '../store/queries/settings.ts';
import type { Session } from './session.ts';

function demandPerson(desk: Desk, personId: PersonId): Person {
  const person = readPerson(desk.db, personId);
  // The list of people is on the supervisor's own screen; an id that isn't on it is no person's request.
  if (person === undefined)
    throw new PostbagError('INVALID_REQUEST', { issues: ['personId: nobody has this id'] });
  return person;
}

function recordChange(desk: Desk, act: string, person: Person): void {
  appendAudit(desk.db, {
    atMs: desk.nowMs(),
    personId: desk.person.id,
    act,
    subject: person.id,
    details: { role: person.role, isActive: person.isActive },
  });
}

/** @throws PostbagError SIGN_IN_NAME_TAKEN */
export function addPerson(
  desk: Desk,
  session: Session,
  request: { readonly person: Omit<Person, 'id' | 'isActive'>; readonly passphrase: string },
): Promise<Person> {
  return session.change(desk, async () => {
    const { signInName } = request.person;
    if (findPersonBySignInName(desk.db, signInName)) {
      throw new PostbagError('SIGN_IN_NAME_TAKEN', { signInName });
    }
    const person: Person = { ...request.person, id: PersonId.parse(uuidv7()), isActive: true };
    const keyring = await withPersonWrap(
      readKeyring(session.files.keyring),
      session.key,
      person,
      request.passphrase,
      session.wrapCostOf(request.passphrase),
    );
    inTransaction(desk.db, () => {
      insertPerson(desk.db, person);
      recordChange(desk, 'people.add', person);
    });
    // After the person is in the store: a wrap without a person opens nothing (see Session.signIn).
    writeKeyring(session.files.keyring, keyring);
    desk.announce({ topic: 'store-changed' });
    return person;
  });
}

function changePerson(desk: Desk, session: Session, act: string, person: Person): Person {
  inTransaction(desk.db, () => {
    updatePerson(desk.db, person);
    if (countActiveSupervisors(desk.db) === 0) throw new PostbagError('LAST_SUPERVISOR', {});
    recordChange(desk, act, person);
  });
  session.refresh();
  desk.announce({ topic: 'store-changed' });
  return person;
}

/** @throws PostbagError LAST_SUPERVISOR */
export function setRole(desk: Desk, session: Session, personId: PersonId, role: Role): Promise<Person> {
  return session.change(desk, () =>
    changePerson(desk, session, 'people.setRole', { ...demandPerson(desk, personId), role }),
  );
}

/**
 * Somebody left, or is back. Leaving takes the way into the store away with the next sign-in; coming back
 * needs a new passphrase, because the old way in was destroyed.
 * @throws PostbagError LAST_SUPERVISOR, INVALID_REQUEST (back without a passphrase)
 */
export function setActive(
  desk: Desk,
  session: Session,
  request: {
    readonly personId: PersonId;
    readonly isActive: boolean;
    readonly passphrase?: string | undefined;
  },
): Promise<Person> {
  const { personId, isActive, passphrase } = request;
  return session.change(desk, async () => {
    const person = { ...demandPerson(desk, personId), isActive };
    const { keyring: file } = session.files;
    if (!isActive) {
      changePerson(desk, session, 'people.setActive', person);
      writeKeyring(file, withoutPersonWrap(readKeyring(file), personId));
      return person;
    }
    if (passphrase === undefined) {
      throw new PostbagError('INVALID_REQUEST', {
        issues: ['passphrase: somebody who comes back needs a new one'],
      });
    }
    const cost = session.wrapCostOf(passphrase);
    writeKeyring(file, await withPersonWrap(readKeyring(file), session.key, person, passphrase, cost));
    return changePerson(desk, session, 'people.setActive', person);
  });
}

/** Gives a person a new passphrase: their own, or, by a supervisor, one for somebody who forgot. */
export function setPassphrase(
  desk: Desk,
  session: Session,
  personId: PersonId,
  passphrase: string,
): Promise<void> {
  return session.change(desk, async () => {
    const person = demandPerson(desk, personId);
    const { keyring: file } = session.files;
    const cost = session.wrapCostOf(passphrase);
    const keyring = await withPersonWrap(readKeyring(file), session.key, person, passphrase, cost);
    inTransaction(desk.db, () => {
      recordChange(desk, 'people.setPassphrase', person);
      // Inside, so that a keyring that couldn't be written leaves no word of it in the audit.
      writeKeyring(file, keyring);
    });
  });
}

/** After how many minutes without a key the screen locks itself. */
export function setLockAfter(desk: Desk, session: Session, minutes: number): void {
  inTransaction(desk.db, () => {
    setSetting(desk.db, 'lock_after_minutes', String(minutes));
    appendAudit(desk.db, {
      atMs: desk.nowMs(),
      personId: desk.person.id,
      act: 'people.setLockAfter',
      subject: 'unit',
      details: { minutes },
    });
  });
  session.refresh();
}
