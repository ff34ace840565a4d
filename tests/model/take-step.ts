import { getRow } from '../../electron/store/db.ts';
import { correctReply } from './correct.ts';
import { isReadablePoison, logBatch, sealKeyedTwice, sealPoison, sealReplies } from './seal.ts';
import type { ModelStore } from './model-store.ts';
import type { Step } from './steps.ts';
import { yearMs } from './virtual-clock.ts';
import type { World } from './world.ts';

const ordinary = { isReadable: true, isOrdinary: true };

/** More live stores than this prove no more, and take their time. */
const mostStores = 5;

/** Lets a step happen, and writes down what it made true. */
export async function takeStep(world: World, step: Step): Promise<void> {
  const { headquarters, stores, truth } = world;
  switch (step.do) {
    case 'seal':
      return sealing(world, world.store(step.store), ordinary, (store) =>
        sealReplies(store.desk, step.replies, step.consultation),
      );
    case 'seal what was keyed twice':
      return sealing(world, world.store(step.store), ordinary, (store) =>
        sealKeyedTwice(store.desk, store.keyersDesk),
      );
    case 'poison': {
      const content = { isReadable: isReadablePoison(step.what), isOrdinary: false };
      return sealing(world, world.store(step.store), content, (store) => sealPoison(store.desk, step.what));
    }
    case 'revise':
    case 'withdraw':
      return sealing(world, world.store(step.store), ordinary, (store) =>
        correctReply(store, truth, step.which, step.do),
      );
    case 'log': {
      const store = world.store(step.store);
      world.atDesk(store, () => void logBatch(store.desk, 1, 0, false));
      store.facts.notSealed += 1;
      return;
    }
    case 'enrol':
      return await world.enrol(world.store(step.store), step.faults);
    case 'send':
      return void (await world.send(world.store(step.store), step.faults));
    case 'send at once': {
      const both = new Set(step.stores.map((any) => world.store(any)));
      await Promise.all([...both].map((store) => world.send(store, step.faults)));
      return;
    }
    case 'deliver what was held back':
      return await world.way.deliverHeld();
    case 'device is killed':
      return world.store(step.store).dieAndReopen();
    case 'device is backed up': {
      const store = world.store(step.store);
      return void world.storeCopies.push({ store, copy: store.copy() });
    }
    case 'device is restored': {
      const taken = world.storeCopies[step.copy % world.storeCopies.length];
      return taken?.store.putBack(taken.copy, step.isNoticed);
    }
    case 'device is cloned':
      return void (stores.length < mostStores && stores.push(world.store(step.store).clone(step.isNoticed)));
    case 'headquarters is restarted':
      return await headquarters.restart();
    case 'headquarters is backed up':
      return void world.backups.push(await headquarters.backup());
    case 'headquarters is restored':
      return await world.restoreHeadquarters(step.copy, step.isLastKnown);
    case 'clock is set':
      return void (world.store(step.store).clockOffMs = step.years * yearMs);
    case 'clock of headquarters is set':
      return world.moveHeadquartersClock(step.years * yearMs);
    case 'revoke': {
      const { between } = world.store(step.store);
      if (between === null) return;
      await headquarters.revoke(between.deviceId);
      truth.revoked.add(between.deviceId);
      truth.withdrawn.add(between.deviceId);
      return;
    }
    case 'somebody decides': {
      const replyId = await headquarters.decide(step.which, step.how);
      return void (replyId !== null && truth.decided.add(replyId));
    }
    case 'database crashes':
      await step.crash();
      return await headquarters.dieAndRestart();
    case 'a courier file is written':
      return await world.sticks.write(world, world.store(step.store));
    case 'a courier file is taken in':
      return await world.sticks.takeIn(world, step.file, step.damage, step.n);
    case 'a receipt file is written':
      return await world.sticks.writeReceipts(world, world.store(step.store));
    case 'a receipt file is taken in':
      return world.sticks.takeReceipts(world, world.store(step.store), step.file);
    default:
      step satisfies never;
      truth.wrongs.push('an unknown step');
  }
}

function sealing(
  world: World,
  store: ModelStore,
  content: { readonly isReadable: boolean; readonly isOrdinary: boolean },
  work: (store: ModelStore) => void,
): void {
  const number = getRow<{ number: number }>(
    store.db,
    'SELECT coalesce(max(number), 0) AS number FROM event',
  )!.number;
  world.atDesk(store, () => work(store));
  store.noteSealedAfter(number, world.truth, content);
}
