import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ReplyDocument } from '../../../contract/records/reply-document.ts';
import { EventId } from '../../../contract/sync/ids.ts';
import { lifePreimage } from '../../../contract/sync/life.ts';
import { standingsOf } from '../../../contract/sync/receipt.ts';
import type { EventStatus, SignedReceipt } from '../../../contract/sync/receipt.ts';
import { usualLimits } from '../../../contract/sync/limits.ts';
import { getRow } from '../../../electron/store/db.ts';
import { readEnrolment } from '../../../electron/store/queries/devices.ts';
import { readLink } from '../../../electron/store/queries/streams.ts';
import { takeReceipts } from '../../../electron/sync/courier/take-receipts.ts';
import { signReceipt } from '../../../headquarters/ingest/sign-receipt.ts';
import { tellHead } from '../../../headquarters/ingest/tell-head.ts';
import { signText } from '../../../headquarters/cryptography.ts';
import type { Identity } from '../../../headquarters/database/queries/identity.ts';
import { readIdentity } from '../../../headquarters/identity.ts';
import { rebuild } from '../../../headquarters/projection/rebuild.ts';
import { decideWork } from '../../../headquarters/work/decide-work.ts';
import { receiptsFor } from '../../support/courier.ts';
import { aHeadquarters } from '../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { aSealedBatch, sealedRows } from '../../support/sealed-batches.ts';
import { enrolDevice } from '../../support/sending-device.ts';
import type { SendingDevice } from '../../support/sending-device.ts';
import { aUnit } from '../../support/unit-on-the-way.ts';
import type { UnitOnTheWay } from '../../support/unit-on-the-way.ts';

// What headquarters says of an event changes as long as there are people who decide, and what it said before may
// arrive after what it says now. Another computer brings the same replies; somebody there chooses between the two,
// once so and once so.

let headquarters: ListeningHeadquarters;
let rival: SendingDevice;
let unit: UnitOnTheWay;
beforeAll(async () => {
  headquarters = await aHeadquarters({ consignmentEvents: 5 });
  rival = await enrolDevice(await headquarters.newEnrolmentCode());
});
afterAll(() => headquarters.stop());
beforeEach(async () => {
  unit = await aUnit(headquarters);
  await unit.enrols();
});
afterEach(() => unit.clear());

const deviceId = () => readEnrolment(unit.desk.db)!.deviceId;
const looks = async () => {
  await unit.sends().catch((error: unknown) => {
    if (!(error instanceof Error && error.message.startsWith('NOTHING_TO_SEND'))) throw error;
  });
};
const writesReceipts = () => receiptsFor(headquarters.database, deviceId());

/** What the unit's screens go by. */
const standing = (eventId: string) =>
  getRow<{ status: string; code: string | null }>(
    unit.desk.db,
    'SELECT status, code FROM event_standing WHERE event_id = @eventId',
    { eventId },
  )!;

function standsHere(eventId: string): string {
  const { status, code } = standing(eventId);
  return `${status} ${code ?? ''}`.trim();
}

/** A file with these receipts, as headquarters would write it in one of its lives. */
function receiptFile(identity: Identity, receipts: readonly SignedReceipt[]): string {
  const { serverId, serverEpoch, privateKeyPem } = identity;
  const life = { format: 'postbag-life/1', serverId, serverEpoch, deviceId: deviceId() } as const;
  return JSON.stringify({
    format: 'postbag-receipts/1',
    computer: { unitName: '', label: '' },
    life: { life, signature: signText(lifePreimage(life), privateKeyPem) },
    receipts,
  });
}

/** A reply that two computers sent, and between which a person may choose. */
interface Contested {
  readonly ours: string;
  /** Lets the one count that doesn't. @returns how the unit's own stands now */
  flip(): Promise<string>;
}

