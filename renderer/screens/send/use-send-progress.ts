import { useEffect, useState } from 'react';
import type { SendingState } from '../../../contract/bridge/sending.ts';
import { pipe } from '../../bridge.ts';

export type SendProgressNow = NonNullable<SendingState['progress']>;

/** How far a send has come: as the state had it when the window asked, and then as it is announced. */
export function useSendProgress(fromState: SendingState['progress']): SendProgressNow | null {
  const [announced, setAnnounced] = useState<SendProgressNow | null>(null);
  useEffect(
    () =>
      pipe.on((announcement) => {
        if (announcement.topic === 'send-progress') {
          const { eventsDone, eventsTotal, bytesDone, bytesTotal, timeLeftMs } = announcement;
          setAnnounced({
            done: { events: eventsDone, bytes: bytesDone },
            total: { events: eventsTotal, bytes: bytesTotal },
            timeLeftMs,
          });
        }
        // A send ends with a change in the store; the next one begins from nothing.
        if (announcement.topic === 'store-changed') setAnnounced(null);
      }),
    [],
  );
  return announced ?? fromState;
}
