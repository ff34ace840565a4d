import type { Migration } from '../migrate.ts';
import { firstTables } from './0010-first-tables.ts';
import { streamsAndReceipts } from './0020-streams-and-receipts.ts';
import { auditBySubject } from './0030-audit-by-subject.ts';
import { livesAndRetries } from './0040-lives-and-retries.ts';
import { corrections } from './0050-corrections.ts';
import { backupsAndPlace } from './0060-backups-and-place.ts';
import { courierFiles } from './0070-courier-files.ts';
import { secondKeying } from './0100-second-keying.ts';
import { auditChain } from './0110-audit-chain.ts';
import { queryOwner } from './0120-query-owner.ts';
import { secondKeyingGuards } from './0130-second-keying-guards.ts';
import { orderOfStandings } from './0140-order-of-standings.ts';
import { firstValuesSeen } from './0150-first-values-seen.ts';
import { finishedBefore } from './0160-finished-before.ts';
import { receivedInBatch } from './0170-received-in-batch.ts';
import { sealByWhatStands } from './0180-seal-by-what-stands.ts';
import { handInKeyingByReply } from './0190-hand-in-keying-by-reply.ts';
import { seriesNotices } from './0200-series-notices.ts';

/** In order, for ever: a step that has been released is never changed, only followed. */
export const storeMigrations: readonly Migration[] = [
  firstTables,
  streamsAndReceipts,
  auditBySubject,
  livesAndRetries,
  corrections,
  backupsAndPlace,
  courierFiles,
  secondKeying,
  auditChain,
  queryOwner,
  secondKeyingGuards,
  orderOfStandings,
  firstValuesSeen,
  finishedBefore,
  receivedInBatch,
  sealByWhatStands,
  handInKeyingByReply,
  seriesNotices,
];
