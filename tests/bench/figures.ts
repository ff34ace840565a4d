import type { Figure } from './figure.ts';
import { accuracyIndependent, accuracyRepeated } from './figures/accuracy-residual.ts';
import { courierRead } from './figures/courier-read.ts';
import { courierWrite } from './figures/courier-write.ts';
import { backupSave } from './figures/backup-save.ts';
import { crashKill } from './figures/crash-kill.ts';
import { crashPower } from './figures/crash-power.ts';
import { diskFull } from './figures/disk-full.ts';
import { keyingPaint } from './figures/keying-paint.ts';
import { keystrokesReferenceReply } from './figures/keystrokes-reference-reply.ts';
import { keystrokesSecondKeying } from './figures/keystrokes-second-keying.ts';
import { saveCommit } from './figures/save-commit.ts';
import { saveRoundtrip } from './figures/save-roundtrip.ts';
import { startReady } from './figures/start-ready.ts';
import { syncBytes } from './figures/sync-bytes.ts';
import { syncGrowth } from './figures/sync-growth.ts';
import { syncIngest } from './figures/sync-ingest.ts';
import { syncPeer } from './figures/sync-peer.ts';

/** Every figure, in the order of the table. */
export const figures: readonly Figure[] = [
  keystrokesReferenceReply,
  keystrokesSecondKeying,
  saveCommit,
  saveRoundtrip,
  keyingPaint,
  startReady,
  crashKill,
  crashPower,
  diskFull,
  accuracyIndependent,
  accuracyRepeated,
  syncIngest,
  syncPeer,
  syncBytes,
  syncGrowth,
  courierWrite,
  courierRead,
  backupSave,
];
