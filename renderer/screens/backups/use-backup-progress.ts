import { useEffect, useState } from 'react';
import type { BackupState } from '../../../contract/bridge/backups.ts';
import { pipe } from '../../bridge.ts';

type Progress = NonNullable<BackupState['progress']>;

/** How far a backup has come: as the state had it, and then as it is announced. */
export function useBackupProgress(fromState: Progress | null): Progress | null {
  const [announced, setAnnounced] = useState<Progress | null>(null);
  useEffect(
    () =>
      pipe.on((announcement) => {
        if (announcement.topic === 'backup-progress') {
          const { doneBytes, totalBytes } = announcement;
          setAnnounced({ doneBytes, totalBytes });
        }
        // It ends with a change in the store.
        if (announcement.topic === 'store-changed') setAnnounced(null);
      }),
    [],
  );
  return announced ?? fromState;
}
