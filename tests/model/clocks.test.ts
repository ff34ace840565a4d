import { afterAll, beforeAll, expect, it } from 'vitest';
import { getRow } from '../../electron/store/db.ts';
import { readEnrolment } from '../../electron/store/queries/devices.ts';
import { listReceipts } from '../../electron/store/queries/receipts.ts';
import { aStage } from './stage.ts';
import { takeStep } from './take-step.ts';
import { World } from './world.ts';

// Whether a schedule's wrong clocks are the clocks that the program reads.

let stage: Awaited<ReturnType<typeof aStage>>;
beforeAll(async () => {
  stage = await aStage();
});
afterAll(() => stage.strike());

const yearOf = (time: string | number): number => new Date(time).getUTCFullYear();

it('[S8] a device and headquarters each go by their own clock, also in what they do together', async () => {
  await stage.headquarters.reset();
  const world = new World(stage.headquarters, stage.folder, stage.template);
  try {
    const store = world.store(0);
    await takeStep(world, { do: 'clock is set', store: 0, years: 10 });
    await takeStep(world, { do: 'clock of headquarters is set', years: -10 });
    await takeStep(world, { do: 'enrol', store: 0, faults: [] });
    await takeStep(world, { do: 'seal', store: 0, replies: 1, consultation: 0 });
    await takeStep(world, { do: 'a courier file is written', store: 0 });
    await takeStep(world, { do: 'a courier file is taken in', file: 0, damage: 'none', n: 0 });
    await takeStep(world, { do: 'a receipt file is written', store: 0 });
    await takeStep(world, { do: 'a receipt file is taken in', store: 0, file: 0 });
    await takeStep(world, { do: 'seal', store: 0, replies: 1, consultation: 0 });
    await takeStep(world, { do: 'send', store: 0, faults: [] });
    const receipts = listReceipts(store.db, 10);
    const file = getRow<{ at: number }>(store.db, 'SELECT written_at_ms AS at FROM courier_file')!;
    expect({
      enrolled: yearOf(readEnrolment(store.db)!.enrolledAtMs),
      carried: yearOf(file.at),
      receipted: receipts.map(({ receivedAt }) => yearOf(receivedAt)),
      filed: receipts.map(({ storedAtMs }) => yearOf(storedAtMs)),
    }).toEqual({ enrolled: 2037, carried: 2037, receipted: [2017, 2017], filed: [2037, 2037] });
  } finally {
    world.close();
  }
});
