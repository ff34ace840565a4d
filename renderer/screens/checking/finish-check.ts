import { bridge } from '../../bridge.ts';
import type { EffortClock } from '../keying/effort-clock.ts';
import { refusalWords } from '../keying/finish-reply.ts';
import type { KeyingDesk } from '../keying/keying-desk.ts';
import type { Finished } from '../keying/keying-way.ts';

/**
 * Finishes the second keying on the desk once everything typed in it is on the disk, and finds the next of the pile.
 * Null: it was refused, or something is to be looked at again first; the desk has said what and is open again.
 */
export async function finishCheck(
  desk: KeyingDesk,
  restBlank: 'none' | 'comments' | 'all',
  effort: ReturnType<EffortClock['take']>,
): Promise<Finished | null> {
  const { keyingId, reply } = desk.view.sheet;
  if (!(await desk.queue.whenEmpty())) {
    desk.change({ isBusy: false });
    return null;
  }
  try {
    const { isFinished, lookAgain } = await bridge.checking.finish({ keyingId, restBlank, ...effort });
    if (!isFinished) {
      desk.lookAgain(lookAgain);
      return null;
    }
    const next = await bridge.checking.next({
      consultationId: reply.consultationId,
      batchId: null,
      after: reply.id,
    });
    return { next, words: `${reply.serialLabel} is keyed again.` };
  } catch (error) {
    desk.change({ isBusy: false });
    desk.say({ tone: 'stop', text: refusalWords(desk, error) });
    return null;
  }
}
