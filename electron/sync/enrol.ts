import { hostname } from 'node:os';
import { PostbagError } from '../../contract/errors.ts';
import { canonicalJson } from '../../contract/sync/canonical-json.ts';
import { enrolmentsPath } from '../../contract/sync/endpoints.ts';
import { Enrolled, Enrolment, enrolmentPreimage, readEnrolmentCode } from '../../contract/sync/enrolment.ts';
import type { EnrolmentCode } from '../../contract/sync/enrolment.ts';
import { inTransaction } from '../store/db.ts';
import type { ReadableDb } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { appendAudit } from '../store/queries/audit.ts';
import {
  insertEnrolment,
  insertKey,
  isKeyEnrolled,
  readEnrolment,
  readKeyOfCode,
} from '../store/queries/devices.ts';
import type { DeviceKey } from '../store/queries/devices.ts';
import { beginLife } from '../store/queries/headquarters-life.ts';
import { insertStream } from '../store/queries/streams.ts';
import { sha256 } from '../store/sha256.ts';
import { isSafeAddress } from './address.ts';
import { askHeadquarters, Refused } from './ask-headquarters.ts';
import { refusalOfSync } from './refusal-of-sync.ts';
import { makeDeviceKey, signText } from './signing.ts';

/**
 * Enrols this computer with the one-time code that headquarters gave (S4), and pins the key that headquarters
 * answers with (S12): from now on nobody else is believed, or spoken to. A computer that the pinned headquarters no
 * longer knows enrols once more in the same way: it becomes a new device there, and everything is offered again.
 *
 * @throws PostbagError ALREADY_ENROLLED (with another headquarters), ENROLMENT_REFUSED, HEADQUARTERS_UNREACHABLE,
 *   SENDING_DISK_FULL, SENDING_DISK_FAILED, STORE_NOT_A_STORE (after the last four the same code may be tried again)
 */
export async function enrol(desk: Desk, typed: string, closing: AbortSignal): Promise<void> {
  // One at a time: of two answers to one code only the later token holds, and only the earlier answer is kept.
  const before = enrolling.get(desk.db) ?? Promise.resolve();
  const own = before
    .then(() => enrolOnce(desk, typed, closing))
    .catch((error: unknown) => {
      throw refusalOfSync(error);
    });
  enrolling.set(
    desk.db,
    own.catch(() => undefined),
  );
  await own;
}

/** The last enrolment of each store that was begun. */
const enrolling = new WeakMap<ReadableDb, Promise<void>>();

async function enrolOnce(desk: Desk, typed: string, closing: AbortSignal): Promise<void> {
  const { db } = desk;
  const code = readEnrolmentCode(typed);
  if (code === null) throw refused('it is not an enrolment code: an address, a #, and four groups of four');
  if (!isSafeAddress(code.address)) throw refused('its address does not begin with https');
  const key = keyForCode(desk, code);
  // A code that did its work: asking with it again would only make headquarters change the token.
  if (isKeyEnrolled(db, key.publicKey)) throw refused(usedAlready);
  const enrolled = await askToEnrol(code, key, closing);
  inTransaction(db, () => {
    if (isOfAnother(readEnrolment(db), enrolled)) throw new PostbagError('ALREADY_ENROLLED', {});
    const enrolledAtMs = desk.nowMs();
    insertEnrolment(db, {
      ...enrolled,
      publicKey: key.publicKey,
      headquartersUrl: code.address,
      enrolledBy: desk.person.id,
      enrolledAtMs,
    });
    // A headquarters that knows this computer anew may have forgotten all that it was sent before.
    beginLife(db, enrolled.serverEpoch);
    insertStream(db, {
      deviceId: enrolled.deviceId,
      epoch: 1,
      begunBecause: 'enrolled',
      begunAtMs: enrolledAtMs,
    });
    appendAudit(db, {
      atMs: enrolledAtMs,
      personId: desk.person.id,
      act: 'sending.enrol',
      subject: enrolled.deviceId,
      details: { headquartersUrl: code.address, serverId: enrolled.serverId, unitName: enrolled.unitName },
    });
  });
  desk.announce({ topic: 'store-changed' });
}

/** Whether this answer comes from somebody else than the headquarters that is pinned (S12). */
function isOfAnother(pinned: Enrolled | undefined, answer: Enrolled): boolean {
  if (pinned === undefined) return false;
  return pinned.serverId !== answer.serverId || pinned.serverPublicKey !== answer.serverPublicKey;
}

/** The key is on the disk before headquarters hears of it: an answer that is lost then costs nothing. */
function keyForCode({ db, nowMs }: Desk, code: EnrolmentCode): DeviceKey {
  const codeDigest = sha256(code.secret);
  const before = readKeyOfCode(db, codeDigest);
  if (before !== undefined) return before;
  const key = makeDeviceKey();
  inTransaction(db, () => insertKey(db, { ...key, codeDigest, madeAtMs: nowMs() }));
  return key;
}

async function askToEnrol(code: EnrolmentCode, key: DeviceKey, closing: AbortSignal): Promise<Enrolled> {
  const enrolment = Enrolment.parse({
    format: 'postbag-enrolment/1',
    secret: code.secret,
    publicKey: key.publicKey,
    deviceLabel: hostname().slice(0, 100) || 'a computer without a name',
  });
  const signature = signText(enrolmentPreimage(enrolment), key.privateKeyPem);
  try {
    return await askHeadquarters({
      address: code.address,
      path: enrolmentsPath,
      answer: Enrolled,
      signal: closing,
      body: {
        bytes: Buffer.from(canonicalJson({ enrolment, signature })),
        headers: { 'content-type': 'application/json' },
      },
    });
  } catch (error) {
    if (closing.aborted) throw new PostbagError('HEADQUARTERS_UNREACHABLE', { reason: 'it was interrupted' });
    throw enrolmentRefusalOf(error);
  }
}

const usedAlready = 'it was used already';
const reasons: Readonly<Record<string, string>> = {
  unknown: 'it does not know it',
  used: usedAlready,
  expired: 'it has run out',
};

function enrolmentRefusalOf(error: unknown): unknown {
  const refusal = refusalOfSync(error);
  if (!(error instanceof Refused) || !(refusal instanceof PostbagError)) return refusal;
  if (refusal.code === 'HEADQUARTERS_UNREACHABLE') return refusal;
  return refused(reasons[String(error.details['reason'])] ?? error.code);
}

function refused(reason: string): PostbagError<'ENROLMENT_REFUSED'> {
  return new PostbagError('ENROLMENT_REFUSED', { reason });
}
