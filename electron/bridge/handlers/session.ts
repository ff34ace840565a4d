import { addPerson, setActive, setLockAfter, setPassphrase, setRole } from '../../people/people.ts';
import {
  askRecovery,
  listRestorable,
  openWithoutLog,
  readRecoveryState,
  recover,
  restoreUnopened,
} from '../../people/recovery.ts';
import { trySample } from '../try-sample.ts';
import { readPeople } from '../../store/queries/people.ts';
import type { HandlersOf } from '../handler.ts';

export const sessionHandlers: HandlersOf<'session'> = {
  state: (session) => session.state,
  createStore: (session, request) => session.createStore(request),
  signIn: (session, { signInName, passphrase }) => session.signIn(signInName, passphrase),
  restorable: (session, { folder }) => listRestorable(session, folder),
  restore: (session, request) => restoreUnopened(session, request, session.nowMs()),
  lookAgain: (session) => session.lookAgain(),
  openWithoutLog: (session) => openWithoutLog(session),
  recovery: (session) => readRecoveryState(session),
  askRecovery: (session) => askRecovery(session, session.nowMs()),
  recover: (session, request) => recover(session, request, session.nowMs()),
  trySample: (session) => trySample(session),
  signOut: (session) => session.signOut(),
  lock: (_desk, _request, session) => session.lock(),
  stillHere(_desk, _request, session) {
    session.stillHere();
    return null;
  },
  async changePassphrase(desk, { oldPassphrase, newPassphrase }, session) {
    await session.demandPassphrase(oldPassphrase);
    await setPassphrase(desk, session, desk.person.id, newPassphrase);
    return null;
  },
};

export const peopleHandlers: HandlersOf<'people'> = {
  list: (desk) => readPeople(desk.db),
  add: (desk, request, session) => addPerson(desk, session, request),
  setRole: (desk, { personId, role }, session) => setRole(desk, session, personId, role),
  setActive: (desk, request, session) => setActive(desk, session, request),
  async setPassphrase(desk, { personId, passphrase }, session) {
    await setPassphrase(desk, session, personId, passphrase);
    return null;
  },
  setLockAfter(desk, { minutes }, session) {
    setLockAfter(desk, session, minutes);
    return null;
  },
};
