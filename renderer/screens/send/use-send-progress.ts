import { useEffect, useState } from 'react';
import type { SendingState } from '../../../contract/bridge/sending.ts';
import { pipe } from '../../bridge.ts';
import { timeLeft, type Reached } from './time-left.ts';

export interface SendProgressNow extends NonNullable<SendingState['progress']> {
  /** In words; null while nothing can be said. */
  readonly timeLeft: string | null;
}

interface Announced {
  readonly progress: NonNullable<SendingState['progress']>;
  /** Where this window saw the send first: the pace is counted from there. */
  readonly begin: Reached;
  readonly now: Reached;
}

/** How far a send has come: as the state had it when the window asked, and then as it is announced. */
export function useSendProgress(fromState: SendingState['progress']): SendProgressNow | null {
  const [announced, setAnnounced] = useState<Announced | null>(null);
  useEffect(
    () =>
      pipe.on((announcement) => {
        if (announcement.topic === 'send-progress') {
          const { eventsDone, eventsTotal, bytesDone, bytesTotal, timeLeftMs } = announcement;
          const now = { bytes: bytesDone, atMs: performance.now() };
          setAnnounced((before) => ({
            progress: {
              done: { events: eventsDone, bytes: bytesDone },
              total: { events: eventsTotal, bytes: bytesTotal },
              timeLeftMs,
            },
            begin: before === null || before.now.bytes > bytesDone ? now : before.begin,
            now,
          }));
        }
        // A send ends with a change in the store; the next one begins from nothing.
        if (announcement.topic === 'store-changed') setAnnounced(null);
      }),
    [],
  );
  if (announced === null) return fromState === null ? null : { ...fromState, timeLeft: null };
  const { progress, begin, now } = announced;
  return { ...progress, timeLeft: timeLeft(begin, now, progress.total.bytes) };
}
