import type { BackupFailure } from '../../../contract/bridge/backups.ts';
import { messageOf, type ErrorCode } from '../../../contract/errors.ts';
import { showMoment } from '../../components/dates.ts';

/** Why the last try left no backup, and when that was. */
export function failureWords({ code, details, atMs }: BackupFailure): string {
  // Only codes of the catalogue are kept.
  return `${showMoment(atMs)}: ${messageOf({ code: code as ErrorCode, details })}`;
}

/** That the audit isn't whole any more, as the newest backup found it. */
export function brokenAuditWords(brokenAt: number): string {
  return `The audit is broken at entry ${brokenAt}: it was altered, or is missing. The backup was made and kept. Keep the older backups too, and tell whoever answers for this store.`;
}
