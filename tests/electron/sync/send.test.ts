import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chainPreimage, firstPreviousH } from '../../../contract/sync/chain.ts';
import type { Sha256 } from '../../../contract/sync/hash.ts';
import { EventId } from '../../../contract/sync/ids.ts';
import { allRows, getRow, inTransaction } from '../../../electron/store/db.ts';
import { readBatch } from '../../../electron/store/queries/batches.ts';
import { readEnrolment } from '../../../electron/store/queries/devices.ts';
import { insertEvent, setBatchSealed, setReplySealed } from '../../../electron/store/queries/events.ts';
import { listReceipts } from '../../../electron/store/queries/receipts.ts';
import { sha256 } from '../../../electron/store/sha256.ts';
import { readCurrentStream } from '../../../electron/store/queries/streams.ts';
import { placeEvents } from '../../../electron/sync/place-events.ts';
import { cancelRun } from '../../../electron/sync/runs.ts';
import { send } from '../../../electron/sync/send.ts';
import { syncErrors } from '../../../contract/sync/sync-errors.ts';
import { watchCalls } from '../../support/another-network.ts';
import { aHeadquarters } from '../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { aKeyedBatch, aSealedBatch, sealedRows } from '../../support/sealed-batches.ts';
import { aUnit, refusalOfAsync } from '../../support/unit-on-the-way.ts';
import type { UnitOnTheWay } from '../../support/unit-on-the-way.ts';

let headquarters: ListeningHeadquarters;
let unit: UnitOnTheWay;
beforeAll(async () => {
  headquarters = await aHeadquarters({ consignmentBytes: 1_000_000, consignmentEvents: 5 });
});
afterAll(() => headquarters.stop());
beforeEach(async () => {
  unit = await aUnit(headquarters);
});
afterEach(() => unit.clear());

/** What headquarters keeps of this unit's computer, byte for byte, by event. */
async function keptThere(): Promise<Map<string, string>> {
  const { rows } = await headquarters.database.pool.query<{ event_id: string; bytes: Buffer }>(
    'select event_id, bytes from event where device_id = $1',
    [readEnrolment(unit.desk.db)!.deviceId],
  );
  return new Map(rows.map((row) => [row.event_id, row.bytes.toString()]));
}

const sealedHere = (): Map<string, string> =>
  new Map(sealedRows(unit.desk.db).map((row) => [row.event_id, row.bytes.toString()]));

const posts = (): number => unit.way.asked.filter((line) => /POST .*consignments/.test(line)).length;

