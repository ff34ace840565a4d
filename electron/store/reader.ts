import { Worker } from 'node:worker_threads';
import type { StoreKey } from './open-database.ts';
import type { ReaderQueries } from './reader-queries.ts';
import { threadFile } from './thread-file.ts';

// The reader thread's near end. A search of a million replies or a tally takes its time in a thread with a
// read-only connection of its own; the main thread, where typing is saved, never waits for it.

export interface Reader {
  /** Runs one query of `reader-queries.ts` in the reader thread. It sees what was committed before the call. */
  ask<Name extends keyof ReaderQueries>(
    name: Name,
    argument: Parameters<ReaderQueries[Name]>[1],
  ): Promise<ReturnType<ReaderQueries[Name]>>;
  close(): Promise<void>;
}

export type ReaderRequest = {
  readonly number: number;
  readonly name: keyof ReaderQueries;
  readonly argument: unknown;
};
export type ReaderAnswer =
  | 'open'
  | { readonly number: number; readonly value: unknown }
  | { readonly number: number; readonly reason: string; readonly code: string | null };

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

export function startReader(file: string, key: StoreKey): Reader {
  const waiting = new Map<number, Waiting>();
  let lastNumber = 0;
  let isClosed = false;
  /** Resolves when the thread has opened its connection, or won't any more. */
  let settled: Promise<void>;
  let thread: Worker | null = start();

  function start(): Worker {
    const worker = new Worker(threadFile('reader-thread', import.meta.url), {
      workerData: { file, keyHex: key.toString('hex') },
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    settled = promise;
    worker.once('exit', () => resolve());
    worker.on('message', (answer: ReaderAnswer) => {
      if (answer === 'open') return resolve();
      const asker = waiting.get(answer.number);
      waiting.delete(answer.number);
      if ('value' in answer) asker?.resolve(answer.value as never);
      // The code goes with it: a full disk met while searching must be said as one.
      else asker?.reject(Object.assign(new Error(answer.reason), { code: answer.code }));
    });
    // Whoever waits is told; the next question starts a new thread.
    worker.on('error', (error) => end(worker, error));
    worker.on('exit', () => end(worker, new Error('the reader thread has ended')));
    worker.unref();
    return worker;
  }

  function end(worker: Worker, error: Error): void {
    if (thread !== worker) return;
    thread = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  return {
    ask(name, argument) {
      if (isClosed) return Promise.reject(new Error('the reader thread has ended'));
      const worker = (thread ??= start());
      return new Promise((resolve, reject) => {
        const number = ++lastNumber;
        waiting.set(number, { resolve, reject });
        worker.postMessage({ number, name, argument } satisfies ReaderRequest);
      });
    },
    async close() {
      isClosed = true;
      // A thread that is ended while it loads SQLite takes the whole program with it.
      thread?.ref();
      await settled;
      await thread?.terminate();
    },
  };
}
