import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Announcement } from '../../../../contract/pipe.ts';
import type { ReplyId } from '../../../../contract/records/id.ts';
import { daySheet } from '../../../../electron/postroom/day-sheet.ts';
import { showBatch } from '../../../../electron/postroom/show-batch.ts';
import { allRows } from '../../../../electron/store/db.ts';
import type { Desk } from '../../../../electron/store/desk.ts';
import { listCourierSlips } from '../../../../electron/store/queries/courier-files.ts';
import { readReply } from '../../../../electron/store/queries/replies.ts';
import { cancelWriting, writingProgress } from '../../../../electron/sync/courier/writings.ts';
import { writeCourierFile } from '../../../../electron/sync/courier/write-courier-file.ts';
import { mountSmallDisk, whyNoSmallDisk } from '../../../faults/small-disk.ts';
import { aStick, writes } from '../../../support/courier.ts';
import type { Stick } from '../../../support/courier.ts';
import { aHeadquarters } from '../../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../../support/listening-headquarters.ts';
import { BENCHES } from '../../../support/post-room.ts';
import { aSealedBatch, sealedRows } from '../../../support/sealed-batches.ts';
import { aUnit, refusalOfAsync } from '../../../support/unit-on-the-way.ts';
import type { UnitOnTheWay } from '../../../support/unit-on-the-way.ts';

let headquarters: ListeningHeadquarters;
let unit: UnitOnTheWay;
let stick: Stick;
beforeAll(async () => {
  headquarters = await aHeadquarters();
});
afterAll(() => headquarters.stop());
beforeEach(async () => {
  unit = await aUnit(headquarters);
  await unit.enrols();
  stick = aStick();
});
afterEach(async () => {
  stick.clear();
  await unit.clear();
});

const never = new AbortController().signal;
type CourierProgress = Extract<Announcement, { topic: 'courier-progress' }>;

/** The desk, with something done each time that the progress of a courier file is told, and when screens ask anew. */
const deskThat = (
  onProgress: (progress: CourierProgress) => void,
  onStoreChanged: () => void = () => {},
): Desk => ({
  ...unit.desk,
  announce: (announcement) => {
    if (announcement.topic === 'courier-progress') onProgress(announcement);
    if (announcement.topic === 'store-changed') onStoreChanged();
  },
});
const refusal = (desk: Desk, folder = stick.folder) => refusalOfAsync(writeCourierFile(desk, folder, never));

describe('[S17] a courier file', () => {
  it('is announced, lies there under its name alone, and has its slip', async () => {
    aSealedBatch(unit.desk, 4);
    const told: CourierProgress[] = [];
    const slip = await writes(
      deskThat((progress) => told.push(progress)),
      stick,
    );
    expect(stick.names()).toEqual([slip.fileName]);
    expect(slip.fileName).toMatch(/^postbag-invented-unit-2007-04-0\d-[0-9a-f]{8}\.age$/);
    expect(readFileSync(path.join(stick.folder, slip.fileName)).length).toBe(slip.sizeBytes);
    expect(slip).toMatchObject({
      number: 1,
      folder: stick.folder,
      replies: 4,
      events: 4,
      isReceipted: false,
    });
    expect(listCourierSlips(unit.desk.db, 5)).toEqual([slip]);
    const phases = told.map(({ phase }) => phase);
    expect(phases).toEqual(phases.toSorted().toReversed());
    for (const phase of ['writing', 'verifying'] as const) {
      expect(told.findLast((progress) => progress.phase === phase)).toMatchObject({
        eventsDone: 4,
        eventsTotal: 4,
      });
    }
    expect(told.every(({ bytesDone, bytesTotal }) => bytesDone <= bytesTotal)).toBe(true);
    expect(told.at(-1)).toMatchObject({ bytesDone: slip.sizeBytes, bytesTotal: slip.sizeBytes });
    expect(writingProgress(unit.desk.db)).toBeNull();
    expect(allRows(unit.desk.db, `SELECT act FROM audit WHERE act LIKE 'courier%'`)).toEqual([
      { act: 'courier.write' },
    ]);
  });

  it('is where its replies are sent: the batch and the day sheet say so before there is a receipt', async () => {
    const { id: batchId } = aSealedBatch(unit.desk, 2);
    const sent = async () => {
      const { channels } = await daySheet(unit.desk, { consultationId: BENCHES, fromMs: 0, toMs: 1 });
      const { sealed, sent: ofChannel, receipted } = channels[0]!;
      return { carried: showBatch(unit.desk, { batchId }).carried, sealed, sent: ofChannel, receipted };
    };
    expect(await sent()).toEqual({ carried: 0, sealed: 2, sent: 0, receipted: 0 });
    await writes(unit.desk, stick);
    aSealedBatch(unit.desk, 1);
    expect(await sent()).toEqual({ carried: 2, sealed: 3, sent: 2, receipted: 0 });
    await unit.sends();
    expect(await sent()).toEqual({ carried: 0, sealed: 3, sent: 3, receipted: 3 });
  });

  it('is written without a network, and for a computer whose access has run out', async () => {
    aSealedBatch(unit.desk, 2);
    await unit.way.stop();
    await headquarters.database.pool.query(
      `update device set token_digest = decode(md5(device_id::text), 'hex')`,
    );
    expect(await writes(unit.desk, stick)).toMatchObject({ events: 2 });
    expect(unit.way.asked.filter((name) => !name.includes('enrolments'))).toEqual([]);
  });

  it('NOT_ENROLLED and NOTHING_TO_CARRY: there is no file', async () => {
    expect(await refusal(unit.desk)).toEqual({ code: 'NOTHING_TO_CARRY', details: {} });
    const stranger = await aUnit(headquarters);
    expect(await refusal(stranger.desk)).toEqual({ code: 'NOT_ENROLLED', details: {} });
    await stranger.clear();
    expect(stick.names()).toEqual([]);
  });

  it('COURIER_ALREADY: one at a time', async () => {
    aSealedBatch(unit.desk, 2);
    const first = writeCourierFile(unit.desk, stick.folder, never);
    expect(await refusal(unit.desk)).toEqual({ code: 'COURIER_ALREADY', details: {} });
    await first;
    expect(stick.names()).toHaveLength(1);
  });

  it('carries the second series of a store that was restored, and not the first again', async () => {
    aSealedBatch(unit.desk, 2);
    await writes(unit.desk, stick);
    unit.desk.db.exec(
      `INSERT INTO store_place (mark, folder, machine, file_number, why, noticed_at_ms, begins_epoch)
       VALUES ('${'a'.repeat(32)}', '/invented', 'invented', '1', 'restored', 0, 1)`,
    );
    const slip = await writes(unit.desk, stick);
    expect(slip.series).toEqual([{ epoch: 2, fromSeq: 1, throughSeq: 2 }]);
    expect((await writes(unit.desk, stick)).series).toEqual(slip.series);
  });

  it('is not held up by what is sealed meanwhile: that waits for the next', async () => {
    aSealedBatch(unit.desk, 2);
    let isSealed = false;
    const slip = await writes(
      deskThat(() => {
        if (!isSealed) aSealedBatch(unit.desk, 1);
        isSealed = true;
      }),
      stick,
    );
    expect(slip).toMatchObject({ events: 2, series: [{ fromSeq: 1, throughSeq: 2 }] });
    expect(await writes(unit.desk, stick)).toMatchObject({ events: 3 });
  });
});