/** Seals and sends replies, of which each came from elsewhere too, a little later. */
async function contested(size: number): Promise<Contested[]> {
  const before = sealedRows(unit.desk.db).length;
  aSealedBatch(unit.desk, size);
  await unit.sends();
  const own = sealedRows(unit.desk.db).slice(before);
  const theirs = own.map(({ bytes }) => {
    const document = ReplyDocument.parse(JSON.parse(bytes.toString()));
    return { ...document, pages: 99, event: { ...document.event, id: uuidv7() } };
  });
  const from = rival.events.length + 1;
  rival.seal(...theirs.map((document) => ReplyDocument.parse(document)));
  for (let seq = from; seq <= rival.events.length; seq += 5) {
    await rival.send(rival.consignment(seq, Math.min(seq + 4, rival.events.length)));
  }
  await headquarters.arrived();
  return own.map(({ event_id: ours }, index) => {
    let isOurs = true;
    return {
      ours,
      async flip() {
        isOurs = !isOurs;
        const eventId = isOurs ? ours : theirs[index]!.event.id;
        await decideWork(headquarters.database, {
          eventId,
          what: 'accept',
          reason: 'Asked.',
          by: 'somebody',
        });
        return isOurs ? 'applied' : 'quarantined REJECTED';
      },
    };
  });
}

describe('[S11] what was applied long ago and is decided otherwise', () => {
  it('is heard at the next look, by asking for its page alone, and once', async () => {
    const replies = await contested(12);
    await looks();
    expect(unit.state()).toMatchObject({ atHeadquarters: 12, needsAttention: 0 });
    await replies[6]!.flip();
    const before = unit.way.asked.length;
    await looks();
    expect(standsHere(replies[6]!.ours)).toBe('quarantined REJECTED');
    expect(unit.state()).toMatchObject({ atHeadquarters: 11, needsAttention: 1 });
    const asked = unit.way.asked.slice(before).map((line) => /after=\d+/.exec(line)?.[0]);
    expect(asked).toEqual(['after=12', 'after=11', 'after=6']);
    // It waits for a person here; nothing else is asked about.
    await replies[6]!.flip();
    await looks();
    await looks();
    expect(unit.way.asked.at(-1)).toMatch(/after=11&since=\d+$/);
    expect(unit.state()).toMatchObject({ atHeadquarters: 12, needsAttention: 0 });
  });

  it('is heard after a look that was cut off in the middle', async () => {
    const [reply] = await contested(7);
    await looks();
    await reply!.flip();
    unit.way.loseNext('answer', /after=0$/);
    await expect(unit.sends()).rejects.toMatchObject({ code: 'HEADQUARTERS_UNREACHABLE' });
    expect(standsHere(reply!.ours)).toBe('applied');
    await looks();
    expect(standsHere(reply!.ours)).toBe('quarantined REJECTED');
  });

  it('is asked about for all once headquarters has computed everything again', async () => {
    await contested(7);
    await looks();
    await rebuild(headquarters.database);
    const before = unit.way.asked.length;
    await looks();
    const asked = unit.way.asked.slice(before).map((line) => /after=\d+/.exec(line)?.[0]);
    expect(asked).toEqual(['after=7', 'after=6', 'after=0', 'after=5']);
    expect(unit.state()).toMatchObject({ atHeadquarters: 7, needsAttention: 0 });
  });

  it('[S7] is heard though headquarters was put back behind its own back, and counts from lower numbers', async () => {
    const { database } = headquarters;
    const [reply] = await contested(2);
    await database.pool.query('update standing_counter set as_of = as_of + 100');
    await looks();
    await reply!.flip();
    await looks();
    // As a copy of the database from earlier would be, with the same series in it.
    await database.pool.query('update standing_counter set as_of = as_of - 50');
    await looks();
    expect(unit.state()).toMatchObject({ onlyHere: 2, atHeadquarters: 0 });
    expect(await reply!.flip()).toBe('applied');
    await looks();
    expect(standsHere(reply!.ours)).toBe('applied');
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 2, needsAttention: 0 });
  });

  it('[S17] is asked about where a receipt spoke for it by the chain alone', async () => {
    aSealedBatch(unit.desk, 2);
    unit.way.loseNext('answer', /POST/);
    await expect(unit.sends()).rejects.toMatchObject({ code: 'HEADQUARTERS_UNREACHABLE' });
    await headquarters.arrived();
    const { database } = headquarters;
    const stream = { deviceId: deviceId(), epoch: 1 };
    const identity = await readIdentity(database);
    const { receipt } = await tellHead(database, identity, usualLimits, stream, { after: 1 });
    const [first] = sealedRows(unit.desk.db);
    takeReceipts(unit.desk, receiptFile(identity, [receipt!]));
    expect(standsHere(first!.event_id)).toBe('received');
    await looks();
    expect(standsHere(first!.event_id)).toBe('applied');
  });
});

