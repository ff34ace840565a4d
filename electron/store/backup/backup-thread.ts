import { parentPort, workerData } from 'node:worker_threads';
import { PostbagError } from '../../../contract/errors.ts';
import { makeBackup, type BackupWatch } from './make-backup.ts';
import type { BackupJob, ThreadReport } from './run-backup.ts';
import { copyToSecondFolder } from './second-folder.ts';
import { verifyBackup } from './verify-backup.ts';

// The far end of one backup: it may read and wait for disks as long as it likes, because nobody types here.

interface Given {
  readonly job: BackupJob;
  readonly keyHex: string;
  /** One number: 1 once somebody has cancelled. Read between blocks, because messages aren't heard meanwhile. */
  readonly cancelled: SharedArrayBuffer;
}

const { job, keyHex, cancelled } = workerData as Given;
const port = parentPort;
if (port === null) throw new Error('backup-thread.ts is started as a worker by run-backup.ts');
const report = (message: ThreadReport): void => port.postMessage(message);

const key = Buffer.from(keyHex, 'hex');
const flag = new Int32Array(cancelled);
const watch: BackupWatch = {
  demandGoingOn() {
    if (Atomics.load(flag, 0) === 1) throw new PostbagError('BACKUP_CANCELLED', {});
  },
  tell: (doneBytes, totalBytes) => report({ doneBytes, totalBytes }),
};

try {
  report({ ended: true, refusal: null, secondRefusal: run() });
} catch (error) {
  report({ ended: true, refusal: refusalOf(error), secondRefusal: null });
} finally {
  key.fill(0);
}

/** @returns why the copy in the second folder failed, or null */
function run(): ThreadRefusal | null {
  if (job.kind === 'verify') {
    verifyBackup(job.folder, key, job.nowMs);
    return null;
  }
  const backup = makeBackup(job.order, key, watch);
  if (job.second === null) return null;
  try {
    copyToSecondFolder(backup, job.second.folder, job.second.ownFolder, watch.demandGoingOn);
    return null;
  } catch (error) {
    return refusalOf(error);
  }
}

type ThreadRefusal = NonNullable<Extract<ThreadReport, { ended: true }>['refusal']>;

function refusalOf(error: unknown): ThreadRefusal {
  if (error instanceof PostbagError) return { code: error.code, details: { ...error.details } };
  return {
    code: 'BACKUP_FAILED',
    details: { reason: error instanceof Error ? error.message : String(error) },
  };
}
