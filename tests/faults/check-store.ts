import { allRows, type ReadableDb } from '../../electron/store/db.ts';
import { openWritable, type StoreKey } from '../../electron/store/open-database.ts';
import type { Claim, RecordReading } from './record.ts';

/** What a store was found to be after a crash, against what was acknowledged before it. */
export interface Findings {
  /** Acknowledged and not there, or there with an older value. */
  readonly lost: readonly string[];
  /** What SQLite, the foreign keys or the adding-up line complain of, and what nobody ever keyed. */
  readonly damaged: readonly string[];
}

/** Opens the store as the program does, which recovers it, and looks at everything in it. */
export function checkStore(
  file: string,
  key: StoreKey,
  { claims, underWay }: Pick<RecordReading, 'claims' | 'underWay'>,
): Findings {
  let db;
  try {
    db = openWritable(file, key, { mustExist: true });
  } catch (error) {
    return { lost: [], damaged: [`it does not open: ${String(error)}`] };
  }
  try {
    const found = factsOf(db);
    return {
      lost: lostFrom(found, claims),
      damaged: [...complaintsOf(db), ...neverKeyed(found, claims), ...halfDone(found, claims, underWay)],
    };
  } catch (error) {
    return { lost: [], damaged: [`it can not be read: ${String(error)}`] };
  } finally {
    db.close();
  }
}

/** The facts that the record speaks of, as the store has them now. */
function factsOf(db: ReadableDb): ReadonlyMap<string, string> {
  const rows = allRows<{ name: string; value: string }>(
    db,
    `SELECT 'reply ' || id AS name, CAST(serial AS TEXT) AS value FROM reply
     UNION ALL SELECT 'mark ' || keying_id || ' ' || field, json_array(kind, json(value)) FROM mark
     UNION ALL SELECT 'place ' || id, place FROM keying WHERE place IS NOT NULL
     UNION ALL SELECT 'finished ' || id, 'yes' FROM keying WHERE finished_at_ms IS NOT NULL`,
  );
  return new Map(rows.map(({ name, value }) => [name, value]));
}

function lostFrom(found: ReadonlyMap<string, string>, claims: ReadonlyMap<string, Claim>): readonly string[] {
  return [...claims]
    .filter(([name, { acknowledged, begun }]) => {
      if (acknowledged === null) return false;
      const value = found.get(name);
      return value === undefined || (value !== acknowledged && !begun.includes(value));
    })
    .map(([name, { acknowledged }]) => `${name}: ${found.get(name) ?? 'nothing'} instead of ${acknowledged}`);
}

/** A reply may have been logged and not yet told; a mark, a place or an end is always announced first. */
function neverKeyed(
  found: ReadonlyMap<string, string>,
  claims: ReadonlyMap<string, Claim>,
): readonly string[] {
  return [...found]
    .filter(([name, value]) => {
      const claim = claims.get(name);
      if (claim === undefined) return !name.startsWith('reply ');
      return claim.acknowledged === null && !claim.begun.includes(value);
    })
    .map(([name, value]) => `nobody keyed ${name}: ${value}`);
}

/** One act is one commit: a mark without its place would send the keyer to the wrong field. */
function halfDone(
  found: ReadonlyMap<string, string>,
  claims: ReadonlyMap<string, Claim>,
  underWay: RecordReading['underWay'],
): readonly string[] {
  // What the act leaves as it was says nothing about whether it was done.
  const changes = Object.entries(underWay ?? {}).filter(
    ([name, value]) => claims.get(name)?.acknowledged !== value,
  );
  const done = changes.filter(([name, value]) => found.get(name) === value);
  return done.length === 0 || done.length === changes.length
    ? []
    : [
        `half of an act: ${done.map(([name]) => name).join(', ')} of ${changes.map(([name]) => name).join(', ')}`,
      ];
}

function complaintsOf(db: ReadableDb): readonly string[] {
  const integrity = db.pragma('integrity_check') as { integrity_check: string }[];
  const foreignKeys = db.pragma('foreign_key_check') as object[];
  const notAddingUp = allRows<{ complaint: string }>(
    db,
    `SELECT 'batch ' || number || ' does not add up' AS complaint FROM batch
     WHERE received <> keyed + excluded + outstanding
       OR received <> (SELECT count(*) FROM reply WHERE batch_id = batch.id)
       OR keyed <> (SELECT count(*) FROM reply WHERE batch_id = batch.id AND place = 'keyed')
       OR excluded <> (SELECT count(*) FROM reply WHERE batch_id = batch.id AND place = 'excluded')
     UNION ALL
     SELECT 'reply ' || serial || ' is ' || place || ', its keying says otherwise' FROM reply
     WHERE (place = 'keyed') <> EXISTS (
       SELECT 1 FROM keying WHERE reply_id = reply.id AND pass = 1 AND finished_at_ms IS NOT NULL)
     UNION ALL
     SELECT 'reply ' || serial || ' miscounts its queries' FROM reply
     WHERE open_queries <> (SELECT count(*) FROM query WHERE reply_id = reply.id AND closed_by IS NULL)`,
  );
  return [
    ...integrity.map((row) => row.integrity_check).filter((verdict) => verdict !== 'ok'),
    ...foreignKeys.map((row) => `foreign key: ${JSON.stringify(row)}`),
    ...notAddingUp.map(({ complaint }) => complaint),
  ];
}
