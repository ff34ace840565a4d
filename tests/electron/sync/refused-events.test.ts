import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Limits } from '../../../contract/sync/limits.ts';
import { readReply } from '../../../electron/store/queries/replies.ts';
import type { ReplyId } from '../../../contract/records/id.ts';
import { sealBatch } from '../../../electron/sealing/seal-batch.ts';
import { says } from '../../support/keyed-replies.ts';
import { aHeadquarters } from '../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import type { CarriedAnswer } from '../../support/lossy-way.ts';
import { aKeyedBatch, aSealedBatch, sealedRows } from '../../support/sealed-batches.ts';
import { aUnit, refusalOfAsync } from '../../support/unit-on-the-way.ts';
import type { UnitOnTheWay } from '../../support/unit-on-the-way.ts';

let headquarters: ListeningHeadquarters;
let unit: UnitOnTheWay;
const given = async (limits: Partial<Limits> = {}): Promise<void> => {
  headquarters = await aHeadquarters(limits);
  unit = await aUnit(headquarters);
  await unit.enrols();
};
beforeEach(() => given());
afterEach(async () => {
  await unit.clear();
  await headquarters.stop();
});
/** Begins anew with a headquarters that takes less. */
async function headquartersTakes(limits: Partial<Limits>): Promise<void> {
  await unit.clear();
  await headquarters.stop();
  await given(limits);
}

const answers = (status: number, body: string): CarriedAnswer => ({ status, body });
const refusal = (code: string) => JSON.stringify({ ok: false, error: { code, details: {} } });
const posts = (): number => unit.way.asked.filter((line) => /POST .*consignments/.test(line)).length;
const labelOf = (index: number): string =>
  readReply(unit.desk.db, sealedRows(unit.desk.db)[index]!.reply_id as ReplyId)!.serialLabel;
async function eventsThere(): Promise<number> {
  const { rows } = await headquarters.database.pool.query<{ n: number }>(
    'select count(*)::int as n from event',
  );
  return rows[0]!.n;
}

describe('[S14] what is too much at once', () => {
  it.each([
    ['headquarters itself', 413, refusal('TOO_LARGE')],
    ['a proxy that answers in its own way', 413, '<html>413 Request Entity Too Large</html>'],
    ['a proxy that lost patience', 504, '<html>504 Gateway Time-out</html>'],
  ])('is halved down to one, and then goes as before: %s', async (_who, status, body) => {
    aSealedBatch(unit.desk, 8);
    // 8, 4 and 2 are refused; one goes alone; then the seven others together.
    for (let times = 0; times < 3; times += 1) unit.way.answerNext(/POST/, answers(status, body));
    await unit.sends();
    expect(posts()).toBe(5);
    expect(await eventsThere()).toBe(8);
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 8, stopped: null });
  });

  it('one reply beyond the limit of a consignment goes in one of its own, and blocks nobody', async () => {
    await headquartersTakes({ consignmentBytes: 6_000, eventBytes: 100_000 });
    const long = says('A very long comment. '.repeat(1_000));
    const field = 'q5.comment';
    aSealedBatch(unit.desk, 1);
    const { batch } = aKeyedBatch(unit.desk, 1, { [field]: long });
    sealBatch(unit.desk, { batchId: batch.id });
    aSealedBatch(unit.desk, 1);
    expect(sealedRows(unit.desk.db)[1]!.bytes.length).toBeGreaterThan(6_000);
    await unit.sends();
    expect(await eventsThere()).toBe(3);
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 3, stopped: null });
  });

  it('one reply that is too large by itself stops the sending and is named', async () => {
    aSealedBatch(unit.desk, 2);
    for (let times = 0; times < 2; times += 1)
      unit.way.answerNext(/POST/, answers(413, refusal('TOO_LARGE')));
    expect(await refusalOfAsync(unit.sends())).toMatchObject({
      code: 'HEADQUARTERS_REFUSED',
      details: { code: 'TOO_LARGE' },
    });
    const { stopped } = unit.state();
    expect(stopped).toMatchObject({ code: 'TOO_LARGE', reply: { serialLabel: labelOf(0), batchNumber: 1 } });
    expect(stopped!.message).toMatch(/waits behind it.*courier file/);
    expect(unit.state()).toMatchObject({ onlyHere: 2, nextTry: null });
  });

  it('[S5] a time-out at one reply is tried again for ever, and never given up', async () => {
    aSealedBatch(unit.desk, 1);
    unit.way.answerNext(/POST/, answers(504, ''));
    expect(await refusalOfAsync(unit.sends())).toMatchObject({ code: 'HEADQUARTERS_UNREACHABLE' });
    expect(unit.state()).toMatchObject({ onlyHere: 1, stopped: null, nextTry: { attempts: 1 } });
  });
});

describe('what headquarters refuses again and again', () => {
  it.each(['MALFORMED', 'DIGEST_MISMATCH', 'BAD_CHAIN'])(
    '%s: goes one by one until the one is found; those before it are through, and it is named',
    async (code) => {
      aSealedBatch(unit.desk, 3);
      // Four times all three together, then the first goes through, and the second is refused four times.
      for (let times = 0; times < 4; times += 1) unit.way.answerNext(/POST/, answers(400, refusal(code)));
      unit.way.changeNext(/POST/, (answer) => answer);
      for (let times = 0; times < 8; times += 1) unit.way.answerNext(/POST/, answers(400, refusal(code)));
      expect(await refusalOfAsync(unit.sends())).toMatchObject({ details: { code } });
      expect(unit.state()).toMatchObject({
        atHeadquarters: 1,
        stopped: { code, reply: { serialLabel: labelOf(1) } },
      });
    },
  );

  it('once is an accident on the way, and mended without a word', async () => {
    aSealedBatch(unit.desk, 3);
    unit.way.answerNext(/POST/, answers(400, refusal('DIGEST_MISMATCH')));
    await unit.sends();
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 3, stopped: null, nextTry: null });
  });

  it('what is no longer as it was sealed is named as that, and neither way is praised', async () => {
    aSealedBatch(unit.desk, 3);
    unit.desk.db.exec(
      `DROP TRIGGER event_is_fixed; UPDATE event SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Sender 2', 'Sender 7') AS BLOB)`,
    );
    expect(await refusalOfAsync(unit.sends())).toEqual({
      code: 'SEALED_ALTERED',
      details: { serialLabel: labelOf(1) },
    });
    const { stopped, ...state } = unit.state();
    expect(state).toMatchObject({ atHeadquarters: 1, onlyHere: 2, nextTry: null });
    expect(stopped).toMatchObject({ code: 'SEALED_ALTERED', reply: { serialLabel: labelOf(1) } });
    expect(stopped!.message).toContain('everything else is kept here');
    expect(stopped!.message).toContain('backup');
    expect(stopped!.message).not.toContain('Write a courier file');
  });

  it('BAD_SIGNATURE is about the computer and names no reply', async () => {
    aSealedBatch(unit.desk, 1);
    for (let times = 0; times < 9; times += 1)
      unit.way.answerNext(/POST/, answers(409, refusal('BAD_SIGNATURE')));
    expect(await refusalOfAsync(unit.sends())).toMatchObject({ details: { code: 'BAD_SIGNATURE' } });
    expect(unit.state()).toMatchObject({ stopped: { code: 'BAD_SIGNATURE', reply: null } });
  });
});
