import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mostWaitMs } from '../../../contract/sync/back-off.ts';
import { AutomaticSending, planAnew, sendByItselfSoon } from '../../../electron/sync/automatic-sending.ts';
import { cancelRun } from '../../../electron/sync/runs.ts';
import { recordCancel } from '../../../electron/sync/sending-outcome.ts';
import { getRow } from '../../../electron/store/db.ts';
import { aHeadquarters } from '../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import type { CarriedAnswer } from '../../support/lossy-way.ts';
import { aSealedBatch } from '../../support/sealed-batches.ts';
import { aUnit, refusalOfAsync } from '../../support/unit-on-the-way.ts';
import type { UnitOnTheWay } from '../../support/unit-on-the-way.ts';
import { until, virtualTime } from '../../support/virtual-time.ts';
import type { VirtualTime } from '../../support/virtual-time.ts';

// Sending by itself, against a real headquarters and in virtual time: what would take a day takes a second.

let headquarters: ListeningHeadquarters;
let unit: UnitOnTheWay;
let time: VirtualTime;
let sending: AutomaticSending | null;
beforeAll(async () => {
  headquarters = await aHeadquarters();
});
afterAll(() => headquarters.stop());
beforeEach(async () => {
  unit = await aUnit(headquarters);
  time = virtualTime();
  sending = null;
  await unit.enrols();
});
afterEach(async () => {
  await sending?.stop();
  await unit.clear();
});

const nothingBesides = (): Promise<void> => Promise.resolve();
/** Somebody signs in. */
function signsIn(besides = nothingBesides): void {
  sending = new AutomaticSending(() => unit.desk, time, besides);
}
/** Somebody signs out; the store is as it was left. */
async function signsOut(): Promise<void> {
  await sending!.stop();
}
/** The next run comes, and goes until the one after it is planned. */
async function nextRun(): Promise<void> {
  time.passToNext();
  await until(() => time.plannedMs() !== null || unit.state().stopped !== null);
}
/** As a disk that failed and is mounted anew for reading only, or one that is full: nothing can be written down. */
const canBeWritten = (can: boolean): void => void unit.desk.db.pragma(`query_only=${can ? 'OFF' : 'ON'}`);
const refuse =
  (status: number, code: string, headers: Readonly<Record<string, string>> = {}) =>
  (): CarriedAnswer => ({
    status,
    headers,
    body: JSON.stringify({ ok: false, error: { code, details: {} } }),
  });

describe('sending by itself', () => {
  it('begins at the sign-in where something waits', async () => {
    aSealedBatch(unit.desk, 2);
    signsIn();
    expect(time.plannedMs()).toBe(0);
    await nextRun();
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 2, nextTry: null, stopped: null });
  });

  it('begins after a seal', async () => {
    signsIn();
    await nextRun();
    aSealedBatch(unit.desk, 2);
    sendByItselfSoon(unit.desk, 'sealed');
    expect(time.plannedMs()).toBe(0);
    await nextRun();
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 2 });
  });

  it('stands in the audit as what nobody did by hand', async () => {
    aSealedBatch(unit.desk, 1);
    signsIn();
    await nextRun();
    expect(getRow(unit.desk.db, `SELECT person_id FROM audit WHERE act = 'sending.send'`)).toEqual({
      person_id: null,
    });
  });

  it('looks less and less often while headquarters has nothing new to say', async () => {
    const waits: (number | null)[] = [];
    signsIn();
    for (let look = 0; look < 12; look += 1) {
      await nextRun();
      waits.push(time.plannedMs());
    }
    expect(waits.slice(0, 3)).toEqual([3_000, 5_000, 9_000]);
    expect(waits.at(-1)).toBe(451_000);
  });

  it('does what is to be done besides at each look, and lives on where that fails', async () => {
    let done = 0;
    signsIn(() => {
      done += 1;
      return Promise.reject(new Error('not today'));
    });
    await nextRun();
    await nextRun();
    expect(done).toBe(2);
  });
});

