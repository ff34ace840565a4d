import { Refusal } from '../refusal.ts';

// A device has a few consignments under way at once, each on a connection of its own, so that one can be carried and
// checked while another is stored. Which is ready first is decided by the network and by who unpacks faster. This
// process alone knows of them: beside a second one, what has overtaken another is refused, and the device asks where
// headquarters stands and sends it again.

/** A consignment that has arrived, or begins to. */
export interface Arrival {
  /**
   * Does `takeIn`. Where it is refused because something before it is missing, and others of the same stream are here,
   * it waits, and is tried again after each that is done; it is refused once all who are here wait.
   *
   * @throws as `takeIn`
   */
  inOrder<Value>(takeIn: () => Promise<Value>): Promise<Value>;
  /** It is done, or its connection is cut: nobody waits for it any more, and it waits for nobody. */
  leave(): void;
}

/** Who is here of one stream. */
interface Here {
  working: number;
  /** Each with what wakes it: whether another is done, and it is to be tried again. */
  readonly waiting: Map<object, (isToTryAgain: boolean) => void>;
}

/** Lets a consignment that has overtaken the one before it wait for that one. Streams are told apart by a name. */
export class Overtaking {
  readonly #here = new Map<string, Here>();

  /** To be called in the order in which they come, before anything is waited for. */
  arrive(streamName: string): Arrival {
    const here = this.#here.get(streamName) ?? { working: 0, waiting: new Map() };
    this.#here.set(streamName, here);
    here.working += 1;
    const me = {};
    let isGone = false;
    return {
      inOrder: async (takeIn) => {
        for (;;) {
          try {
            return await takeIn();
          } catch (error) {
            const isAhead = error instanceof Refusal && error.code === 'GAP';
            if (!isAhead || isGone || !(await isAnotherDone(here, me))) throw error;
          }
        }
      },
      leave: () => {
        if (isGone) return;
        isGone = true;
        const wake = here.waiting.get(me);
        here.waiting.delete(me);
        // Who waits isn't counted among those at work.
        if (wake === undefined) {
          here.working -= 1;
          wakeAll(here, true);
        } else wake(false);
        if (here.working === 0 && here.waiting.size === 0) this.#here.delete(streamName);
      },
    };
  }
}

/** Waits until another one is done; false once nobody is left who could be. */
async function isAnotherDone(here: Here, me: object): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  here.working -= 1;
  here.waiting.set(me, resolve);
  if (here.working === 0) wakeAll(here, false);
  return await promise;
}

function wakeAll(here: Here, isToTryAgain: boolean): void {
  here.working += here.waiting.size;
  for (const wake of here.waiting.values()) wake(isToTryAgain);
  here.waiting.clear();
}