describe('sending', () => {
  it('[S5] [S12] a sealed batch arrives byte for byte, and is received by the receipt', async () => {
    const batch = aSealedBatch(unit.desk, 3);
    expect(unit.state()).toMatchObject({ onlyHere: 3, atHeadquarters: 0, lastReceiptAtMs: null });
    await unit.enrols();
    await unit.sends();
    expect(await keptThere()).toEqual(sealedHere());
    expect(readBatch(unit.desk.db, batch.id)).toMatchObject({ state: 'received', receipted: 3 });
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 3, needsAttention: 0, progress: null });
    const [receipt] = listReceipts(unit.desk.db, 10);
    expect(receipt).toMatchObject({ epoch: 1, fromSeq: 1, throughSeq: 3 });
  });

  it('receipts that come together leave turns to whatever else waits for this thread', async () => {
    aSealedBatch(unit.desk, 15);
    await unit.enrols();
    const heldBack: (() => void)[] = [];
    const unwatch = watchCalls((call) => {
      const emit = call.emit.bind(call);
      call.emit = (event: string, ...said: unknown[]) => {
        if (event !== 'response' || call.method !== 'POST') return emit(event, ...said);
        heldBack.push(() => emit(event, ...said));
        if (heldBack.length === 3) for (const give of heldBack) give();
        return true;
      };
    });
    let turns = 0;
    const count = (): void => {
      turns += 1;
      turning = setImmediate(count);
    };
    let turning = setImmediate(count);
    const turnsAtReceipts: number[] = [];
    const announce: typeof unit.desk.announce = (said) => {
      if (said.topic === 'send-progress' && said.eventsDone > 0) turnsAtReceipts.push(turns);
    };
    try {
      await send({ ...unit.desk, announce }, new AbortController().signal);
    } finally {
      clearImmediate(turning);
      unwatch();
    }
    expect(turnsAtReceipts).toHaveLength(3);
    expect(new Set(turnsAtReceipts).size).toBe(3);
  });

  it('[S9] sealed bytes that are not even text arrive as they are, and block nothing behind them', async () => {
    const { batch, replies } = aKeyedBatch(unit.desk, 1);
    aSealedBatch(unit.desk, 1);
    const [sealed] = sealedRows(unit.desk.db);
    const eventId = EventId.parse(uuidv7());
    const bytes = Buffer.from(
      sealed!.bytes.toString().replace(sealed!.event_id, eventId).replace(sealed!.reply_id, replies[0]!.id),
    );
    bytes[bytes.indexOf('Invented')] = 0xff;
    inTransaction(unit.desk.db, () => {
      insertEvent(unit.desk.db, {
        eventId,
        kind: 'create',
        consultationId: batch.consultationId,
        replyId: replies[0]!.id,
        revision: 1,
        replaces: null,
        digest: sha256(bytes),
        bytes,
        sealedBy: unit.desk.person.id,
        sealedAtMs: 0,
      });
      setReplySealed(unit.desk.db, replies[0]!.id);
      setBatchSealed(unit.desk.db, batch.id);
    });
    aSealedBatch(unit.desk, 1);
    await unit.enrols();
    await unit.sends();
    const { rows } = await headquarters.database.pool.query<{ digest: string }>(
      `select encode(sha256(bytes), 'hex') as digest from event where device_id = $1 order by digest`,
      [readEnrolment(unit.desk.db)!.deviceId],
    );
    expect(rows.map(({ digest }) => digest)).toEqual(
      sealedRows(unit.desk.db)
        .map(({ digest }) => digest)
        .sort(),
    );
  });

  it('[S3] each event is chained to the one before, from the digest of its bytes', async () => {
    aSealedBatch(unit.desk, 3);
    await unit.enrols();
    await unit.sends();
    interface Row {
      readonly device_id: string;
      readonly seq: number;
      readonly h: Sha256;
      readonly bytes: Buffer;
    }
    const rows = allRows<Row>(
      unit.desk.db,
      `SELECT device_id, seq, h, bytes FROM stream_entry JOIN event USING (event_id) ORDER BY seq`,
    );
    let previousH = firstPreviousH;
    for (const { device_id: deviceId, seq, h, bytes } of rows) {
      expect(h).toBe(sha256(chainPreimage({ deviceId, epoch: 1, seq, previousH, digest: sha256(bytes) })));
      previousH = h;
    }
    expect(rows.map((row) => row.seq)).toEqual([1, 2, 3]);
  });

  it('[S14] goes in as many consignments as headquarters takes at once, and says how far it has come', async () => {
    aSealedBatch(unit.desk, 12);
    await unit.enrols();
    await unit.sends();
    expect(posts()).toBe(3);
    const told = unit.here.announced.filter((announcement) => announcement.topic === 'send-progress');
    const bytesTotal = [...sealedHere().values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    expect(told.map(({ eventsDone, eventsTotal }) => [eventsDone, eventsTotal])).toEqual([
      [0, 12],
      [5, 12],
      [10, 12],
      [12, 12],
    ]);
    expect(told.at(-1)).toMatchObject({ bytesDone: bytesTotal, bytesTotal });
  });

  it('[S14] halves what is too large for headquarters, until it takes it', async () => {
    aSealedBatch(unit.desk, 12);
    await unit.enrols();
    unit.way.changeNext(/GET/, ({ status, body }) => ({
      status,
      body: body.replace('"consignmentEvents":5', '"consignmentEvents":200'),
    }));
    await unit.sends();
    // 12 and 6 are refused; then four times 3.
    expect(posts()).toBe(6);
    expect(await keptThere()).toEqual(sealedHere());
  });

  it('what is sealed later continues the same stream', async () => {
    aSealedBatch(unit.desk, 2);
    await unit.enrols();
    await unit.sends();
    aSealedBatch(unit.desk, 1);
    await unit.sends();
    expect(listReceipts(unit.desk.db, 10)).toMatchObject([
      { epoch: 1, fromSeq: 3, throughSeq: 3 },
      { epoch: 1, fromSeq: 1, throughSeq: 2 },
    ]);
    expect(await keptThere()).toEqual(sealedHere());
  });

  it('[S8] a clock that is wrong by years changes nothing but the times that are shown', async () => {
    await unit.enrols();
    unit.here.setNow(Date.UTC(2033, 0, 1));
    aSealedBatch(unit.desk, 2);
    // What is sealed next is sealed before that, if the clock is believed: it goes after it all the same.
    unit.here.setNow(Date.UTC(1991, 0, 1));
    aSealedBatch(unit.desk, 1);
    await unit.sends();
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 3 });
    const series = allRows<{ event_id: string }>(
      unit.desk.db,
      'SELECT event_id FROM stream_entry ORDER BY seq',
    );
    expect(series.map((row) => row.event_id)).toEqual([...sealedHere().keys()]);
    expect(unit.state().lastReceiptAtMs).toBeLessThan(Date.UTC(1991, 0, 2));
  });
});

