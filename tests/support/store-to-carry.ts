import { v7 as newId } from 'uuid';
import { DeviceId, EventId, ServerId } from '../../contract/sync/ids.ts';
import { canonicalJson } from '../../contract/sync/canonical-json.ts';
import type { ReplyId } from '../../contract/records/id.ts';
import { allRows, inTransaction } from '../../electron/store/db.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { insertEnrolment, insertKey } from '../../electron/store/queries/devices.ts';
import type { Enrolment } from '../../electron/store/queries/devices.ts';
import { insertEvent } from '../../electron/store/queries/events.ts';
import { beginLife } from '../../electron/store/queries/headquarters-life.ts';
import { insertStream } from '../../electron/store/queries/streams.ts';
import { sha256 } from '../../electron/store/sha256.ts';
import { makeDeviceKey } from '../../electron/sync/signing.ts';
import { fillWithReplies } from './many-replies.ts';
import { CWS, loadBothConsultations } from './post-room.ts';
import { aReplyDocument } from './reply-documents.ts';

// A store with much to carry, made without keying each reply and without a headquarters that listens.

/** What the computer is to a headquarters that was never asked. */
export function enrolByHand(
  desk: Desk,
  headquarters: Pick<Enrolment, 'serverId' | 'serverPublicKey' | 'courierRecipient' | 'recoveryRecipient'>,
): Enrolment {
  const { db, person } = desk;
  const key = makeDeviceKey();
  const enrolment: Enrolment = {
    ...headquarters,
    ...key,
    deviceId: DeviceId.parse(newId()),
    unitName: 'Invented Unit',
    token: 'A'.repeat(43),
    serverEpoch: 1,
    headquartersUrl: 'https://headquarters.example',
    enrolledAtMs: desk.nowMs(),
  };
  inTransaction(db, () => {
    insertKey(db, { ...key, codeDigest: sha256('no code'), madeAtMs: desk.nowMs() });
    insertEnrolment(db, { ...enrolment, enrolledBy: person.id });
    beginLife(db, 1);
    insertStream(db, {
      deviceId: enrolment.deviceId,
      epoch: 1,
      begunBecause: 'enrolled',
      begunAtMs: desk.nowMs(),
    });
  });
  return enrolment;
}

/** The keys of a headquarters that somebody else has; `recipient` is an age public key. */
export function anUnaskedHeadquarters(recipient: string): Parameters<typeof enrolByHand>[1] {
  return {
    serverId: ServerId.parse(newId()),
    serverPublicKey: makeDeviceKey().publicKey,
    courierRecipient: recipient,
    recoveryRecipient: recipient,
  };
}

const letter = 'We have lived in this street for thirty years and would like to say the following. ';

/** Fills the store with sealed events of about 3 KB each. @returns how many */
export function fillWithSealed(desk: Desk, atLeast: number): number {
  const { db, person } = desk;
  loadBothConsultations(desk);
  fillWithReplies(desk, Math.ceil(atLeast * 1.3));
  const replies = allRows<{ id: ReplyId }>(
    db,
    `SELECT id FROM reply WHERE place <> 'outstanding' ORDER BY serial LIMIT ${atLeast}`,
  );
  inTransaction(db, () => {
    for (const [index, { id: replyId }] of replies.entries()) {
      const eventId = EventId.parse(newId());
      const bytes = Buffer.from(
        canonicalJson(
          aReplyDocument(index + 1, {
            replyId,
            event: { id: eventId, kind: 'create', revision: 1, replaces: null },
            consultation: { id: CWS, packHash: 'ab'.repeat(32) },
            marks: { 'q1.comment': { kind: 'value', value: letter.repeat(26) } },
          }),
        ),
      );
      insertEvent(db, {
        eventId,
        kind: 'create',
        consultationId: CWS,
        replyId,
        revision: 1,
        replaces: null,
        digest: sha256(bytes),
        bytes,
        sealedBy: person.id,
        sealedAtMs: desk.nowMs(),
      });
    }
  });
  return replies.length;
}
