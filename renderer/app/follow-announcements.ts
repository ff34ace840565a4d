import type { QueryClient } from '@tanstack/react-query';
import type { BackupState } from '../../contract/bridge/backups.ts';
import type { CourierWaiting } from '../../contract/bridge/courier.ts';
import type { SendingState } from '../../contract/bridge/sending.ts';
import type { Announcement } from '../../contract/pipe.ts';
import { pipe } from '../bridge.ts';
import { keyOf } from './use-call.ts';

/** Receipts may come by the hundred in a second, and a unit that sends has other things to do than to count. */
const countsWhileSendingMs = 1_000;

/**
 * Asks again for what has changed, as the main process says it: asked again, not emptied first, so that after a lost
 * connection the screen stays, with what was typed in it. How far long work has come is written into the answer that
 * the screens have, so that it stands in one place.
 *
 * @returns ends it
 */
export function followAnnouncements(queries: QueryClient): () => void {
  let countDue: ReturnType<typeof setTimeout> | undefined;
  /** Receipts are filed: what has one is at headquarters, whether the rest follows or not (sync S5). */
  const countReceived = (): void => {
    countDue = undefined;
    // One after the other, however long one takes: it is the unit's own thread that counts.
    void queries.invalidateQueries({ queryKey: ['sending'] }, { cancelRefetch: false });
  };
  /** Into an answer that stands; one that is to be asked for anew brings how far it is by itself. */
  const note = <Answer>(key: readonly unknown[], change: (answer: Answer) => Answer): void => {
    if (queries.getQueryState(key)?.isInvalidated === true) return;
    queries.setQueryData<Answer>(key, (answer) => answer && change(answer));
  };
  const stopListening = pipe.on((said) => {
    if (said.topic === 'store-changed') void queries.invalidateQueries();
    if (said.topic === 'session-changed') void queries.invalidateQueries({ queryKey: ['session', 'state'] });
    // However these two end, `store-changed` comes after.
    if (said.topic === 'backup-progress') {
      const { topic: _topic, ...progress } = said;
      note<BackupState>(keyOf('backups', 'state', null), (state) => ({ ...state, progress }));
    }
    if (said.topic === 'courier-progress') {
      const { topic: _topic, ...progress } = said;
      note<CourierWaiting>(keyOf('courier', 'waiting', null), (waiting) => ({ ...waiting, progress }));
    }
    // A run that has nothing to send only asks what became of the replies, and shows nothing.
    if (said.topic !== 'send-progress' || said.eventsTotal === 0) return;
    note<SendingState>(keyOf('sending', 'state', null), (state) => withProgress(state, said));
    if (said.eventsDone < said.eventsTotal) countDue ??= setTimeout(countReceived, countsWhileSendingMs);
    else {
      clearTimeout(countDue);
      countReceived();
    }
  });
  return () => {
    stopListening();
    clearTimeout(countDue);
  };
}

function withProgress(
  state: SendingState,
  said: Extract<Announcement, { readonly topic: 'send-progress' }>,
): SendingState {
  return {
    ...state,
    progress: {
      done: { events: said.eventsDone, bytes: said.bytesDone },
      total: { events: said.eventsTotal, bytes: said.bytesTotal },
      timeLeftMs: said.timeLeftMs,
    },
  };
}
