import { parentPort, workerData } from 'node:worker_threads';
import { openReadable } from './open-database.ts';
import { readerQueries } from './reader-queries.ts';
import type { ReaderAnswer, ReaderRequest } from './reader.ts';

// The reader thread's far end: one read-only connection, one query after the other.

const { file, keyHex } = workerData as { readonly file: string; readonly keyHex: string };
const db = openReadable(file, Buffer.from(keyHex, 'hex'));
const port = parentPort;
if (port === null) throw new Error('reader-thread.ts is started as a worker by reader.ts');

port.on('message', ({ number, name, argument }: ReaderRequest) => {
  let answer: ReaderAnswer;
  try {
    // The near end's types pair each name with its argument; across the thread border only the value is left.
    const query = readerQueries[name] as (handle: typeof db, given: unknown) => unknown;
    answer = { number, value: query(db, argument) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    answer = { number, code, reason: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(answer);
});
port.postMessage('open' satisfies ReaderAnswer);
