import { useEffect, useState } from 'react';
import type { SendingState } from '../../../contract/bridge/sending.ts';
import { pipe } from '../../bridge.ts';

export type SendProgressNow = NonNullable<SendingState['progress']>;

/** How far a send under way has come: as the state had it when the window asked, and then as it is announced. */
export function useSendProgress(
  fromState: SendingState['progress'],
  isSending: boolean,
): SendProgressNow | null {
  const [announced, setAnnounced] = useState<SendProgressNow | null>(null);
  useEffect(() => {
    if (!isSending) return;
    const stopListening = pipe.on((announcement) => {
      if (announcement.topic !== 'send-progress') return;
      const { eventsDone, eventsTotal, bytesDone, bytesTotal, timeLeftMs } = announcement;
      setAnnounced({
        done: { events: eventsDone, bytes: bytesDone },
        total: { events: eventsTotal, bytes: bytesTotal },
        timeLeftMs,
      });
    });
    return () => {
      stopListening();
      // The next send begins from nothing.
      setAnnounced(null);
    };
  }, [isSending]);
  return announced ?? fromState;
}
