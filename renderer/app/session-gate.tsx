import { useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { PersonId } from '../../contract/records/id.ts';
import { bridge } from '../bridge.ts';
import { CreateStoreScreen } from '../screens/session/create-store-screen.tsx';
import { RecoveryScreen } from '../screens/session/recovery-screen.tsx';
import { SignInScreen } from '../screens/session/sign-in-screen.tsx';
import { useMessages } from './messages.tsx';
import { router } from './routes.tsx';
import { SessionProvider } from './session.tsx';
import { useCall } from './use-call.ts';

/** How often the main process is told that somebody is at the keys, at most. */
const stillHereEveryMs = 15_000;

function useStillHere(isSignedIn: boolean): void {
  useEffect(() => {
    if (!isSignedIn) return;
    let lastToldAt = 0;
    const tell = (): void => {
      const now = performance.now();
      if (now - lastToldAt < stillHereEveryMs) return;
      lastToldAt = now;
      // A refusal means that it is locked already, and the session's own announcement says so.
      bridge.session.stillHere(null).catch(() => {});
    };
    const kinds = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const kind of kinds) addEventListener(kind, tell, { passive: true });
    return () => {
      for (const kind of kinds) removeEventListener(kind, tell);
    };
  }, [isSignedIn]);
}

/** Once nobody is signed in, nothing that was shown stays in the page's memory, whoever looks there. */
function useForgetting(isSignedOut: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isSignedOut) return;
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    queries.getMutationCache().clear();
  }, [isSignedOut, queries]);
}

/** What one person was told, and could undo, isn't said to the next who signs in. */
function useOwnMessages(personId: PersonId | null): void {
  const { clear } = useMessages();
  const last = useRef<PersonId | null>(null);
  useLayoutEffect(() => {
    if (personId === null) return;
    if (last.current !== null && last.current !== personId) clear();
    last.current = personId;
  }, [personId, clear]);
}

/** Nothing of the store is shown, or kept in the page, unless somebody is signed in. */
export function SessionGate() {
  const { data: state } = useCall('session', 'state', null);
  useStillHere(state?.at === 'signed-in');
  useForgetting(state !== undefined && state.at !== 'signed-in');
  useOwnMessages(state?.at === 'signed-in' ? state.person.id : null);
  if (state === undefined) return null;
  switch (state.at) {
    case 'no-store':
      return <CreateStoreScreen folder={state.folder} />;
    case 'recovery':
      return (
        <RecoveryScreen
          key={`${state.file} ${state.why}`}
          folder={state.folder}
          file={state.file}
          why={state.why}
        />
      );
    case 'signed-out':
      return (
        <SignInScreen key="signed-out" unitName={state.unitName} lockedFor={null} isSample={state.isSample} />
      );
    case 'locked':
      return (
        <SignInScreen
          key="locked"
          unitName={state.unitName}
          lockedFor={state.person}
          isSample={state.isSample}
        />
      );
    case 'signed-in':
      return (
        <SessionProvider session={state}>
          <RouterProvider router={router} />
        </SessionProvider>
      );
    default:
      return assertNever(state);
  }
}

function assertNever(state: never): never {
  throw new Error(`no screen for ${JSON.stringify(state)}`);
}
