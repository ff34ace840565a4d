import { Refusal } from '../refusal.ts';

/**
 * How many requests of one device headquarters works on at once. A device has three consignments under way; three more
 * may be those that it gave up and that nobody has heard the end of yet.
 */
const mostAtOnce = 8;

/** Keeps one device from taking all of headquarters to itself. */
export interface Turns {
  /**
   * Takes a turn; what it returns gives it back, once.
   *
   * @throws {Refusal} BUSY with 429 and `Retry-After`, where the device has as many already.
   */
  take(deviceId: string): () => void;
}

/** Nobody has a turn yet. They are counted in this process: two headquarters on one database allow twice as many. */
export function noTurnsTaken(): Turns {
  const taken = new Map<string, number>();
  return {
    take: (deviceId) => {
      const before = taken.get(deviceId) ?? 0;
      if (before >= mostAtOnce) throw new Refusal('BUSY', {}, 429);
      taken.set(deviceId, before + 1);
      let isMine = true;
      return () => {
        if (!isMine) return;
        isMine = false;
        const now = taken.get(deviceId)! - 1;
        if (now === 0) taken.delete(deviceId);
        else taken.set(deviceId, now);
      };
    },
  };
}
