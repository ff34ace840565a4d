import { join } from 'node:path';
import { setImmediate as letOthersGo } from 'node:timers/promises';
import { z } from 'zod';
import { isDue, manyPages, readLogLength } from '../../electron/store/log-length.ts';
import { openStore } from '../../electron/store/open-store.ts';
import { storeExists, storeFilesIn } from '../../electron/store/store-folder.ts';
import { deskOfKeyer, keyingScript } from './keying-script.ts';
import { openRecord } from './record.ts';

// A program of its own, to be killed: it opens the store as the app does, takes up what it had open, and keys
// as fast as the store lets it. Started with one argument, its options as JSON.

const Options = z.strictObject({
  folder: z.string(),
  keyHex: z.string(),
  seed: z.string(),
  /** It ends by itself, without closing anything, after so many acts. */
  acts: z.int().positive(),
  /** The negative control: the same program on a store that doesn't wait for the disk. */
  isControl: z.boolean(),
});
export type ScriptedKeyerOptions = z.infer<typeof Options>;

const { folder, keyHex, seed, acts, isControl } = Options.parse(JSON.parse(process.argv[2] ?? ''));
const files = storeFilesIn(folder);
const isNew = !storeExists(files);
const store = openStore(files, Buffer.from(keyHex, 'hex'), { isNew });
// Only here, from the outside: the product has no way to ask for less than FULL.
if (isControl) store.db.pragma('synchronous=NORMAL');
const script = keyingScript(deskOfKeyer(store, isNew), seed);
const record = openRecord(join(folder, 'record.jsonl'));
console.log('keying');
for (let act = 0; act < acts; act++) {
  const { facts, run } = script.next().value;
  record.begin(facts);
  record.done(run());
  // As between two keys: a checkpoint that is due is begun. Nobody keys so fast that it isn't made meanwhile.
  do await letOthersGo();
  while (isDue(readLogLength(store.db), 2 * manyPages));
}
process.kill(process.pid, 'SIGKILL');
