import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { followAnnouncements } from './follow-announcements.ts';
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
  useEffect(() => followAnnouncements(queries), [queries]);
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
