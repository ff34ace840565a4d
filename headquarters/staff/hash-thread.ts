import { parentPort, workerData } from 'node:worker_threads';
import { argon2id } from 'hash-wasm';
import type { HashWork } from './passphrase-hash.ts';

// A thread for one passphrase: Argon2id takes a third of a second, in which the main thread takes in consignments.

const { passphrase, memoryKiB, passes, lanes, salt } = workerData as HashWork;
const hash = await argon2id({
  // The same passphrase typed on another keyboard must give the same bytes.
  password: passphrase.normalize('NFC'),
  salt,
  memorySize: memoryKiB,
  iterations: passes,
  parallelism: lanes,
  hashLength: 32,
  outputType: 'binary',
});
parentPort?.postMessage(hash);
