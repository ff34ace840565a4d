import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { readFileSync } from 'node:fs';
import type { DecisionKind } from '../../contract/headquarters/work.ts';
import { ConsultationId, ReplyId } from '../../contract/records/id.ts';
import { EventId } from '../../contract/sync/ids.ts';
import { addPack } from '../../headquarters/consultations/add-pack.ts';
import { decideWork, NotDecidedError } from '../../headquarters/work/decide-work.ts';
import { listWork } from '../../headquarters/work/list-work.ts';
import { receiveConsignment } from '../../headquarters/ingest/receive.ts';
import { readIdentity } from '../../headquarters/identity.ts';
import { usualLimits } from '../../contract/sync/limits.ts';
import { startProjector } from '../../headquarters/projection/projector.ts';
import { verify } from '../../headquarters/verify/verify.ts';
import { aHeadquarters } from '../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../support/listening-headquarters.ts';
import { aReplyDocument, knowTheInventedForm, revised, withdrawn } from '../support/reply-documents.ts';
import { enrolDevice } from '../support/sending-device.ts';
import type { SendingDevice } from '../support/sending-device.ts';
import { eachStanding } from '../support/each-standing.ts';

let headquarters: ListeningHeadquarters;
let device: SendingDevice;
beforeAll(async () => {
  headquarters = await aHeadquarters();
  await knowTheInventedForm(headquarters.database);
});
afterAll(() => headquarters.stop());
beforeEach(async () => {
  device = await enrolDevice(await headquarters.newEnrolmentCode());
});

/** An envelope of nothing in particular. */
const anyEnvelope = () => ({
  eventId: EventId.parse(uuidv7()),
  kind: 'create' as const,
  consultationId: ConsultationId.parse('invented-2007'),
  replyId: ReplyId.parse(uuidv7()),
});

/** What the device hears of each event once everything has been read. */
async function outcomes(): Promise<readonly string[]> {
  await headquarters.arrived();
  const { receipt } = await device.head(0);
  return eachStanding(receipt!.receipt).map(({ status, code }) =>
    code === null ? status : `${status} ${code}`,
  );
}

/** What stands on the work list of this device's events, by its place in the stream. */
async function onTheList(): Promise<readonly string[]> {
  await headquarters.arrived();
  const { rows } = await listWork(headquarters.database.read);
  return rows.flatMap((item) => {
    const seq = device.events.find((event) => event.digest === item.digest)?.seq;
    return seq === undefined ? [] : [`${seq} ${item.code}: ${item.may.join(', ')}`];
  });
}

/** Decides about the event in a place of the device's stream. */
async function decides(seq: number, what: DecisionKind): Promise<void> {
  const { eventId, digest } = device.events[seq - 1]!;
  const decision = { eventId, digest, what, reason: 'The unit was asked.', by: 'an invented person' };
  await decideWork(headquarters.database, decision);
}

/** Serials of the replies that count, of this device. */
async function counted(): Promise<readonly string[]> {
  const { rows } = await headquarters.database.pool.query<{ serial_label: string; pages: string }>(
    `select serial_label from reply where device_id = $1 and not is_withdrawn order by serial_label`,
    [device.enrolled.deviceId],
  );
  return rows.map((row) => row.serial_label);
}

/** How many pages the event says that counts now. */
async function pagesNow(replyId: string): Promise<number> {
  const { rows } = await headquarters.database.pool.query<{ pages: number }>(
    `select (convert_from(bytes, 'UTF8')::jsonb ->> 'pages')::int as pages from reply join (
       select consultation_id, event_id, digest, bytes from event
       union all select consultation_id, event_id, digest, bytes from event_conflict
     ) as event using (consultation_id, event_id, digest) where reply.reply_id = $1`,
    [replyId],
  );
  return rows[0]!.pages;
}

