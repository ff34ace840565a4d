import { checkAlways, checkEnding } from './check.ts';
import type { ModelHeadquarters } from './model-headquarters.ts';
import type { ModelStore } from './model-store.ts';
import type { Step } from './steps.ts';
import { takeStep } from './take-step.ts';
import { World } from './world.ts';

/** Where schedules are played: one headquarters, and the file that each store begins as. */
export interface Stage {
  readonly headquarters: ModelHeadquarters;
  readonly folder: string;
  readonly template: string;
}

/** What was played, in numbers. */
export interface Played {
  readonly steps: number;
  readonly events: number;
}

/** A rule that didn't hold, with the step after which it didn't. */
export class RuleBroken extends Error {
  constructor(after: string, wrongs: readonly string[]) {
    super(`after ${after}:\n${wrongs.join('\n')}`);
    this.name = 'RuleBroken';
  }
}

/** Plays a schedule from nothing to a quiet end. @throws {RuleBroken} */
export async function runSchedule(stage: Stage, schedule: readonly Step[]): Promise<Played> {
  await stage.headquarters.reset();
  const world = new World(stage.headquarters, stage.folder, stage.template);
  try {
    for (const store of world.stores.slice(0, 2)) await world.enrol(store);
    for (const [index, step] of schedule.entries()) {
      await takeStep(world, step);
      demandNothingWrong(`step ${index + 1}, ${step.do}`, await checkAlways(world));
    }
    await endQuietly(world);
    demandNothingWrong('the quiet end', await checkEnding(world));
    return { steps: schedule.length, events: world.truth.sealed.size };
  } finally {
    world.close();
  }
}

function demandNothingWrong(after: string, wrongs: readonly string[]): void {
  if (wrongs.length > 0) throw new RuleBroken(after, wrongs);
}

/**
 * Everybody sends in turn, until a whole turn in which nobody had anything to send: in that one they heard what became
 * of it all. A restored or copied store needs no more turns than there are stores.
 */
async function endQuietly(world: World): Promise<void> {
  await world.way.deliverHeld();
  await world.headquarters.idle();
  for (let turn = 0; turn <= world.stores.length; turn += 1) {
    const hadNothing: boolean[] = [];
    for (const store of world.stores) hadNothing.push(await sendsNothing(world, store));
    await world.headquarters.idle();
    if (hadNothing.every(Boolean)) return;
  }
}

/**
 * A device that headquarters doesn't know enrols once more; one that may not send any more carries by hand.
 *
 * @returns whether there was nothing left to send
 */
async function sendsNothing(world: World, store: ModelStore): Promise<boolean> {
  if (store.standing === 'not enrolled') await world.enrol(store);
  let ended = await world.send(store);
  if (store.standing === 'unknown') {
    await world.enrol(store);
    ended = await world.send(store);
  }
  if (store.standing === 'revoked') return !(await world.sticks.carry(world, store));
  return ended === 'NOTHING_TO_SEND';
}