describe('losing things on the way', () => {
  beforeEach(async () => {
    aSealedBatch(unit.desk, 12);
    await unit.enrols();
  });

  it('[S6] [S10] an answer that was lost after headquarters had committed: the receipt is fetched, and what came is not sent again', async () => {
    unit.way.loseNext('answer', /POST/);
    expect(await refusalOfAsync(unit.sends())).toMatchObject({ code: 'HEADQUARTERS_UNREACHABLE' });
    expect(unit.state()).toMatchObject({ onlyHere: 12, atHeadquarters: 0, progress: null });
    // Those behind the one whose answer was lost may have arrived, or been given up on their way.
    expect((await keptThere()).size).toBeGreaterThanOrEqual(5);
    const before = posts();
    await unit.sends();
    // The second run sends what comes after headquarters' head.
    expect(posts() - before).toBeLessThanOrEqual(2);
    expect(await keptThere()).toEqual(sealedHere());
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 12 });
  });

  it('[S6] the last answer lost: the next run finds that all has arrived, and sends nothing', async () => {
    await unit.sends();
    aSealedBatch(unit.desk, 1);
    unit.way.loseNext('answer', /POST/);
    await refusalOfAsync(unit.sends());
    const before = posts();
    await unit.sends();
    expect(posts()).toBe(before);
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 13 });
  });

  it('[S5] a request that was lost: everything is kept, and sent the next time', async () => {
    unit.way.loseNext('request', /POST/);
    expect(await refusalOfAsync(unit.sends())).toMatchObject({ code: 'HEADQUARTERS_UNREACHABLE' });
    expect(await keptThere()).toHaveProperty('size', 0);
    await unit.sends();
    expect(await keptThere()).toEqual(sealedHere());
  });

  it('[S5] a failure in the middle keeps what has its receipt', async () => {
    unit.way.changeNext(/POST/, (answer) => answer);
    unit.way.loseNext('request', /POST/);
    expect(await refusalOfAsync(unit.sends())).toMatchObject({ code: 'HEADQUARTERS_UNREACHABLE' });
    expect(unit.state()).toMatchObject({ onlyHere: 7, atHeadquarters: 5 });
    expect(getRow(unit.desk.db, `SELECT state, receipted FROM batch`)).toEqual({
      state: 'sealed',
      receipted: 5,
    });
  });

  it('[S5] what can’t be read any more holds up no consignment before it', async () => {
    const { db } = unit.desk;
    placeEvents(db, readCurrentStream(db, readEnrolment(db)!.deviceId));
    // What reads the twelfth event fails, as at a damaged place on the disk.
    db.exec(`CREATE TEMP VIEW event AS SELECT event_id, reply_id, revision, replaces, consultation_id, bytes, number,
      CASE WHEN event_id = (SELECT event_id FROM stream_entry WHERE seq = 12)
        THEN json_extract('unreadable', '$') ELSE kind END AS kind FROM main.event`);
    await expect(unit.sends()).rejects.toThrow('malformed JSON');
    expect(unit.state()).toMatchObject({ onlyHere: 2, atHeadquarters: 10, progress: null });
    db.exec('DROP VIEW temp.event');
    await unit.sends();
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 12 });
  });

  it('[S18] cancelled, it stops at once, keeps what has its receipt, and goes on the next time', async () => {
    unit.way.changeNext(/POST/, (answer) => answer);
    const { held, release } = unit.way.holdNext(/POST/);
    const sending = unit.sends();
    await held;
    await expect
      .poll(() => unit.state().progress)
      .toMatchObject({ done: { events: 5 }, total: { events: 12 } });
    expect(await refusalOfAsync(unit.sends())).toEqual({ code: 'SENDING_ALREADY', details: {} });
    await cancelRun(unit.desk.db);
    await sending;
    expect(unit.state()).toMatchObject({ onlyHere: 7, atHeadquarters: 5, progress: null });
    release();
    await unit.sends();
    expect(await keptThere()).toEqual(sealedHere());
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 12 });
  });

  it('stops before the store is closed', async () => {
    const { held, release } = unit.way.holdNext(/POST/);
    const closing = new AbortController();
    const sending = send(unit.desk, closing.signal);
    await held;
    closing.abort();
    await sending;
    expect(unit.state()).toMatchObject({ onlyHere: 12, progress: null });
    release();
  });
});