describe('[S17] [S18] no file is left behind', () => {
  it.each(['writing', 'verifying'] as const)('when somebody cancels while it is %s', async (phase) => {
    aSealedBatch(unit.desk, 3);
    const toldWhenAskedAnew: unknown[] = [];
    const desk = deskThat(
      (progress) => {
        if (progress.phase === phase && progress.eventsDone + progress.bytesDone > 0)
          void cancelWriting(desk.db);
      },
      () => void toldWhenAskedAnew.push(writingProgress(desk.db)),
    );
    expect(await writeCourierFile(desk, stick.folder, never)).toBeNull();
    expect(toldWhenAskedAnew).toEqual([null]);
    expect(stick.names()).toEqual([]);
    expect(listCourierSlips(unit.desk.db, 5)).toEqual([]);
    expect(await writes(unit.desk, stick)).toMatchObject({ events: 3 });
  });

  it('when the store is closed meanwhile', async () => {
    aSealedBatch(unit.desk, 1);
    const closing = new AbortController();
    const desk = deskThat(() => closing.abort());
    expect(await writeCourierFile(desk, stick.folder, closing.signal)).toBeNull();
    expect(stick.names()).toEqual([]);
  });

  it.each([
    ['a byte is another', (file: string) => alter(file, (bytes) => (bytes[bytes.length - 900]! ^= 1))],
    ['the key in its header is another', (file: string) => alter(file, (bytes) => (bytes[100]! ^= 1))],
    ['it is shorter', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, -1))],
    [
      'it is longer',
      (file: string) => writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from('x')])),
    ],
    ['it is empty', (file: string) => writeFileSync(file, '')],
  ])('COURIER_NOT_VERIFIED when what is read back is not what was written: %s', async (_, harm) => {
    aSealedBatch(unit.desk, 3);
    const desk = deskThat(({ phase, bytesDone }) => {
      if (phase === 'verifying' && bytesDone === 0) harm(path.join(stick.folder, stick.names()[0]!));
    });
    expect(await refusal(desk)).toMatchObject({
      code: 'COURIER_NOT_VERIFIED',
      details: { folder: stick.folder, reason: 'it does not open' },
    });
    expect(stick.names()).toEqual([]);
    expect(listCourierSlips(unit.desk.db, 5)).toEqual([]);
  });

  it('COURIER_NOT_VERIFIED when another file of this very computer lies in its place', async () => {
    aSealedBatch(unit.desk, 1);
    const before = path.join(stick.folder, (await writes(unit.desk, stick)).fileName);
    aSealedBatch(unit.desk, 1);
    const desk = deskThat(({ phase, bytesDone }) => {
      if (phase !== 'verifying' || bytesDone > 0) return;
      const [newest] = stick.names().filter((name) => path.join(stick.folder, name) !== before);
      renameSync(before, path.join(stick.folder, newest!));
    });
    expect(await refusal(desk)).toMatchObject({ code: 'COURIER_NOT_VERIFIED' });
    expect(stick.names()).toEqual([]);
  });

  it('SEALED_ALTERED when a sealed document in this store is no longer what was sealed: no stick helps', async () => {
    aSealedBatch(unit.desk, 3);
    unit.desk.db.exec(
      `DROP TRIGGER event_is_fixed; UPDATE event SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Sender 2', 'Sender 7') AS BLOB)`,
    );
    const second = sealedRows(unit.desk.db)[1]!;
    expect(await refusal(unit.desk)).toEqual({
      code: 'SEALED_ALTERED',
      details: { serialLabel: readReply(unit.desk.db, second.reply_id as ReplyId)!.serialLabel },
    });
    expect(stick.names()).toEqual([]);
  });

  it('COURIER_STICK_GONE when the stick is pulled out in the middle', async () => {
    for (const phase of ['writing', 'verifying']) {
      aSealedBatch(unit.desk, 2);
      const pulled = deskThat((progress) => {
        if (progress.phase === phase) rmSync(stick.folder, { recursive: true, force: true });
      });
      expect(await refusal(pulled)).toEqual({
        code: 'COURIER_STICK_GONE',
        details: { folder: stick.folder },
      });
      mkdirSync(stick.folder);
    }
    expect(await writes(unit.desk, stick)).toMatchObject({ events: 4 });
  });
});