describe('what failed on its way', () => {
  beforeEach(() => void aSealedBatch(unit.desk, 2));

  it('[S5] is tried again for ever, later each time, and never dropped', async () => {
    signsIn();
    const waits: number[] = [];
    for (let attempts = 1; attempts <= 14; attempts += 1) {
      unit.way.loseNext('request', /GET/);
      await nextRun();
      expect(unit.state()).toMatchObject({
        onlyHere: 2,
        nextTry: { attempts, code: 'HEADQUARTERS_UNREACHABLE', reason: 'the connection was cut' },
      });
      waits.push(time.plannedMs()!);
    }
    expect(waits.slice(0, 3).every((wait) => wait >= 1_000 && wait <= 16_000)).toBe(true);
    expect(waits.every((wait) => wait <= 900_000)).toBe(true);
    expect(waits.at(-1)).toBeGreaterThan(400_000);
    await nextRun();
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 2, nextTry: null });
  });

  it('goes on at the next sign-in where it was left', async () => {
    signsIn();
    for (let attempts = 1; attempts <= 6; attempts += 1) {
      unit.way.loseNext('request', /GET/);
      await nextRun();
    }
    const { nextTry } = unit.state();
    await signsOut();
    signsIn();
    expect(unit.state().nextTry).toEqual(nextTry);
    expect(time.plannedMs()).toBeGreaterThan(30_000);
    unit.way.loseNext('request', /GET/);
    await nextRun();
    expect(unit.state().nextTry).toMatchObject({ attempts: 7 });
  });

  it.each([
    ['forward', Date.UTC(2033, 0, 1)],
    ['back', Date.UTC(1991, 0, 1)],
  ])('[S8] does not wait for years where the clock was set %s', async (_how, nowMs) => {
    signsIn();
    unit.way.loseNext('request', /GET/);
    await nextRun();
    await signsOut();
    unit.here.setNow(nowMs);
    signsIn();
    expect(time.plannedMs()).toBeGreaterThanOrEqual(0);
    expect(time.plannedMs()).toBeLessThanOrEqual(mostWaitMs);
    await nextRun();
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 2 });
  });

  it.each([
    [429, 'TOO_MANY', 'it said TOO_MANY, which this program does not know'],
    [503, 'BUSY', 'it is busy'],
  ])('waits as long as headquarters asks: %i', async (status, code, reason) => {
    signsIn();
    unit.way.changeNext(/GET/, refuse(status, code, { 'retry-after': '120' }));
    await nextRun();
    expect(unit.state().nextTry).toMatchObject({ attempts: 1, code, reason });
    expect(time.plannedMs()).toBeGreaterThanOrEqual(120_000);
    expect(time.plannedMs()).toBeLessThanOrEqual(124_000);
  });

  it('is tried at once when a person says Send now', async () => {
    signsIn();
    unit.way.loseNext('request', /GET/);
    await nextRun();
    await unit.sends();
    planAnew(unit.desk.db);
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 2, nextTry: null });
  });

  it('waits on, if Send now fails too', async () => {
    signsIn();
    unit.way.loseNext('request', /GET/);
    await nextRun();
    unit.way.loseNext('request', /GET/);
    expect(await refusalOfAsync(unit.sends())).toMatchObject({ code: 'HEADQUARTERS_UNREACHABLE' });
    expect(unit.state().nextTry).toMatchObject({ attempts: 2 });
  });

  it('RECEIPT_INVALID is tried again like anything that may be somebody between', async () => {
    signsIn();
    unit.way.changeNext(/POST/, ({ status, body }) => ({
      status,
      body: body.replace('"received"', '"held"'),
    }));
    await nextRun();
    expect(unit.state()).toMatchObject({ onlyHere: 2, nextTry: { code: 'RECEIPT_INVALID' }, stopped: null });
  });

  it('Send now lets a run that began by itself come to its end, and has nothing more to do', async () => {
    signsIn();
    const { held, release } = unit.way.holdNext(/POST/);
    time.passToNext();
    await held;
    const sent = unit.sends();
    release();
    await sent;
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 2 });
  });
});

describe('a store of which a part can’t be read', () => {
  it.each(['enrolment', 'sending_plan', 'receipt', 'stream_entry', 'event'])(
    'is looked at again after a pause, and goes on when %s can be read',
    async (table) => {
      aSealedBatch(unit.desk, 2);
      signsIn();
      unit.way.loseNext('request', /GET/);
      await nextRun();
      // As damaged pages would, it makes each question fail that is about it.
      unit.desk.db.exec(`ALTER TABLE ${table} RENAME TO out_of_reach`);
      for (let runs = 1; runs <= 3; runs += 1) {
        time.passToNext();
        await until(() => time.plannedMs() !== null);
      }
      expect(time.plannedMs()).toBeGreaterThanOrEqual(2_000);
      expect(time.plannedMs()).toBeLessThanOrEqual(60_000);
      unit.desk.db.exec(`ALTER TABLE out_of_reach RENAME TO ${table}`);
      await nextRun();
      expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 2, nextTry: null, stopped: null });
    },
  );
});

it('a batch that was sealed is no refusal, though the plan can’t be read', async () => {
  aSealedBatch(unit.desk, 1);
  signsIn();
  unit.desk.db.exec('ALTER TABLE sending_plan RENAME TO out_of_reach');
  expect(() => sendByItselfSoon(unit.desk, 'sealed')).not.toThrow();
  unit.desk.db.exec('ALTER TABLE out_of_reach RENAME TO sending_plan');
  await nextRun();
  expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 1 });
});

