import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { pipe } from '../bridge.ts';
import { MessagesProvider } from './messages.tsx';
import { PipeGate } from './pipe-gate.tsx';
import { SessionGate } from './session-gate.tsx';

function makeQueryClient(): QueryClient {
  return new QueryClient({
    // The data lies on this computer and the main process says when it changes: nothing goes stale by itself,
    // and a refusal is an answer, not something to try again.
    defaultOptions: {
      queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

export function App() {
  const [queries] = useState(makeQueryClient);
  useEffect(
    () =>
      pipe.on((announcement) => {
        if (announcement.topic === 'store-changed') void queries.invalidateQueries();
        // Asked again, not emptied first: after a lost connection the screen stays, with what was typed in it.
        if (announcement.topic === 'session-changed')
          void queries.invalidateQueries({ queryKey: ['session', 'state'] });
      }),
    [queries],
  );
  return (
    <QueryClientProvider client={queries}>
      <MessagesProvider>
        <PipeGate>
          <SessionGate />
        </PipeGate>
      </MessagesProvider>
    </QueryClientProvider>
  );
}
