import { createContext, useContext, type ReactNode } from 'react';
import type { SessionState } from '../../contract/bridge/session.ts';

export type SignedIn = Extract<SessionState, { at: 'signed-in' }>;

const SessionContext = createContext<SignedIn | null>(null);

export function SessionProvider({
  session,
  children,
}: {
  readonly session: SignedIn;
  readonly children: ReactNode;
}) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** Who is signed in, on every screen behind the session gate. */
export function useSession(): SignedIn {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession before sign-in');
  return session;
}
