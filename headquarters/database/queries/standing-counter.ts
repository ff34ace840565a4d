import { assertRowCount } from './affected.ts';
import type { StreamKey } from './streams.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

// One number orders what headquarters says of events. It is read in the very statement that reads what is said, and
// it grows in the transaction that changes that: so whoever says more under a number says the same. Who projects holds
// its row until the commit, so it grows in the order of the commits; who takes in only reads it, and waits for nobody.

/** The number as of which a statement speaks; 0 before anything was written down. */
export const asOfNow = 'coalesce((select as_of from standing_counter), 0)';

/** Counts one more time that something is about to be written down of events; answers the number of it. */
export async function countStandings(db: WritableDb): Promise<number> {
  const result = await db.query<{ as_of: string }>(
    `insert into standing_counter (as_of) values (1)
     on conflict (only_row) do update set as_of = standing_counter.as_of + 1
     returning as_of`,
  );
  assertRowCount(result, 1);
  return Number(result.rows[0]!.as_of);
}

/** Notes that everything is about to be computed again, and may come out otherwise than it was told. */
export async function noteForgotten(db: WritableDb, asOf: number): Promise<void> {
  assertRowCount(await db.query('update standing_counter set forgotten_as_of = $1', [asOf]), 1);
}

/** Which places of a stream came to stand otherwise since a number, and as of which number that is all. */
export interface Restated {
  readonly asOf: number;
  /** In their order; null: any of them may. */
  readonly seqs: readonly number[] | null;
}

/** What was said of a stream's events and isn't any more what it was as of `since`. */
export async function restatedSince(db: ReadableDb, stream: StreamKey, since: number): Promise<Restated> {
  const { rows } = await db.query<{ as_of: string; is_all: boolean; seqs: number[] }>(
    // The few that changed are found first, and where there are none the stream isn't walked.
    `with restated as materialized (
       select consultation_id, event_id, digest from event_status where restated_as_of > $3)
     select ${asOfNow} as as_of,
            coalesce((select forgotten_as_of from standing_counter), 0) > $3 as is_all,
            case when exists (select from restated) then array(
              select entry.seq from stream_entry as entry join restated using (consultation_id, event_id, digest)
              where entry.device_id = $1 and entry.epoch = $2 order by entry.seq) else '{}' end as seqs`,
    [stream.deviceId, stream.epoch, since],
  );
  const { as_of: asOf, is_all: isAll, seqs } = rows[0]!;
  return { asOf: Number(asOf), seqs: isAll ? null : seqs };
}
