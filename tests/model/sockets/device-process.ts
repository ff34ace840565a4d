import { PostbagError } from '../../../contract/errors.ts';
import { readEnrolment } from '../../../electron/store/queries/devices.ts';
import { openWritable } from '../../../electron/store/open-database.ts';
import { enrol } from '../../../electron/sync/enrol.ts';
import { send } from '../../../electron/sync/send.ts';
import { sealedRows } from '../../support/sealed-batches.ts';
import { deskOn } from '../model-store.ts';
import { sealReplies } from '../seal.ts';
import type { Errand } from './errand.ts';

// A unit's computer as a process of its own, which can be killed: it opens its store, seals some replies, says which,
// and sends. What it says it has done must be true for ever after.

const errand = JSON.parse(process.argv[2]!) as Errand;
const never = new AbortController().signal;
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

const db = openWritable(errand.file, Buffer.from(errand.keyHex, 'hex'), { mustExist: true });
const desk = deskOn(db, () => Date.now());
const before = sealedRows(db).length;
for (const howMany of errand.batches) sealReplies(desk, howMany, howMany);
say({
  sealed: sealedRows(db)
    .slice(before)
    .map(({ event_id: eventId, digest }) => [eventId, digest]),
});
try {
  if (readEnrolment(db) === undefined) await enrol(desk, errand.code, never);
  await send(desk, never);
  say({ ended: null });
} catch (error) {
  if (!(error instanceof PostbagError)) throw error;
  const { code, details } = error as PostbagError;
  say({ ended: code, details });
}
db.close();