const alter = (file: string, change: (bytes: Buffer) => void): void => {
  const bytes = readFileSync(file);
  change(bytes);
  writeFileSync(file, bytes);
};

describe('[S17] a folder that can’t take it', () => {
  beforeEach(() => void aSealedBatch(unit.desk, 3));

  it.each([['/no/such/folder'], ['relative/folder'], [import.meta.filename]])(
    'COURIER_FOLDER_MISSING: %s',
    async (folder) => {
      expect(await refusal(unit.desk, folder)).toEqual({
        code: 'COURIER_FOLDER_MISSING',
        details: { folder },
      });
    },
  );

  it('COURIER_FOLDER_READ_ONLY: a stick with its lock on', async ({ skip }) => {
    const disk = mountSmallDisk(1);
    if (disk === null) return skip(whyNoSmallDisk);
    try {
      const { status } = spawnSync('mount', ['-o', 'remount,ro', disk.folder]);
      if (status !== 0) return skip('a mounted file system can’t be made read-only here');
      expect(await refusal(unit.desk, disk.folder)).toEqual({
        code: 'COURIER_FOLDER_READ_ONLY',
        details: { folder: disk.folder },
      });
    } finally {
      disk.remove();
    }
  });

  it('COURIER_NO_SPACE: a full stick, and one that fills up in the middle', async ({ skip }) => {
    const disk = mountSmallDisk(1);
    if (disk === null) return skip(whyNoSmallDisk);
    try {
      const tooFull = { code: 'COURIER_NO_SPACE', details: { folder: disk.folder, neededMegabytes: 0.1 } };
      disk.fill();
      expect(await refusal(unit.desk, disk.folder)).toEqual(tooFull);
      disk.makeRoom();
      const filling = deskThat(({ phase, eventsDone }) => {
        if (phase === 'writing' && eventsDone > 0) disk.fill();
      });
      expect(await refusal(filling, disk.folder)).toEqual(tooFull);
      expect(readdirSync(disk.folder)).toEqual(['ballast']);
      disk.makeRoom();
      expect(await writeCourierFile(unit.desk, disk.folder, never)).toMatchObject({ events: 3 });
    } finally {
      disk.remove();
    }
  });

  it('COURIER_NOT_WRITTEN: anything else is named as the system names it', async () => {
    const { refusalOfDisk } = await import('../../../../electron/sync/courier/refusal-of-disk.ts');
    const asked = (code: string) =>
      refusalOfDisk(Object.assign(new Error(code), { code }), '/stick', 1_234_567);
    expect(asked('EFBIG')).toMatchObject({
      code: 'COURIER_NOT_WRITTEN',
      details: { folder: '/stick', reason: 'this stick can’t hold a file of that size' },
    });
    expect(asked('EMFILE')).toMatchObject({ code: 'COURIER_NOT_WRITTEN', details: { reason: 'EMFILE' } });
    expect(asked('ENOSPC')).toMatchObject({ details: { neededMegabytes: 1.3 } });
    expect(asked('EIO')).toMatchObject({ code: 'COURIER_STICK_GONE' });
    const unknown = new Error('of another kind');
    expect(refusalOfDisk(unknown, '/stick', 1)).toBe(unknown);
  });
});