describe('[S11] [S13] what needs a person', () => {
  it('a late reply counts, flagged, until somebody has seen it or rejects it', async () => {
    device.seal(aReplyDocument(1, { isLate: true }), aReplyDocument(2, { isLate: true }), aReplyDocument(3));
    await device.sendAll();
    expect(await outcomes()).toEqual(['applied LATE', 'applied LATE', 'applied']);
    expect(await onTheList()).toEqual(['1 LATE: acknowledge, reject', '2 LATE: acknowledge, reject']);
    await decides(1, 'acknowledge');
    await decides(2, 'reject');
    expect(await onTheList()).toEqual([]);
    expect(await outcomes()).toEqual(['applied', 'quarantined REJECTED', 'applied']);
    expect(await counted()).toEqual(['INV-000001', 'INV-000003']);
    await decides(2, 'accept');
    expect(await counted()).toHaveLength(3);
  });

  it('a form that headquarters does not have is flagged, and no longer once it comes', async () => {
    const text = readFileSync(
      new URL('../../resources/consultations/example-benches.json', import.meta.url),
      'utf8',
    );
    const changed = JSON.stringify({
      ...(JSON.parse(text) as object),
      id: 'benches-anew',
      serialPrefix: 'BNA',
    });
    const other = await aHeadquarters();
    const added = await addPack(other.database, changed);
    if (!added.ok) throw new Error(JSON.stringify(added.mistakes));
    await other.stop();
    device.seal(
      aReplyDocument(1, { consultation: { id: 'benches-anew', packHash: added.hash } }),
      aReplyDocument(2, { isLate: true, consultation: { id: 'benches-anew', packHash: added.hash } }),
    );
    await device.sendAll();
    expect(await outcomes()).toEqual(['applied FORM_UNKNOWN', 'applied FORM_UNKNOWN']);
    await addPack(headquarters.database, changed);
    expect(await outcomes()).toEqual(['applied', 'applied LATE']);
  });

  it('one computer’s serial under two replies: both count, the later is flagged; another computer’s is its own', async () => {
    device.seal(aReplyDocument(1), aReplyDocument(1), aReplyDocument(2));
    await device.sendAll();
    expect(await outcomes()).toEqual(['applied', 'applied POSSIBLE_DUPLICATE', 'applied']);
    expect(await onTheList()).toEqual(['2 POSSIBLE_DUPLICATE: acknowledge, reject']);
    await decides(2, 'reject');
    expect(await counted()).toEqual(['INV-000001', 'INV-000002']);
    device = await enrolDevice(await headquarters.newEnrolmentCode());
    device.seal(aReplyDocument(1));
    await device.sendAll();
    expect(await outcomes()).toEqual(['applied']);
  });

  it('a duplicate is none any more once its twin is withdrawn or numbered anew', async () => {
    const [first, second, third] = [aReplyDocument(1), aReplyDocument(1), aReplyDocument(1)];
    device.seal(first, second, third);
    await device.sendAll();
    expect(await outcomes()).toEqual(['applied', 'applied POSSIBLE_DUPLICATE', 'applied POSSIBLE_DUPLICATE']);
    device.seal(withdrawn(first), revised(second, { serial: { number: 9, label: 'INV-000009' } }));
    await device.sendAll();
    expect(await outcomes()).toEqual(['applied', 'applied', 'applied', 'applied', 'applied']);
    expect(await onTheList()).toEqual([]);
  });

  it('of two corrections the first counts; the other is chosen, and then the first again', async () => {
    const first = aReplyDocument(1);
    device.seal(first, revised(first, { pages: 7 }), revised(first, { pages: 8 }));
    await device.sendAll();
    expect(await onTheList()).toEqual(['3 CONFLICT: accept, reject']);
    expect(await pagesNow(first.replyId)).toBe(7);
    await decides(3, 'accept');
    expect(await pagesNow(first.replyId)).toBe(8);
    expect(await outcomes()).toEqual(['applied', 'quarantined REJECTED', 'applied']);
    expect(await onTheList()).toEqual([]);
    await decides(2, 'accept');
    expect(await pagesNow(first.replyId)).toBe(7);
    // Nobody who chose between two could know of a third.
    device.seal(revised(first, { pages: 9 }));
    await device.sendAll();
    expect(await outcomes()).toEqual(['applied', 'applied', 'quarantined REJECTED', 'conflict CONFLICT']);
    expect(await onTheList()).toEqual(['4 CONFLICT: accept, reject']);
  });

  it('[S10] of two contents under one id the first counts until the other is chosen', async () => {
    const document = aReplyDocument(1, { pages: 7 });
    device.seal(document, { ...document, pages: 8 });
    await device.sendAll();
    expect(await outcomes()).toEqual(['applied', 'conflict ID_CONFLICT']);
    expect(await pagesNow(document.replyId)).toBe(7);
    await decides(2, 'accept');
    expect(await pagesNow(document.replyId)).toBe(8);
    expect(await outcomes()).toEqual(['quarantined REJECTED', 'applied']);
  });

  it('withdrawn and then revised is there again', async () => {
    const first = aReplyDocument(1);
    const gone = withdrawn(first);
    device.seal(first, gone);
    await device.sendAll();
    await headquarters.arrived();
    expect(await counted()).toEqual([]);
    const back = revised(first, { pages: 4 });
    device.seal({ ...back, event: { ...back.event, kind: 'revise', revision: 3, replaces: gone.event.id } });
    await device.sendAll();
    expect(await outcomes()).toEqual(['applied', 'applied', 'applied']);
    expect(await counted()).toEqual(['INV-000001']);
  });

  it('a correction whose predecessor never came stands alone if somebody says so', async () => {
    const lost = aReplyDocument(1);
    device.seal(revised(lost, { pages: 5 }));
    await device.sendAll();
    expect(await outcomes()).toEqual(['held REVISION_MISSING']);
    await decides(1, 'accept');
    expect(await outcomes()).toEqual(['applied']);
    expect(await pagesNow(lost.replyId)).toBe(5);
  });

  it('what was withdrawn by headquarters and came by courier is parked until somebody accepts it', async () => {
    device.seal(aReplyDocument(1), aReplyDocument(2));
    await headquarters.database.pool.query('update device set revoked_at = now() where device_id = $1', [
      device.enrolled.deviceId,
    ]);
    const { database } = headquarters;
    const receiver = { database, identity: await readIdentity(database), limits: usualLimits };
    const { signed } = await receiveConsignment(receiver, device.consignment(1, 2), { via: 'courier' });
    expect(signed.receipt.throughSeq).toBe(2);
    const projector = startProjector(database, () => {});
    await projector.idle();
    await projector.stop();
    expect(await onTheList()).toEqual([
      '1 DEVICE_REVOKED: accept, reject',
      '2 DEVICE_REVOKED: accept, reject',
    ]);
    expect(await counted()).toEqual([]);
    await decides(1, 'accept');
    await decides(2, 'reject');
    expect(await counted()).toEqual(['INV-000001']);
    expect(await onTheList()).toEqual([]);
  });
});

