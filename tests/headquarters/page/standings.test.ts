import { v7 as uuidv7 } from 'uuid';
import { afterEach, describe, expect, it } from 'vitest';
import { ReplyPart } from '../../../contract/headquarters/arrived.ts';
import { listBatchStandings } from '../../../headquarters/database/queries/batch-standings.ts';
import { listReplies } from '../../../headquarters/database/queries/reply-parts.ts';
import { shareAnswer } from '../../../headquarters/page/share-answer.ts';
import type { Database } from '../../../headquarters/database/database.ts';
import { knownForm } from '../../support/known-form.ts';
import { aHeadquarters, type ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { aReplyDocument, inventedBatch, revised, withdrawn } from '../../support/reply-documents.ts';
import { enrolDevice, type SendingDevice } from '../../support/sending-device.ts';

let headquarters: ListeningHeadquarters;
afterEach(() => headquarters.stop());

const aKnownReply = (serial: number, changes: object = {}) =>
  aReplyDocument(serial, { consultation: knownForm(), ...changes });

/** A headquarters to which a computer sent what `seal` put in its stream, all of it read. */
async function afterSending(seal: (device: SendingDevice) => void) {
  headquarters = await aHeadquarters();
  const device = await enrolDevice(await headquarters.newEnrolmentCode());
  seal(device);
  await device.sendAll();
  await headquarters.arrived();
  const { read } = headquarters.database;
  return {
    standings: await listBatchStandings(read),
    replies: (only: Parameters<typeof listReplies>[1], limit = 100) => listReplies(read, only, limit),
  };
}

describe('where a batch stands', () => {
  it('[S11] every reply stands under exactly one part, what can’t be read too', async () => {
    const { standings, replies } = await afterSending((device) => {
      const [one, two, three, four] = [1, 2, 3, 4].map((serial) => aKnownReply(serial));
      device.seal(one!, two!, three!, four!, revised(one!), withdrawn(two!));
      device.seal(aKnownReply(5, { exclusion: { reason: 'not-a-reply', note: '' } }));
      device.seal(aKnownReply(6, { isLate: true }));
      device.sealText('{"no":"reply"}', {
        eventId: uuidv7() as never,
        replyId: uuidv7() as never,
        consultationId: knownForm().id as never,
        kind: 'create',
      });
    });
    expect(standings).toMatchObject([
      {
        unitName: 'Invented Unit',
        batchNumber: 7,
        counted: 25,
        received: 6,
        parts: { applied: 3, 'set-aside': 1, withdrawn: 1, rejected: 0, person: 1, waiting: 0 },
      },
      {
        batchId: null,
        counted: null,
        received: 1,
        parts: { applied: 0, 'set-aside': 0, withdrawn: 0, rejected: 0, person: 1, waiting: 0 },
      },
    ]);
    for (const part of ReplyPart.options) {
      const sum = standings.reduce((total, standing) => total + standing.parts[part], 0);
      const listed = await replies({ part });
      expect(listed.rows).toHaveLength(sum);
      expect(listed.total).toBe(sum);
    }
    expect((await replies({})).total).toBe(7);
    expect((await replies({}, 2)).rows).toHaveLength(2);
    expect((await replies({}, 2)).total).toBe(7);
    expect((await replies({ batch: inventedBatch.id })).total).toBe(6);
    expect((await replies({ unit: 'Another' })).total).toBe(0);
  });

  it('names what is missing between two of the same batch, and nothing that could be another’s', async () => {
    const other = { ...inventedBatch, id: uuidv7(), number: 8, documentCount: 4 };
    const { standings } = await afterSending((device) => {
      device.seal(...[1, 3, 7].map((serial) => aKnownReply(serial)));
      device.seal(...[10, 12].map((serial) => aKnownReply(serial, { batch: other })));
    });
    expect(standings.map(({ batchNumber, missingSerials }) => [batchNumber, missingSerials])).toEqual([
      [7, ['INV-000002', 'INV-000004 to INV-000006']],
      [8, ['INV-000011']],
    ]);
  });
});

describe('an answer that takes long', () => {
  it('is shared by all who ask, for ten times as long as it took; a quick one never', async () => {
    headquarters = await aHeadquarters();
    const database: Database = headquarters.database;
    let nowMs = 0;
    let found = 0;
    let tookMs = 1000;
    const ask = shareAnswer(
      async () => {
        nowMs += tookMs;
        found += 1;
        return found;
      },
      () => nowMs,
    );
    expect(await Promise.all([ask(database), ask(database)])).toEqual([1, 1]);
    nowMs += 9_999;
    expect(await ask(database)).toBe(1);
    nowMs += 2;
    tookMs = 5;
    expect(await ask(database)).toBe(2);
    expect(await ask(database)).toBe(3);
  });
});