describe('a store that can’t be written', () => {
  beforeEach(() => void aSealedBatch(unit.desk, 2));

  it('is tried again later each time, says that it is this computer, and goes on when it can', async () => {
    signsIn();
    canBeWritten(false);
    const waits: number[] = [];
    for (let attempts = 1; attempts <= 8; attempts += 1) {
      await nextRun();
      expect(unit.state()).toMatchObject({
        onlyHere: 2,
        stopped: null,
        nextTry: { attempts, code: 'SENDING_DISK_FAILED', reason: 'tell your supervisor (SQLITE_READONLY)' },
      });
      waits.push(time.plannedMs()!);
    }
    expect(waits.every((wait) => wait >= 2_000)).toBe(true);
    expect(waits.at(-1)).toBeGreaterThan(200_000);
    canBeWritten(true);
    await nextRun();
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 2, nextTry: null });
  });

  it('is waited for too where an earlier failure could be written down', async () => {
    signsIn();
    unit.way.loseNext('request', /GET/);
    await nextRun();
    canBeWritten(false);
    await nextRun();
    expect(unit.state().nextTry).toMatchObject({ attempts: 2, code: 'SENDING_DISK_FAILED' });
    expect(time.plannedMs()).toBeGreaterThanOrEqual(2_000);
    canBeWritten(true);
    unit.way.loseNext('request', /GET/);
    await nextRun();
    expect(unit.state().nextTry).toMatchObject({ attempts: 3, code: 'HEADQUARTERS_UNREACHABLE' });
  });

  it('a person’s Cancel holds all the same', async () => {
    signsIn();
    canBeWritten(false);
    await nextRun();
    recordCancel(unit.desk);
    planAnew(unit.desk.db);
    expect(time.plannedMs()).toBeNull();
    expect(unit.state()).toMatchObject({ nextTry: null, stopped: { code: 'CANCELLED' } });
  });

  it('[S7] is waited for too where a computer that is withdrawn can’t write down in which life it is', async () => {
    signsIn();
    canBeWritten(false);
    unit.way.answerNext(/GET/, {
      status: 403,
      body: JSON.stringify({ ok: false, error: { code: 'DEVICE_REVOKED', details: { serverEpoch: 2 } } }),
    });
    await nextRun();
    expect(time.plannedMs()).toBeGreaterThanOrEqual(2_000);
    expect(unit.state()).toMatchObject({ stopped: null, nextTry: { code: 'SENDING_DISK_FAILED' } });
  });

  it('goes on at once when something could be sealed again', async () => {
    signsIn();
    canBeWritten(false);
    await nextRun();
    canBeWritten(true);
    aSealedBatch(unit.desk, 1);
    sendByItselfSoon(unit.desk, 'sealed');
    expect(time.plannedMs()).toBe(0);
    await nextRun();
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 3, nextTry: null });
  });

  it('SENDING_DISK_FULL when there is no room for what is filed, which Send now says too', async () => {
    aSealedBatch(unit.desk, 20);
    const { db } = unit.desk;
    db.pragma(`max_page_count=${Number(db.pragma('page_count', { simple: true }))}`);
    expect(await refusalOfAsync(unit.sends())).toEqual({ code: 'SENDING_DISK_FULL', details: {} });
    expect(unit.state()).toMatchObject({
      nextTry: { attempts: 1, code: 'SENDING_DISK_FULL', reason: 'make room on it' },
    });
    db.pragma('max_page_count=1000000');
    await unit.sends();
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 22, nextTry: null });
  });
});

describe('what stops it', () => {
  beforeEach(() => void aSealedBatch(unit.desk, 2));

  it.each([
    [401, 'TOKEN_EXPIRED'],
    [403, 'DEVICE_REVOKED'],
    [401, 'TOKEN_UNKNOWN'],
  ])(
    'authority, %i %s: nothing is lost, nothing is tried, and a sign-in changes nothing',
    async (status, code) => {
      signsIn();
      unit.way.changeNext(/GET/, refuse(status, code));
      await nextRun();
      expect(unit.state()).toMatchObject({ onlyHere: 2, nextTry: null, stopped: { code, reply: null } });
      expect(unit.state().stopped!.message).toContain('Everything is kept here');
      sendByItselfSoon(unit.desk, 'sealed');
      await signsOut();
      signsIn();
      expect(time.plannedMs()).toBeNull();
      // Send now asks all the same: headquarters may have thought better of it.
      await unit.sends();
      expect(unit.state()).toMatchObject({ onlyHere: 0, stopped: null });
    },
  );

  it('a new enrolment begins it again', async () => {
    signsIn();
    unit.way.changeNext(/GET/, refuse(401, 'TOKEN_EXPIRED'));
    await nextRun();
    await unit.enrols();
    sendByItselfSoon(unit.desk, 'enrolled');
    await nextRun();
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 2, stopped: null });
  });

  it('[S18] a person who cancels: until Send or the next seal', async () => {
    signsIn();
    const { held, release } = unit.way.holdNext(/POST/);
    time.passToNext();
    await held;
    await cancelRun(unit.desk.db);
    recordCancel(unit.desk);
    planAnew(unit.desk.db);
    release();
    expect(unit.state()).toMatchObject({ onlyHere: 2, progress: null, stopped: { code: 'CANCELLED' } });
    expect(time.plannedMs()).toBeNull();
    aSealedBatch(unit.desk, 1);
    sendByItselfSoon(unit.desk, 'sealed');
    await nextRun();
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 3, stopped: null });
  });

  it('signing out in the middle of a run is no failure', async () => {
    signsIn();
    const { held, release } = unit.way.holdNext(/POST/);
    time.passToNext();
    await held;
    await signsOut();
    release();
    expect(unit.state()).toMatchObject({ onlyHere: 2, nextTry: null, stopped: null, progress: null });
  });
});
