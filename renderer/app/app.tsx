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

/** Receipts may come by the hundred in a second, and a unit that sends has other things to do than to count. */
const countsWhileSendingMs = 1_000;

/**
 * Asks again for what has changed, as the main process says it: asked again, not emptied first, so that after a lost
 * connection the screen stays, with what was typed in it.
 */
function followAnnouncements(queries: QueryClient): () => void {
  let isCountDue = false;
  const countSent = (): void => {
    isCountDue = false;
    void queries.invalidateQueries({ queryKey: ['sending'] });
  };
  return pipe.on((said) => {
    if (said.topic === 'store-changed') void queries.invalidateQueries();
    if (said.topic === 'session-changed') void queries.invalidateQueries({ queryKey: ['session', 'state'] });
    if (said.topic !== 'send-progress') return;
    // A receipt is filed: what has one is at headquarters, whether the rest follows or not (sync S5).
    if (said.eventsDone === said.eventsTotal) countSent();
    else if (!isCountDue) {
      isCountDue = true;
      setTimeout(countSent, countsWhileSendingMs);
    }
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
