import type { PersonId } from '../../../contract/records/id.ts';
import { write, type WritableDb } from '../db.ts';

/**
 * Appends one act to the audit, in the transaction of the act itself: neither stands without the other.
 * @param act the call that did it, `postroom.exclude`
 * @param subject the id of what it was done to
 */
export function appendAudit(
  db: WritableDb,
  entry: {
    readonly atMs: number;
    readonly personId: PersonId | null;
    readonly act: string;
    readonly subject: string;
    readonly details: Readonly<Record<string, unknown>>;
  },
): void {
  write(
    db,
    `INSERT INTO audit (at_ms, person_id, act, subject, details) VALUES (@atMs, @personId, @act, @subject, @details)`,
    { ...entry, details: JSON.stringify(entry.details) },
  );
}
