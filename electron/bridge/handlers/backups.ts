import { restoreAtDesk } from '../../people/recovery.ts';
import { setBackupSettings } from '../../store/backup/backup-settings.ts';
import { markNoticeRead } from '../../store/queries/store-places.ts';
import type { HandlersOf } from '../handler.ts';

export const backupHandlers: HandlersOf<'backups'> = {
  state: ({ db }, _request, { backups, files }) => backups.state(db, files),
  async make({ db }, _request, { backups, files }) {
    await backups.make();
    return backups.state(db, files);
  },
  async cancel({ db }, _request, { backups, files }) {
    await backups.cancel();
    return backups.state(db, files);
  },
  async verify({ db }, { id, place }, { backups, files }) {
    await backups.verify(id, place);
    return backups.state(db, files);
  },
  setSettings({ db, person, nowMs, announce }, request, { backups, files }) {
    setBackupSettings(db, request, { storeFolder: files.folder, by: person.id, atMs: nowMs() });
    backups.settingsChanged();
    announce({ topic: 'store-changed' });
    return backups.state(db, files);
  },
  restore: (desk, request, session) => restoreAtDesk(desk, session, request),
  noticeRead({ db, person, announce }, { number }) {
    markNoticeRead(db, number, person.id);
    announce({ topic: 'store-changed' });
    return null;
  },
};
