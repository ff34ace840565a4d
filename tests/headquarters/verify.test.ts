import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../contract/sync/canonical-json.ts';
import { EventId } from '../../contract/sync/ids.ts';
import type { Database } from '../../headquarters/database/database.ts';
import { verify } from '../../headquarters/verify/verify.ts';
import { eachStanding } from '../support/each-standing.ts';
import { aHeadquarters } from '../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../support/listening-headquarters.ts';
import { aReplyDocument, knowTheInventedForm, revised, withdrawn } from '../support/reply-documents.ts';
import { enrolDevice } from '../support/sending-device.ts';

describe('verify', () => {
  let headquarters: ListeningHeadquarters;
  let database: Database;
  beforeAll(async () => {
    headquarters = await aHeadquarters();
    ({ database } = headquarters);
    await knowTheInventedForm(database);
    const device = await enrolDevice(await headquarters.newEnrolmentCode());
    const [one, two] = [aReplyDocument(1), aReplyDocument(2)];
    device.seal(one, two, revised(one), withdrawn(two), aReplyDocument(3));
    const { kind, consultationId, replyId } = device.events[0]!;
    const filed = { kind, consultationId, replyId };
    const eventId = EventId.parse('01890a5d-ac96-774b-bcce-b30209900099');
    device.sealText('not a document', { ...filed, eventId });
    await device.send(device.consignment(1, 3));
    await device.send(device.consignment(4, 6));
    // One id twice, one serial twice, and a consignment of which a part was here already.
    device.sealText(canonicalJson({ ...one, pages: 9 }), { ...filed, eventId: one.event.id });
    device.seal(aReplyDocument(3));
    await device.send(device.consignment(5, 8));
    await headquarters.arrived();
  });
  afterAll(() => headquarters.stop());

  it('finds nothing where nothing is wrong', async () => {
    expect(await verify(database)).toEqual({
      counts: { events: 8, places: 8, streams: 1, consignments: 3, packs: 3, replies: 4, batches: 1 },
      findings: [],
    });
  });

  beforeEach(async () => {
    await database.pool.query('drop schema if exists spare cascade; create schema spare');
    await database.pool.query(`do $$ declare t text; begin
      for t in select tablename from pg_tables where schemaname = 'public' loop
        execute format('create table spare.%I as table public.%I', t, t);
      end loop;
    end $$`);
  });

  const changedIn = [
    'event',
    'event_conflict',
    'stream_entry',
    'stream',
    'consignment',
    'consultation_pack',
    'event_status',
    'reply',
    'batch',
  ];
  async function putBack(): Promise<void> {
    for (const table of changedIn) {
      await database.pool.query(
        `delete from ${table}; insert into ${table} overriding system value table spare.${table}`,
      );
    }
  }

  async function expectFound(sql: string, finding: RegExp): Promise<void> {
    try {
      expect((await database.pool.query(sql)).rowCount).toBeGreaterThan(0);
      expect((await verify(database)).findings).toContainEqual(expect.stringMatching(finding));
    } finally {
      await putBack();
    }
    expect((await verify(database)).findings).toEqual([]);
  }

  it.each([
    [
      'a byte of an event',
      `update event set bytes = set_byte(bytes, 5, 65) where kind = 'withdraw'`,
      /its bytes are not those of its digest/,
    ],
    ['an event', `delete from event where kind = 'withdraw'`, /place 4: event .* is not there/],
    [
      'a link of the chain',
      `update stream_entry set h = digest where seq = 2`,
      /place 2: its h does not follow/,
    ],
    [
      'a digest in the chain',
      `update stream_entry set digest = h where seq = 3`,
      /place 3: its h does not follow/,
    ],
    ['a place', `delete from stream_entry where seq = 5`, /place 6: place 5 is missing/],
    ['the head', `update stream set head_seq = 4`, /the head says 4, the chain ends at 8/],
    [
      'a signature',
      `update consignment set signature = reverse(signature) where from_seq = 1`,
      /consignment 1 to 3: (the signature is not|what was signed can)/,
    ],
    [
      'what was signed',
      `update consignment set manifest = replace(manifest, '"count":3', '"count":3 ') where from_seq = 1`,
      /consignment 1 to 3: the signature is not that of its device/,
    ],
    ['a consignment', `delete from consignment where from_seq = 4`, /place 4: no consignment brought it/],
    [
      'a status',
      `update event_status set status = 'applied', code = null where status = 'quarantined'`,
      /the tables say applied, the events quarantined \(INVALID\)/,
    ],
    [
      'a lost status',
      `delete from event_status where status = 'quarantined'`,
      /was read, and nothing became of it/,
    ],
    [
      'a reply',
      `delete from reply where revision = 1`,
      /Reply .*: the tables say nothing, the events counts at revision 1/,
    ],
    [
      'what a reply says',
      `update reply set revision = 3 where revision = 2 and not is_withdrawn`,
      /the tables say counts at revision 3 .* the events counts at revision 2/,
    ],
    [
      'a withdrawal',
      `update reply set is_withdrawn = false where is_withdrawn`,
      /the tables say counts at revision 2 .* the events withdrawn/,
    ],
    [
      'a batch',
      `delete from batch`,
      /Batch .* of invented-2007: the tables say nothing, the events 25 documents/,
    ],
    [
      'the batch of a reply that names none',
      `insert into batch select consultation_id, '01890a5d-ac96-774b-bcce-b30209900098', device_id, 8, channel,
         received_date, 3, arrival from batch`,
      /Batch .*98 of invented-2007: the tables say 3 documents, the events nothing/,
    ],
    [
      'that two share a serial',
      `update event_status set code = null, needs_person = false where code = 'POSSIBLE_DUPLICATE'`,
      /the tables say applied, needs_person false, the events applied \(POSSIBLE_DUPLICATE\), needs_person true/,
    ],
    [
      'a serial that is not shared',
      `update event_status set code = 'POSSIBLE_DUPLICATE' where code is null and status = 'applied'`,
      /the tables say applied \(POSSIBLE_DUPLICATE\), the events applied/,
    ],
  ])('names %s that was changed', async (_, sql, finding) => {
    await expectFound(sql, finding);
  });

  const otherId = `'01890a5d-ac96-774b-bcce-b30209900097'`;
  const otherDigest = `decode(repeat('cd', 32), 'hex')`;
  const otherBytes =
    /consignment \d to \d: the envelopes and documents in its places are not those of its digest/;
  const [inReply, inBatch] = [differsIn('Reply'), differsIn('Batch')];

  it.each([
    ['event', 'kind', `'revise' where kind = 'create'`, otherBytes],
    ['event', 'reply_id', `${otherId} where kind = 'withdraw'`, otherBytes],
    ['event_conflict', 'kind', `'revise'`, otherBytes],
    ['event_conflict', 'reply_id', otherId, otherBytes],
    ['stream_entry', 'event_id', `${otherId} where seq = 8`, otherBytes],
    ['stream_entry', 'consultation_id', `'another-2007' where seq = 8`, otherBytes],
    ['consignment', 'events_digest', `${otherDigest} where from_seq = 1`, otherBytes],
    ['consignment', 'from_seq', '2 where from_seq = 1', otherBytes],
    ['consignment', 'to_seq', '7 where from_seq = 4', otherBytes],
    ['consignment', 'to_seq', '9 where from_seq = 5', /consignment 5 to 9: what was signed is another/],
    ['consignment', 'epoch', '2 where from_seq = 1', otherBytes],
    ['consultation_pack', 'pack_hash', otherDigest, /Pack of invented-2007, version 1: its body is not that/],
    ['consultation_pack', 'body', `body || ' '`, /Pack of invented-2007, version 1: its body is not that/],
    [
      'consultation_pack',
      'consultation_id',
      `'another-2007' where consultation_id = 'invented-2007'`,
      /Pack of another-2007, .*: it is the pack of another/,
    ],
    [
      'event_status',
      'detail',
      `'None.' where code = 'INVALID'`,
      /, detail None\., the events .*, detail The text is not/,
    ],
    [
      'event_status',
      'needs_person',
      `false where code = 'INVALID'`,
      /, needs_person false, the events .*, needs_person true/,
    ],
    [
      'event_status',
      'reply_id',
      `${otherId} where code = 'INVALID'`,
      /the tables say quarantined \(INVALID\), reply_id .*97, the events/,
    ],
    [
      'reply',
      'reply_id',
      `${otherId} where revision = 2 and is_withdrawn`,
      /97 of invented-2007: the tables say withdrawn .* nothing/,
    ],
    ['reply', 'device_id', otherId, inReply('device_id')],
    ['reply', 'event_id', otherId, inReply('event_id')],
    ['reply', 'digest', `set_byte(digest, 31, get_byte(digest, 31) # 1)`, inReply('digest')],
    ['reply', 'arrival', 'arrival + 100', inReply('arrival')],
    [
      'reply',
      'revision',
      'revision + 1',
      /the tables say counts at revision 3 .* the events counts at revision 2/,
    ],
    ['reply', 'batch_id', otherId, inReply('batch_id')],
    ['reply', 'serial_label', `'INV-000009'`, inReply('serial_label')],
    ['reply', 'kind', `'letter'`, inReply('kind')],
    ['reply', 'signatures', '4', inReply('signatures')],
    ['reply', 'is_late', 'not is_late', inReply('is_late')],
    ['reply', 'exclusion_reason', `'blank'`, inReply('exclusion_reason')],
    ['reply', 'pack_hash', otherDigest, inReply('pack_hash')],
    ['reply', 'is_withdrawn', 'not is_withdrawn', /the tables say withdrawn .* the events counts/],
    ['reply', 'flag', `'LATE'`, inReply('flag')],
    [
      'batch',
      'batch_id',
      otherId,
      /^Batch .*97 of invented-2007: the tables say 25 documents, the events nothing/,
    ],
    ['batch', 'device_id', otherId, inBatch('device_id')],
    ['batch', 'number', '8', inBatch('number')],
    ['batch', 'channel', `'email'`, inBatch('channel')],
    ['batch', 'received_date', `'2007-06-05'`, inBatch('received_date')],
    ['batch', 'document_count', '24', /^Batch .*: the tables say 24 documents, the events 25 documents\.$/],
    ['batch', 'arrival', 'arrival + 1', inBatch('arrival')],
  ])('names what is wrong where only %s.%s was changed', async (table, column, value, finding) => {
    await expectFound(`update ${table} set ${column} = ${value}`, finding);
  });
});

