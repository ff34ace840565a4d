import { Worker } from 'node:worker_threads';
import type { WritableDb } from './db.ts';
import { isDue, manyPages, readLogLength } from './log-length.ts';
import type { StoreKey } from './open-database.ts';
import { threadFile } from './thread-file.ts';

// What is saved goes into SQLite's log, and from there into the file once the log has grown: a checkpoint. SQLite
// makes it within a commit, where whoever types waits for it, longer than for a key. Here a thread makes it, beside the
// one that saves. When a save is on the disk, and what a crash leaves, stay as they are.

/** When the thread doesn't keep up, a commit makes one after all: the log grows further only while somebody reads. */
const tooManyPages = 8 * manyPages;

/** In which a sending, which writes more than anybody types, writes half of `manyPages`. */
const lookEveryMs = 250;

export interface Checkpoints {
  /** Resolves when the thread has let go of the file. To be called before the connection is closed. */
  close(): Promise<void>;
}

/**
 * Has checkpoints made beside this connection, which is its file's one writer. The thread is started by the first
 * that is due: most tests, and many an hour at a desk, need none.
 */
export function checkpointBeside(db: WritableDb, file: string, key: StoreKey): Checkpoints {
  db.pragma(`wal_autocheckpoint=${tooManyPages}`);
  let thread: Worker | null = null;
  let isUnderWay = false;
  const timer = setInterval(look, lookEveryMs).unref();

  function look(): void {
    try {
      if (isUnderWay || !isDue(readLogLength(db))) return;
      isUnderWay = true;
      thread ??= start();
      thread.postMessage('checkpoint' satisfies CheckpointRequest);
    } catch (error) {
      leaveToCommits(error);
    }
  }

  /**
   * From here on, until the store is opened anew, commits make them. Nothing is lost by one that fails: what was saved
   * stays in the log.
   */
  function leaveToCommits(reason: unknown): void {
    console.error('Checkpoints are left to commits:', reason);
    clearInterval(timer);
    if (db.open) db.pragma(`wal_autocheckpoint=${manyPages}`);
  }

  function start(): Worker {
    const worker = new Worker(threadFile('checkpoint-thread', import.meta.url), {
      workerData: { file, keyHex: key.toString('hex') },
    });
    worker.on('message', () => {
      isUnderWay = false;
    });
    worker.on('error', leaveToCommits);
    worker.on('exit', () => {
      thread = null;
      isUnderWay = false;
    });
    worker.unref();
    return worker;
  }

  return {
    async close() {
      clearInterval(timer);
      if (thread === null) return;
      const worker = thread;
      // It ends by itself: one that is ended while it loads SQLite takes the whole program with it.
      worker.ref();
      await new Promise<void>((ended) => {
        worker.once('exit', () => ended());
        worker.postMessage('end' satisfies CheckpointRequest);
      });
    },
  };
}

/** What is asked of the thread: to make one, or to close its connection and end. It answers the first when it is made. */
export type CheckpointRequest = 'checkpoint' | 'end';
