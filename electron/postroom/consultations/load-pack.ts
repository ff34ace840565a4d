import type { ReplyOf } from '../../../contract/bridge/call.ts';
import type { Calls } from '../../../contract/bridge/calls.ts';
import { PostbagError } from '../../../contract/errors.ts';
import type { ConsultationPack } from '../../../contract/records/consultation-pack.ts';
import { PackHash } from '../../../contract/records/id.ts';
import { readPack as readPackText } from '../../../contract/rules/read-pack.ts';
import { canonicalJson } from '../../../contract/sync/canonical-json.ts';
import { inTransaction } from '../../store/db.ts';
import type { Desk } from '../../store/desk.ts';
import { appendAudit } from '../../store/queries/audit.ts';
import {
  consultationOfPrefix,
  insertConsultation,
  insertPack,
  judgeLatenessAnew,
  newestPack,
  readConsultation,
  readPack,
} from '../../store/queries/consultations.ts';
import { sha256 } from '../../store/sha256.ts';
import { settleLateQueries } from './settle-late-queries.ts';

/** The name of a pack's version: SHA-256 of its canonical JSON, the same on every computer. */
export function packHashOf(pack: ConsultationPack): PackHash {
  return PackHash.parse(sha256(canonicalJson(pack)));
}

/** Takes in a pack from the text of a file: a new consultation, or a new version of one that is here. */
export function loadPack(
  desk: Desk,
  { text }: { readonly text: string },
): ReplyOf<Calls['consultations']['load']> {
  const reading = readPackText(text);
  if (!reading.ok) throw mistakes(reading.mistakes);
  const { pack } = reading;
  const hash = packHashOf(pack);
  const loaded = inTransaction(desk.db, () => takeIn(desk, pack, hash));
  desk.announce({ topic: 'store-changed' });
  return { consultationId: pack.id, packHash: hash, isNewVersion: loaded.version > 1 };
}

function takeIn(desk: Desk, pack: ConsultationPack, hash: PackHash): { readonly version: number } {
  const { db, person } = desk;
  if (readPack(db, hash) !== undefined) throw new PostbagError('PACK_KNOWN', {});
  refusePrefix(desk, pack);
  const newest = newestPack(db, pack.id);
  if (newest === undefined) insertConsultation(db, { id: pack.id, serialPrefix: pack.serialPrefix });
  const version = (newest?.version ?? 0) + 1;
  const atMs = desk.nowMs();
  insertPack(db, {
    hash,
    consultationId: pack.id,
    version,
    body: canonicalJson(pack),
    loadedAtMs: atMs,
    loadedBy: person.id,
  });
  // A later version can move the closing date, and what is late moves with it until it is sealed.
  const latenessChanged = judgeLatenessAnew(db, pack.id, pack.closesOn);
  settleLateQueries(desk, pack.id, pack.closesOn, atMs);
  appendAudit(db, {
    atMs,
    personId: person.id,
    act: 'consultations.load',
    subject: pack.id,
    details: { hash, version, closesOn: pack.closesOn, latenessChanged },
  });
  return { version };
}

/** The letters stand on paper beside every serial: no two consultations share them, and none changes its own. */
function refusePrefix(desk: Desk, pack: ConsultationPack): void {
  const owner = consultationOfPrefix(desk.db, pack.serialPrefix);
  if (owner !== undefined && owner.id !== pack.id) {
    throw new PostbagError('SERIAL_PREFIX_TAKEN', {
      consultationId: owner.id,
      serialPrefix: pack.serialPrefix,
    });
  }
  const here = readConsultation(desk.db, pack.id);
  if (here !== undefined && here.serialPrefix !== pack.serialPrefix) {
    const message = `Must stay “${here.serialPrefix}”: replies of this consultation are numbered with it.`;
    throw mistakes([{ path: 'serialPrefix', message }]);
  }
}

function mistakes(found: readonly { readonly path: string; readonly message: string }[]): PostbagError {
  return new PostbagError('PACK_MISTAKES', { count: found.length, mistakes: [...found] });
}
