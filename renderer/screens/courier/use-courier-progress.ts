import { useEffect, useState } from 'react';
import type { CourierProgress } from '../../../contract/bridge/courier.ts';
import { pipe } from '../../bridge.ts';

/** How far the writing of a courier file has come: as it was when the window asked, and then as it is announced. */
export function useCourierProgress(fromState: CourierProgress | null): {
  readonly progress: CourierProgress | null;
  /** Forgets the last file's progress before the next one is written. */
  readonly forget: () => void;
} {
  const [announced, setAnnounced] = useState<CourierProgress | null>(null);
  useEffect(
    () =>
      pipe.on((announcement) => {
        if (announcement.topic !== 'courier-progress') return;
        const { topic: _topic, ...progress } = announcement;
        setAnnounced(progress);
      }),
    [],
  );
  return { progress: announced ?? fromState, forget: () => setAnnounced(null) };
}