describe('deciding', () => {
  it('what isn’t there, what needs nothing and what makes no sense is refused, and nothing is written', async () => {
    device.seal(aReplyDocument(1));
    device.sealText('nonsense', anyEnvelope());
    await device.sendAll();
    expect(await outcomes()).toEqual(['applied', 'quarantined INVALID']);
    const before = await headquarters.database.pool.query('select count(*) from decision');
    await expect(decides(1, 'reject')).rejects.toThrow(NotDecidedError);
    await expect(decides(2, 'accept')).rejects.toThrow('one can only acknowledge or reject');
    device.events[0] = { ...device.events[0]!, eventId: EventId.parse(uuidv7()) };
    await expect(decides(1, 'accept')).rejects.toThrow('has read no event');
    expect((await headquarters.database.pool.query('select count(*) from decision')).rows).toEqual(
      before.rows,
    );
  });

  it('what has changed since the list was read is not decided unseen', async () => {
    const first = aReplyDocument(1);
    device.seal(first, revised(first, { pages: 7 }), revised(first, { pages: 8 }));
    await device.sendAll();
    await headquarters.arrived();
    const { database } = headquarters;
    const { eventId, digest } = device.events[2]!;
    const asListed = async () => {
      const { rows } = await listWork(database.read);
      const { code, asOf } = rows.find((item) => item.digest === digest)!;
      return {
        eventId,
        digest,
        what: 'accept' as const,
        reason: 'Such.',
        by: 'somebody',
        seen: { code, asOf },
      };
    };
    const before = await asListed();
    device.seal(revised(first, { pages: 9 }));
    await device.sendAll();
    await headquarters.arrived();
    await expect(decideWork(database, before)).rejects.toMatchObject({ code: 'CHANGED' });
    const otherCode = {
      ...(await asListed()),
      seen: { ...before.seen, code: 'LATE', asOf: Number.MAX_SAFE_INTEGER },
    };
    await expect(decideWork(database, otherCode)).rejects.toMatchObject({ code: 'CHANGED' });
    expect(await onTheList()).toEqual(['3 CONFLICT: accept, reject', '4 CONFLICT: accept, reject']);
    await decideWork(database, await asListed());
    expect(await outcomes()).toEqual(['applied', 'quarantined REJECTED', 'applied', 'quarantined REJECTED']);
  });

  it('what was seen leaves the list and stays as it is', async () => {
    device.sealText('other nonsense', anyEnvelope());
    await device.sendAll();
    expect(await outcomes()).toEqual(['quarantined INVALID']);
    const { rows } = await listWork(headquarters.database.read, { code: 'INVALID' });
    expect(rows.find((item) => item.digest === device.events[0]!.digest)?.detail).toBe(
      'The text is not JSON.',
    );
    await decides(1, 'acknowledge');
    expect(await onTheList()).toEqual([]);
    expect(await outcomes()).toEqual(['quarantined INVALID']);
  });

  it('after all that, verify computes the same', async () => {
    expect((await verify(headquarters.database)).findings).toEqual([]);
  });
});
