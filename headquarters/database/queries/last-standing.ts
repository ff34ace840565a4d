import type { DecisionKind } from '../../../contract/headquarters/work.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { listSteps, whoseDatabase } from './backup.ts';
import { listDevices } from './device-list.ts';
import type { ListedDevice } from './device-list.ts';

// Who may send, who may sign in and what was done stays as it stood last when a backup is restored: these tables are
// brought up to that, row by row. They are small, and nothing in them depends on the replies that a backup lacks.

const tables = ['device', 'enrolment_code', 'staff_account', 'staff_act', 'consultation_pack'] as const;
type Table = (typeof tables)[number];

/** How a headquarters stood last, as far as a restored one takes it over or has to say what it lacks. */
export interface LastStanding {
  readonly serverId: string;
  readonly serverEpoch: number;
  readonly steps: readonly number[];
  /** Rows as PostgreSQL itself writes them in JSON. */
  readonly rows: ReadonlyMap<Table, string>;
  readonly devices: readonly ListedDevice[];
  readonly decisions: readonly MadeDecision[];
}

/** A decision that was made, with all that it takes to make it again. */
export interface MadeDecision {
  readonly eventId: string;
  /** SHA-256 of the bytes that it is about, in hexadecimal. */
  readonly digest: string;
  readonly serialLabel: string | null;
  readonly what: DecisionKind;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

/** Every decision there is, in the order in which they were made. */
export async function listDecisions(db: ReadableDb): Promise<readonly MadeDecision[]> {
  const { rows } = await db.query<{
    event_id: string;
    digest: string;
    serial_label: string | null;
    what: DecisionKind;
    reason: string;
    by: string;
    at: Date;
  }>(
    `select decision.event_id, encode(decision.digest, 'hex') as digest, reply.serial_label, decision.what,
            decision.reason, decision.by, decision.at
     from decision left join reply using (consultation_id, reply_id) order by decision.number`,
  );
  return rows.map(({ event_id: eventId, serial_label: serialLabel, at, ...row }) => ({
    eventId,
    serialLabel,
    at: at.toISOString(),
    ...row,
  }));
}

/** Reads it in one moment; null where nobody has ever been headquarters there. */
export async function readLastStanding(db: ReadableDb): Promise<LastStanding | null> {
  const steps = await listSteps(db);
  const owner = steps.length === 0 ? null : await whoseDatabase(db);
  if (owner === null) return null;
  const rows = new Map<Table, string>();
  for (const table of tables) {
    const found = await db.query<{ rows: string }>(
      `select coalesce(jsonb_agg(t), '[]')::text as rows from ${table} as t`,
    );
    rows.set(table, found.rows[0]!.rows);
  }
  return {
    serverId: owner.server_id,
    serverEpoch: owner.server_epoch,
    steps,
    rows,
    devices: await listDevices(db),
    decisions: await listDecisions(db),
  };
}

const last = (table: Table): string => `jsonb_populate_recordset(null::${table}, $1::jsonb) as last`;

/** Brings the tables of a restored backup up to how they stood last. Nothing is taken back that the backup has. */
export async function putLastStanding(db: WritableDb, { rows }: LastStanding): Promise<void> {
  const put = async (table: Table, statements: readonly string[]): Promise<void> => {
    for (const statement of statements) await db.query(statement, [rows.get(table)]);
  };
  await put('device', [
    `update device set token_digest = last.token_digest, token_expires_at = last.token_expires_at,
            revoked_at = coalesce(last.revoked_at, device.revoked_at),
            revocation_reason = coalesce(last.revocation_reason, device.revocation_reason),
            revoked_by = coalesce(last.revoked_by, device.revoked_by), last_seen_at = last.last_seen_at
     from ${last('device')} where device.device_id = last.device_id`,
    `insert into device select last.* from ${last('device')} on conflict do nothing`,
  ]);
  await put('enrolment_code', [
    `update enrolment_code as code set device_id = last.device_id, expires_at = last.expires_at
     from ${last('enrolment_code')} where code.secret_digest = last.secret_digest`,
    `insert into enrolment_code select last.* from ${last('enrolment_code')} on conflict do nothing`,
  ]);
  await put('staff_account', [
    // Before the new ones come: a name may have gone from one to another.
    `update staff_account as account
     set memory_kib = last.memory_kib, passes = last.passes, lanes = last.lanes, salt = last.salt,
         passphrase_hash = last.passphrase_hash, removed_at = coalesce(last.removed_at, account.removed_at)
     from ${last('staff_account')} where account.staff_id = last.staff_id`,
    `insert into staff_account select last.* from ${last('staff_account')} on conflict do nothing`,
  ]);
  await put('staff_act', [
    `insert into staff_act (at, staff_id, act, subject, details)
     select last.at, last.staff_id, last.act, last.subject, last.details from ${last('staff_act')}
     where not exists (select from staff_act as kept where kept.at = last.at and kept.act = last.act
                         and kept.subject = last.subject and kept.staff_id is not distinct from last.staff_id)
     order by last.act_id`,
  ]);
  await put('consultation_pack', [
    `insert into consultation_pack select last.* from ${last('consultation_pack')} on conflict do nothing`,
  ]);
}

/** Nobody is signed in any more, and no one-time link works: some were signed out, or used, after the backup. */
export async function endSessions(db: WritableDb): Promise<void> {
  await db.query('delete from staff_session');
  await db.query('delete from staff_link');
}

/** No code that was given out works any more: some were used after the backup. Answers how many there were. */
export async function endCodes(db: WritableDb): Promise<number> {
  const { rowCount } = await db.query(
    'update enrolment_code set expires_at = now() where device_id is null and expires_at > now()',
  );
  return rowCount ?? 0;
}
