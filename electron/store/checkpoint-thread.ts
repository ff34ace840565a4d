import { parentPort, workerData } from 'node:worker_threads';
import type { CheckpointRequest } from './checkpoints.ts';
import { takeLogOver } from './log-length.ts';
import { openBesideWriter } from './open-database.ts';

// The far end of checkpoints: a connection of its own, which takes the log over into the file and writes nothing else.

/** Each pass takes over what was saved during the one before. With nothing left, SQLite begins its log anew. */
const mostPasses = 3;

const { file, keyHex } = workerData as { readonly file: string; readonly keyHex: string };
const key = Buffer.from(keyHex, 'hex');
const db = openBesideWriter(file, key);
key.fill(0);
const port = parentPort;
if (port === null) throw new Error('checkpoint-thread.ts is started as a worker by checkpoints.ts');

port.on('message', (asked: CheckpointRequest) => {
  if (asked === 'end') {
    db.close();
    port.close();
    return;
  }
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const { pages, takenOver } = takeLogOver(db);
    if (takenOver === pages) break;
  }
  port.postMessage('made');
});
