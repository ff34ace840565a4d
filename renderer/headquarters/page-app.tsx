import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { readStaffLink } from '../../contract/headquarters/staff.ts';
import { MessagesProvider } from '../components/messages.tsx';
import { AskError } from './ask.ts';
import { Frame } from './frame.tsx';
import { useHash } from './place.ts';
import { ChoosePassphrase } from './signed-out/choose-passphrase.tsx';
import { SignIn } from './signed-out/sign-in.tsx';
import { useAsk } from './use-ask.ts';
import { useStillHere } from './use-still-here.ts';

function makeQueryClient(): QueryClient {
  const queries = new QueryClient({
    // Whoever hears that the session has ended asks who is there, and so comes to the sign-in form.
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        if (error instanceof AskError && error.code === 'NOT_SIGNED_IN' && queryKey[0] !== 'session') {
          queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
          void queries.invalidateQueries({ queryKey: ['session'] });
        }
      },
    }),
    // A refusal is an answer; what didn't answer is asked again soon anyway.
    defaultOptions: {
      queries: { retry: false, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return queries;
}

export function PageApp() {
  const [queries] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={queries}>
      <MessagesProvider>
        <Gate />
      </MessagesProvider>
    </QueryClientProvider>
  );
}

/** Nothing of headquarters is shown, or kept in the page, unless somebody is signed in. */
function Gate() {
  const session = useAsk('session', {});
  const link = readStaffLink(useHash());
  useStillHere(session.data?.at === 'signed-in');
  const isAway = session.error !== null;
  return (
    <>
      {isAway && (
        <p className="connection-line" role="alert">
          {session.error.message}
        </p>
      )}
      {session.data &&
        (link !== null ? (
          <ChoosePassphrase secret={link} />
        ) : session.data.at === 'signed-out' ? (
          <SignIn hasStaff={session.data.hasStaff} />
        ) : (
          <Frame name={session.data.name} />
        ))}
    </>
  );
}
