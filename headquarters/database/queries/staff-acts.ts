import { assertRowCount } from './affected.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** What staff can do, as it is written down. */
export type ActName =
  | 'sign in'
  | 'sign out'
  | 'add staff'
  | 'remove staff'
  | 'choose passphrase'
  | 'decide'
  | 'revoke computer'
  | 'make enrolment code'
  | 'take in courier file'
  | 'write receipt file'
  | 'open store'
  | 'add pack'
  | 'export replies'
  | 'write backup'
  | 'restore backup';

/** Something that staff did. `staffId` is null where it was done at headquarters' own command line. */
export interface Act {
  readonly staffId: string | null;
  readonly act: ActName;
  /** What it was done to; an id or a name, no personal data of citizens. */
  readonly subject: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes down what somebody did, in the transaction in which it is done. */
export async function recordAct(db: WritableDb, act: Act): Promise<void> {
  const result = await db.query(
    'insert into staff_act (staff_id, act, subject, details) values ($1, $2, $3, $4)',
    [act.staffId, act.act, act.subject, JSON.stringify(act.details ?? {})],
  );
  assertRowCount(result, 1);
}

/** An act as it is listed. */
export interface ActDone {
  readonly atMs: number;
  readonly by: string | null;
  readonly act: string;
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The newest acts, newest first. */
export async function listActs(db: ReadableDb, limit: number): Promise<readonly ActDone[]> {
  const { rows } = await db.query<{
    at: Date;
    name: string | null;
    act: string;
    subject: string;
    details: Record<string, unknown>;
  }>(
    `select at, name, act, subject, details from staff_act left join staff_account using (staff_id)
     order by act_id desc limit $1`,
    [limit],
  );
  return rows.map(({ at, name, act, subject, details }) => ({
    atMs: at.getTime(),
    by: name,
    act,
    subject,
    details,
  }));
}
