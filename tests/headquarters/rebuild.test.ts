import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SealedDocument } from '../../contract/records/reply-document.ts';
import type { Database } from '../../headquarters/database/database.ts';
import { startProjector } from '../../headquarters/projection/projector.ts';
import { rebuild } from '../../headquarters/projection/rebuild.ts';
import { verify } from '../../headquarters/verify/verify.ts';
import { decideWork } from '../../headquarters/work/decide-work.ts';
import { listWork } from '../../headquarters/work/list-work.ts';
import { aHeadquarters } from '../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../support/listening-headquarters.ts';
import { aReplyDocument, inventedBatch, revised, withdrawn } from '../support/reply-documents.ts';
import { enrolDevice } from '../support/sending-device.ts';
import { eachStanding } from '../support/each-standing.ts';

let headquarters: ListeningHeadquarters;
beforeAll(async () => {
  headquarters = await aHeadquarters();
});
afterAll(() => headquarters.stop());

/** Everything that the projection has written, but for when it came to say so. */
async function projected({ pool }: Database): Promise<unknown> {
  const tables = ['event_status', 'reply', 'batch'].map((table) =>
    pool.query(`select * from ${table} order by ${table === 'batch' ? 'batch_id' : 'reply_id'}, 2, 3`),
  );
  return (await Promise.all(tables)).map(({ rows }) =>
    (rows as Record<string, unknown>[]).map(({ restated_as_of: _when, ...row }) => row),
  );
}

/** A few replies and what may become of them. */
function documents(): readonly SealedDocument[] {
  const [plain, late, twin, rival] = [
    aReplyDocument(1),
    aReplyDocument(2, { isLate: true }),
    aReplyDocument(2),
    aReplyDocument(3),
  ];
  const second = revised(plain, { pages: 7 });
  const other = revised(plain, { pages: 8 });
  return [
    plain,
    second,
    other,
    revised(second, { serial: { number: 2, label: 'INV-000002' } }),
    late,
    { ...late, pages: 9 },
    twin,
    withdrawn(twin),
    rival,
    aReplyDocument(3, { replyId: rival.replyId }),
    revised(aReplyDocument(4)),
  ];
}

it('[S11] computed again from the events, the tables are what they had become, whatever came first', async () => {
  const { database } = headquarters;
  const lots = fc.array(fc.nat(), { minLength: 11, maxLength: 11 });
  await fc.assert(
    fc.asyncProperty(
      lots,
      fc.array(fc.nat(20), { maxLength: 3 }),
      fc.integer({ min: 1, max: 5 }),
      async (order, decided, atOnce) => {
        const device = await enrolDevice(await headquarters.newEnrolmentCode());
        const inOrder = documents()
          .map((document, index) => ({ document, lot: order[index]! }))
          .toSorted((one, other) => one.lot - other.lot);
        device.seal(...inOrder.map(({ document }) => document));
        for (let seq = 1; seq <= device.events.length; seq += atOnce) {
          await device.send(device.consignment(seq, Math.min(seq + atOnce - 1, device.events.length)));
          await headquarters.arrived();
        }
        for (const which of decided) {
          const { rows } = await listWork(database.read);
          const item = rows[which % Math.max(rows.length, 1)];
          if (item === undefined) continue;
          const { eventId, digest, may } = item;
          await decideWork(database, {
            eventId,
            digest,
            what: may[which % may.length]!,
            reason: 'Lots.',
            by: 'lots',
          });
        }
        const grown = await projected(database);
        await rebuild(database);
        expect(await projected(database)).toEqual(grown);
      },
    ),
    { numRuns: 12 },
  );
  expect((await verify(database)).findings).toEqual([]);
});

it('[S11] two headquarters that project at once leave what one would', async () => {
  const { database } = headquarters;
  const device = await enrolDevice(await headquarters.newEnrolmentCode());
  const first = aReplyDocument(1);
  let last = first;
  const chain = Array.from({ length: 12 }, () => (last = revised(last)));
  const second = startProjector(database, () => {});
  device.seal(...chain.toReversed(), first);
  const sent = Array.from({ length: 13 }, (_, index) => index + 1);
  for (const seq of sent) {
    await device.send(device.consignment(seq, seq));
    second.wake();
  }
  await headquarters.arrived();
  await second.idle();
  await second.stop();
  const { receipt } = await device.head(0);
  expect(eachStanding(receipt!.receipt).map(({ status }) => status)).toEqual(sent.map(() => 'applied'));
  const grown = await projected(database);
  await rebuild(database);
  expect(await projected(database)).toEqual(grown);
});

const noSuchDay = { receivedDate: '0000-01-01' };
it.each([
  ['another batch', { ...inventedBatch, ...noSuchDay, id: uuidv7() }],
  ['the same batch', noSuchDay],
])('[S11] a correction that the database can’t hold takes no batch away, in %s', async (_, changes) => {
  const { database } = headquarters;
  const device = await enrolDevice(await headquarters.newEnrolmentCode());
  const batch = { ...inventedBatch, id: uuidv7() };
  const first = aReplyDocument(1, { batch });
  device.seal(first, revised(first, { batch: { ...batch, ...changes } }), aReplyDocument(2, { batch }));
  await device.send(device.consignment(1, 1));
  await headquarters.arrived();
  await device.send(device.consignment(2, 3));
  await headquarters.arrived();
  const { receipt } = await device.head(0);
  expect(eachStanding(receipt!.receipt).map(({ status }) => status)).toEqual([
    'applied',
    'quarantined',
    'applied',
  ]);
  expect((await verify(database)).findings).toEqual([]);
  const grown = await projected(database);
  await rebuild(database);
  expect(await projected(database)).toEqual(grown);
  expect((await verify(database)).findings).toEqual([]);
});
