import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PostbagError, type ErrorCode, type ErrorDetails } from '../../../contract/errors.ts';
import type { StoreKey } from '../open-database.ts';
import { threadFile } from '../thread-file.ts';
import { unfinishedName } from './backup-files.ts';
import type { BackupOrder } from './make-backup.ts';

// The near end of the thread that makes or checks one backup.

export type BackupJob =
  | {
      readonly kind: 'make';
      readonly order: BackupOrder;
      readonly second: { readonly folder: string; readonly ownFolder: string } | null;
    }
  | { readonly kind: 'verify'; readonly folder: string; readonly nowMs: number };

interface Refusal {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export type ThreadReport =
  | { readonly ended?: never; readonly doneBytes: number; readonly totalBytes: number }
  | { readonly ended: true; readonly refusal: Refusal | null; readonly secondRefusal: Refusal | null };

export interface BackupProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface RunningBackup {
  /** Resolves to why the copy in the second folder failed (null: it didn't). @throws PostbagError as the job */
  readonly ended: Promise<PostbagError | null>;
  readonly progress: () => BackupProgress;
  /** Takes effect when the file in hand is copied. */
  cancel(): void;
}

export function runBackup(job: BackupJob, key: StoreKey): RunningBackup {
  const cancelled = new SharedArrayBuffer(4);
  const worker = new Worker(threadFile('backup-thread', import.meta.url), {
    workerData: { job, keyHex: key.toString('hex'), cancelled },
  });
  let told: BackupProgress = { doneBytes: 0, totalBytes: 0 };
  const ended = new Promise<PostbagError | null>((resolve, reject) => {
    worker.on('message', (message: ThreadReport) => {
      if (message.ended !== true) told = message;
      else if (message.refusal !== null) reject(errorOf(message.refusal));
      else resolve(message.secondRefusal && errorOf(message.secondRefusal));
    });
    const died = (error: unknown): void =>
      reject(new PostbagError('BACKUP_FAILED', { reason: `the thread ended: ${String(error)}` }));
    worker.on('error', died);
    // After the last message, which has settled this already.
    worker.on('exit', died);
  });
  return {
    ended,
    progress: () => ({
      ...told,
      doneBytes: Math.min(told.totalBytes, Math.max(told.doneBytes, copiedOf(job))),
    }),
    cancel: () => Atomics.store(new Int32Array(cancelled), 0, 1),
  };
}

/** While SQLite copies the store the thread can't say anything; the file's size does. */
function copiedOf(job: BackupJob): number {
  if (job.kind !== 'make') return 0;
  const file = join(job.order.folder, unfinishedName(job.order.id), 'store.postbag');
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function errorOf({ code, details }: Refusal): PostbagError {
  return new PostbagError(code as ErrorCode, details as ErrorDetails<ErrorCode>);
}
