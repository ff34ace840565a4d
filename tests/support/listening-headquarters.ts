import { writeEnrolmentCode } from '../../contract/sync/enrolment.ts';
import { usualLimits } from '../../contract/sync/limits.ts';
import type { Limits } from '../../contract/sync/limits.ts';
import { transaction } from '../../headquarters/database/database.ts';
import type { Database } from '../../headquarters/database/database.ts';
import { listArrived } from '../../headquarters/database/queries/arrived.ts';
import type { Arrived } from '../../headquarters/database/queries/arrived.ts';
import { countStandings } from '../../headquarters/database/queries/standing-counter.ts';
import { makeEnrolmentSecret } from '../../headquarters/enrolment/issue-code.ts';
import { startHeadquarters } from '../../headquarters/start.ts';
import { aDatabase } from './test-database.ts';

/** A headquarters in this process, on a database of its own. */
export interface ListeningHeadquarters {
  readonly url: string;
  readonly database: Database;
  newEnrolmentCode(): Promise<string>;
  /** What has arrived, once everything that did has been read. */
  arrived(): Promise<readonly Arrived[]>;
  /** It has read all, and then thinks differently of one event; that is put into its database by hand. */
  thinks(eventId: string, status: string, code: string | null): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one; `limits` may be narrower than usual. */
export async function aHeadquarters(limits: Partial<Limits> = {}): Promise<ListeningHeadquarters> {
  const { database } = await aDatabase();
  const running = await startHeadquarters(database, {
    host: '127.0.0.1',
    port: 0,
    limits: { ...usualLimits, ...limits },
  });
  const arrived = async (): Promise<readonly Arrived[]> => {
    await running.projector.idle();
    return await listArrived(database.read);
  };
  return {
    url: running.address,
    database,
    newEnrolmentCode: async () => {
      const { secret } = await makeEnrolmentSecret(database, 'Invented Unit');
      return writeEnrolmentCode({ address: running.address, secret });
    },
    arrived,
    thinks: async (eventId, status, code) => {
      await arrived();
      await transaction(database, async (db) => {
        await db.query(
          'update event_status set status = $2, code = $3, restated_as_of = $4 where event_id = $1',
          [eventId, status, code, await countStandings(db)],
        );
      });
    },
    stop: async () => {
      await running.stop();
      await database.close();
    },
  };
}