/** Says of a column that the tables say something else in it than the events. */
function differsIn(what: string): (column: string) => RegExp {
  return (column) =>
    new RegExp(
      `^${what} .* of invented-2007: the tables say .*, ${column} .*, the events .*, ${column} .*\\.$`,
    );
}

describe('the same bytes under another envelope', () => {
  it.each([
    ['another kind', { kind: 'revise' as const }],
    ['another reply', { replyId: aReplyDocument(2).replyId }],
  ])(
    '[S10] %s: they stay filed as they came first, stop nothing behind them, and verify names the consignment',
    async (_, otherwise) => {
      const headquarters = await aHeadquarters();
      try {
        const device = await enrolDevice(await headquarters.newEnrolmentCode());
        device.seal(aReplyDocument(1));
        await device.sendAll();
        const { eventId, kind, consultationId, replyId, document } = device.events[0]!;
        device.startNewEpoch();
        device.sealText(document, { eventId, kind, consultationId, replyId, ...otherwise });
        device.seal(aReplyDocument(3));
        const { receipt } = await device.sendAll();
        expect(eachStanding(receipt).map(({ status }) => status)).toEqual(['duplicate', 'received']);
        await headquarters.arrived();
        expect((await verify(headquarters.database)).findings).toEqual([
          expect.stringMatching(/series 2, consignment 1 to 2: .* are not those of its digest/),
        ]);
      } finally {
        await headquarters.stop();
      }
    },
  );
});
