import type { Migration } from '../migration.ts';
import { streamsAndEvents } from './0010-streams-and-events.ts';
import { repliesAndBatches } from './0020-replies-and-batches.ts';
import { decisionsAndStandings } from './0030-decisions-and-standings.ts';
import { keysAndCourierFiles } from './0040-keys-and-courier-files.ts';
import { packsRevocationBackups } from './0050-packs-revocation-backups.ts';
import { staffAndSessions } from './0060-staff-and-sessions.ts';
import { orderOfStandings } from './0070-order-of-standings.ts';

/** In order, for ever: a step that has been released is never changed, only followed. */
export const migrations: readonly Migration[] = [
  streamsAndEvents,
  repliesAndBatches,
  decisionsAndStandings,
  keysAndCourierFiles,
  packsRevocationBackups,
  staffAndSessions,
  orderOfStandings,
];