describe('[S12] [S17] an older word never takes the place of a newer one', () => {
  it('a receipt file that lay in a drawer says nothing against what was heard since', async () => {
    const [reply] = await contested(1);
    const before = await writesReceipts();
    await reply!.flip();
    await looks();
    expect(standsHere(reply!.ours)).toBe('quarantined REJECTED');
    expect(takeReceipts(unit.desk, before)).toMatchObject({ taken: 1 });
    expect(standsHere(reply!.ours)).toBe('quarantined REJECTED');
  });

  it('and the store itself refuses it', async () => {
    await contested(1);
    await looks();
    expect(() => unit.desk.db.exec('UPDATE event_standing SET as_of = as_of - 1')).toThrow(
      'an older word never takes the place of a newer one',
    );
  });

  it('that it is a duplicate doesn’t unsay that it is applied, and does that it is in conflict', async () => {
    aSealedBatch(unit.desk, 1);
    await unit.sends();
    const [event] = sealedRows(unit.desk.db);
    const eventId = EventId.parse(event!.event_id);
    const stream = { deviceId: deviceId(), epoch: 1 };
    const identity = await readIdentity(headquarters.database);
    /** What stands after receipts that came in this order, in a life that has said nothing yet. */
    const afterwards = (serverEpoch: number, ...said: (readonly [number, EventStatus])[]): string => {
      const receipts = said.map(([asOf, status]) =>
        signReceipt({ ...identity, serverEpoch }, stream, {
          fromSeq: 1,
          standings: standingsOf([{ seq: 1, status, code: null }]),
          throughH: readLink(unit.desk.db, stream, 1)!.h,
          asOf,
          backedUpThrough: 0,
        }),
      );
      takeReceipts(unit.desk, receiptFile({ ...identity, serverEpoch }, receipts));
      return standsHere(eventId);
    };
    expect(afterwards(2, [1, 'applied'], [3, 'duplicate'])).toBe('applied');
    // That all was well as of 3 was heard: what was said as of 2 is older.
    expect(afterwards(2, [2, 'conflict'])).toBe('applied');
    expect(afterwards(3, [1, 'conflict'], [2, 'duplicate'])).toBe('duplicate');
    expect(afterwards(3, [2, 'applied'])).toBe('applied');
    // What an earlier life of headquarters said is no measure, however high its numbers were.
    expect(afterwards(4, [0, 'duplicate'])).toBe('duplicate');
  });

  const words = [
    ['applied', null],
    ['applied', 'LATE'],
    ['held', 'REVISION_MISSING'],
    ['conflict', 'CONFLICT'],
    ['quarantined', 'REJECTED'],
  ] as const;
  const events = 4;
  it('property: any receipts in any order end in the newest that any of them said', async () => {
    aSealedBatch(unit.desk, events);
    await unit.sends();
    const stream = { deviceId: deviceId(), epoch: 1 };
    const eventIds = sealedRows(unit.desk.db).map(({ event_id: id }) => EventId.parse(id));
    const linkAt = (seq: number) => readLink(unit.desk.db, stream, seq)!.h;
    const identity = await readIdentity(headquarters.database);
    const truth = fc.array(fc.constantFrom(...words), { minLength: events, maxLength: events });
    const receipt = fc.record({
      of: fc.nat(),
      fromSeq: fc.integer({ min: 1, max: events }),
      size: fc.integer({ min: 1, max: events }),
      /** As after sending again: of what is well it says only that it was there. */
      isToSender: fc.boolean(),
    });
    let { serverEpoch } = identity;
    fc.assert(
      fc.property(
        fc.array(truth, { minLength: 1, maxLength: 5 }),
        fc.array(receipt, { minLength: 1, maxLength: 10 }),
        (truths, drawn) => {
          // Each time in a new life of headquarters, which begins with nothing said.
          serverEpoch += 1;
          const said = new Map<EventId, { asOf: number; words: Set<string> }>();
          const receipts = drawn.map(({ of, fromSeq, size, isToSender }) => {
            const asOf = of % truths.length;
            const throughSeq = Math.min(events, fromSeq + size - 1);
            const entries = eventIds.slice(fromSeq - 1, throughSeq).map((eventId, index) => {
              const [status, code] = truths[asOf]![fromSeq - 1 + index]!;
              const isWell = status === 'applied' && code === null;
              const before = said.get(eventId);
              const newest = before && before.asOf >= asOf ? before : { asOf, words: new Set<string>() };
              said.set(eventId, newest);
              if (newest.asOf === asOf)
                newest.words.add(isWell && isToSender ? 'duplicate' : `${status} ${code}`);
              const told: EventStatus = isWell && isToSender ? 'duplicate' : status;
              return { seq: fromSeq + index, status: told, code };
            });
            return signReceipt({ ...identity, serverEpoch }, stream, {
              fromSeq,
              standings: standingsOf(entries),
              throughH: linkAt(throughSeq),
              asOf,
              backedUpThrough: 0,
            });
          });
          takeReceipts(unit.desk, receiptFile({ ...identity, serverEpoch }, receipts));
          for (const [eventId, { words: newest }] of said) {
            const { status, code } = standing(eventId);
            const exact = [...newest].find((word) => word !== 'duplicate');
            if (exact !== undefined) expect(`${status} ${code}`).toBe(exact);
            else expect(['applied null', 'duplicate null']).toContain(`${status} ${code}`);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  // What happens, in order: somebody decides, a receipt file is written, one of them is taken in, the unit looks.
  const step = fc.oneof(
    fc.record({ do: fc.constant('flip' as const), which: fc.nat({ max: 1 }) }),
    fc.record({ do: fc.constant('write' as const) }),
    fc.record({ do: fc.constant('take in' as const), which: fc.nat() }),
    fc.record({ do: fc.constant('look' as const) }),
  );
  it('property: whoever decides, carries and looks meanwhile, the newest that came is what stands', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 12 }),
        fc.array(fc.nat(), { maxLength: 6 }),
        async (steps, order) => {
          const replies = await contested(2);
          /** How the two stood after each decision. */
          const truths = [['applied', 'applied']];
          const files: { readonly text: string; readonly truth: number }[] = [];
          let told = -1;
          const takeIn = (which: number): void => {
            const file = files[which % files.length];
            if (file === undefined) return;
            takeReceipts(unit.desk, file.text);
            told = Math.max(told, file.truth);
          };
          for (const one of steps) {
            if (one.do === 'flip') {
              const now = [...truths.at(-1)!];
              now[one.which] = await replies[one.which]!.flip();
              truths.push(now);
            } else if (one.do === 'write') {
              files.push({ text: await writesReceipts(), truth: truths.length - 1 });
            } else if (one.do === 'take in') takeIn(one.which);
            else {
              await looks();
              told = truths.length - 1;
            }
            if (told >= 0) expect(replies.map(({ ours }) => standsHere(ours))).toEqual(truths[told]);
          }
          for (const which of order) takeIn(which);
          if (told >= 0) expect(replies.map(({ ours }) => standsHere(ours))).toEqual(truths[told]);
          // Nothing is left that a look doesn't bring to light.
          await looks();
          expect(replies.map(({ ours }) => standsHere(ours))).toEqual(truths.at(-1));
        },
      ),
      { numRuns: 5 },
    );
  }, 120_000);
});
