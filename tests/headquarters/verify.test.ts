import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EventId } from '../../contract/sync/ids.ts';
import type { Database } from '../../headquarters/database/database.ts';
import { verify } from '../../headquarters/verify/verify.ts';
import { aHeadquarters } from '../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../support/listening-headquarters.ts';
import { aReplyDocument, revised, withdrawn } from '../support/reply-documents.ts';
import { enrolDevice } from '../support/sending-device.ts';

describe('verify', () => {
  let headquarters: ListeningHeadquarters;
  let database: Database;
  beforeAll(async () => {
    headquarters = await aHeadquarters();
    ({ database } = headquarters);
    const device = await enrolDevice(await headquarters.newEnrolmentCode());
    const [one, two] = [aReplyDocument(1), aReplyDocument(2)];
    device.seal(one, two, revised(one), withdrawn(two), aReplyDocument(3));
    const { kind, consultationId, replyId } = device.events[0]!;
    const eventId = EventId.parse('01890a5d-ac96-774b-bcce-b30209900099');
    device.sealText('not a document', { kind, consultationId, replyId, eventId });
    await device.send(device.consignment(1, 3));
    await device.send(device.consignment(4, 6));
    await headquarters.arrived();
  });
  afterAll(() => headquarters.stop());

  it('finds nothing where nothing is wrong', async () => {
    expect(await verify(database)).toEqual({
      counts: { events: 6, places: 6, streams: 1, consignments: 2, replies: 3 },
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

  const changedIn = ['event', 'stream_entry', 'stream', 'consignment', 'event_status', 'reply'];
  async function putBack(): Promise<void> {
    for (const table of changedIn) {
      await database.pool.query(
        `delete from ${table}; insert into ${table} overriding system value table spare.${table}`,
      );
    }
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
    ['the head', `update stream set head_seq = 4`, /the head says 4, the chain ends at 6/],
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
  ])('names %s that was changed', async (_, sql, finding) => {
    try {
      expect((await database.pool.query(sql)).rowCount).toBeGreaterThan(0);
      expect((await verify(database)).findings).toContainEqual(expect.stringMatching(finding));
    } finally {
      await putBack();
    }
    expect((await verify(database)).findings).toEqual([]);
  });
});
