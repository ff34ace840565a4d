import { readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { BackupFailure } from '../../../contract/bridge/backups.ts';
import { writeFileSafely } from '../write-file-safely.ts';

/** What went wrong with the last backup, and with its copy in the second folder. */
const Failures = z.strictObject({
  failure: BackupFailure.nullable(),
  secondFailure: BackupFailure.nullable(),
});
export type BackupFailures = z.infer<typeof Failures>;

const none: BackupFailures = { failure: null, secondFailure: null };

/** Kept in a file, because the backup that is made while the program ends tells it to nobody. */
export function readFailures(file: string): BackupFailures {
  try {
    return Failures.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return none;
  }
}

/** Where the disk is full it can't be kept; the next try fails again, and says so. */
export function keepFailures(file: string, failures: BackupFailures): void {
  try {
    if (failures.failure === null && failures.secondFailure === null) rmSync(file, { force: true });
    else writeFileSafely(file, JSON.stringify(failures));
  } catch (error) {
    console.error('postbag: could not note why the backup failed', error);
  }
}