describe('after all was sent', () => {
  it('[S11] a talk that is cut off then is planned anew, and no refusal of what was sent', async () => {
    aSealedBatch(unit.desk, 1);
    await unit.enrols();
    unit.way.changeNext(/after=0$/, (answer) => answer);
    unit.way.loseNext('request', /after=0$/);
    await unit.sends();
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 1, nextTry: { attempts: 1 } });
  });
});

describe('refusals', () => {
  it('NOT_ENROLLED', async () => {
    aSealedBatch(unit.desk, 1);
    expect(await refusalOfAsync(unit.sends())).toEqual({ code: 'NOT_ENROLLED', details: {} });
  });

  it('NOTHING_TO_SEND', async () => {
    await unit.enrols();
    expect(await refusalOfAsync(unit.sends())).toEqual({ code: 'NOTHING_TO_SEND', details: {} });
  });

  it('HEADQUARTERS_UNREACHABLE: something else answers', async () => {
    await unit.enrols();
    unit.way.changeNext(/GET/, () => ({ status: 200, body: '<html>Please log in to the network</html>' }));
    expect(await refusalOfAsync(unit.sends())).toMatchObject({
      code: 'HEADQUARTERS_UNREACHABLE',
      details: { reason: 'what answered is not headquarters' },
    });
  });

  it('HEADQUARTERS_UNREACHABLE: a code that this program does not know is tried again, never dropped', async () => {
    await unit.enrols();
    unit.way.changeNext(/GET/, () => ({
      status: 418,
      body: JSON.stringify({ ok: false, error: { code: 'TEAPOT', details: {} } }),
    }));
    expect(await refusalOfAsync(unit.sends())).toEqual({
      code: 'HEADQUARTERS_UNREACHABLE',
      details: { reason: 'it said TEAPOT, which this program does not know' },
    });
  });

  it('HEADQUARTERS_REFUSED: the computer was withdrawn; everything is kept', async () => {
    aSealedBatch(unit.desk, 1);
    await unit.enrols();
    const { deviceId } = readEnrolment(unit.desk.db)!;
    await headquarters.database.pool.query('update device set revoked_at = now() where device_id = $1', [
      deviceId,
    ]);
    expect(await refusalOfAsync(unit.sends())).toEqual({
      code: 'HEADQUARTERS_REFUSED',
      details: { code: 'DEVICE_REVOKED', reason: syncErrors.DEVICE_REVOKED.message },
    });
    expect(unit.state()).toMatchObject({ onlyHere: 1 });
  });

  it('[S12] HEADQUARTERS_REFUSED: it says that it is another one than was pinned', async () => {
    await unit.enrols();
    const { serverId, deviceId } = readEnrolment(unit.desk.db)!;
    unit.way.changeNext(/GET/, ({ status, body }) => ({ status, body: body.replace(serverId, deviceId) }));
    expect(await refusalOfAsync(unit.sends())).toEqual({
      code: 'HEADQUARTERS_REFUSED',
      details: { code: 'SERVER_CHANGED', reason: syncErrors.SERVER_CHANGED.message },
    });
  });
});
