import { setTimeout } from 'node:timers/promises';
import type { Database } from '../../../headquarters/database/database.ts';
import { openDatabase } from '../../../headquarters/database/open-database.ts';
import { isDue, readLogLength } from '../../../electron/store/log-length.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { enrol } from '../../../electron/sync/enrol.ts';
import { send } from '../../../electron/sync/send.ts';
import { startHeadquarters } from '../../support/headquarters.ts';
import { loadBothConsultations } from '../../support/post-room.ts';
import { openTemporaryDesk } from '../../support/temporary-desk.ts';
import type { Opened } from '../opened.ts';
import { between, readProcessorTime } from './processor-time.ts';
import type { ProcessorTime } from './processor-time.ts';

/** A unit's store in this process, and the real headquarters in one of its own with a PostgreSQL of its own. */
export interface UnitAndHeadquarters {
  readonly desk: Desk;
  /** Headquarters' database, for a look and for the reference. */
  readonly database: Database;
  /**
   * *Send*, until the last receipt was checked and filed. What the unit asks after that, about what became of the
   * replies, is awaited and not timed.
   */
  sends(): Promise<Sent>;
  /** Resolves when headquarters has read everything that it was sent. */
  allRead(): Promise<void>;
}

/** How long a send took, in milliseconds, and what of the processors; null where the system doesn't tell. */
export interface Sent {
  readonly ms: number;
  readonly processors: ProcessorTime | null;
}

const never = new AbortController().signal;

/** `by` changes the address that the unit enrols at, to lead it by another way. */
export async function aUnitAndHeadquarters(
  opened: Opened,
  by: (code: string) => string = (code) => code,
): Promise<UnitAndHeadquarters> {
  const headquarters = await startHeadquarters();
  opened.onClose(async () => void (await headquarters.stop()));
  const database = await openDatabase({ folder: headquarters.folder }, 'guest', () => {});
  opened.onClose(() => database.close());
  const here = openTemporaryDesk();
  opened.onClose(() => here.clear());
  const { desk } = here;
  loadBothConsultations(desk);
  await enrol(desk, by(await headquarters.newEnrolmentCode()), never);
  return {
    desk,
    database,
    async sends() {
      // A unit seals over weeks. What was sealed here in one go is taken into the file first, as it would be there.
      while (isDue(readLogLength(desk.db))) await setTimeout(20);
      const before = readProcessorTime(headquarters);
      const from = performance.now();
      let sent = null as Sent | null;
      const announce: Desk['announce'] = (said) => {
        if (said.topic === 'send-progress' && said.eventsDone === said.eventsTotal) {
          const ms = performance.now() - from;
          const after = readProcessorTime(headquarters);
          sent = { ms, processors: before && after && between(before, after) };
        }
        desk.announce(said);
      };
      await send({ ...desk, announce }, never);
      if (sent === null) throw new Error('Not everything was receipted.');
      return sent;
    },
    async allRead() {
      for (;;) {
        const { rows } = await database.pool.query('select from consignment where not is_read limit 1');
        if (rows.length === 0) return;
        await setTimeout(20);
      }
    },
  };
}
