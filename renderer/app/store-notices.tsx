import { Link } from '@tanstack/react-router';
import { useCall } from './use-call.ts';
import { PlaceNoticePanel } from '../screens/backups/place-notice-panel.tsx';
import { brokenAuditWords, failureWords } from '../screens/backups/failure-words.ts';
import '../screens/backups/backups.css';

/** What people must know of the store itself before they go on: it was copied or restored, or isn't backed up. */
export function StoreNotices() {
  const { data: state } = useCall('backups', 'state', null);
  if (state === undefined) return null;
  const brokenAt = state.lines[0]?.audit?.brokenAt ?? null;
  const failure = state.failure ?? state.secondFailure;
  return (
    <>
      {state.notice !== null && <PlaceNoticePanel notice={state.notice} />}
      {brokenAt !== null && (
        <p className="store-notice stop">
          <span aria-hidden="true">✕ </span>
          {brokenAuditWords(brokenAt)} <Link to="/backups">Backups</Link>
        </p>
      )}
      {failure !== null && (
        <p className="store-notice stop">
          <span aria-hidden="true">✕ </span>
          {failureWords(failure)} <Link to="/backups">Backups</Link>
        </p>
      )}
    </>
  );
}
