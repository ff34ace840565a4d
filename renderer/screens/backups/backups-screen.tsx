import { useSession } from '../../app/session.tsx';
import { useCall } from '../../app/use-call.ts';
import { Page } from '../../components/page.tsx';
import { BackupList } from './backup-list.tsx';
import { BackupPanel } from './backup-panel.tsx';
import { BackupSettingsForm } from './backup-settings-form.tsx';
import { PlaceNoticePanel } from './place-notice-panel.tsx';
import './backups.css';

/** That what was keyed lies in more than one place, and the way back to it. */
export function BackupsScreen() {
  const { person } = useSession();
  const { data: state } = useCall('backups', 'state', null);
  if (state === undefined) return null;
  return (
    <Page title="Backups">
      {state.notice !== null && <PlaceNoticePanel notice={state.notice} />}
      <BackupPanel state={state} />
      <BackupList lines={state.lines} />
      {person.role === 'supervisor' && <BackupSettingsForm state={state} />}
    </Page>
  );
}
