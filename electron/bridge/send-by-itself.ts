import type { Session } from '../people/session.ts';
import { AutomaticSending } from '../sync/automatic-sending.ts';
import { realTiming } from '../sync/timing.ts';
import type { Timing } from '../sync/timing.ts';
import { takeInPacks } from './take-in-packs.ts';

/** From now on, sends by itself whenever somebody is signed in. Both entries do so; a test may leave it. */
export function sendByItself(session: Session, timing: Timing = realTiming): void {
  session.afterOpening(() => {
    const sending = new AutomaticSending(() => session.desk, timing, takeInPacks);
    const takeOff = session.beforeClosing(async () => {
      takeOff();
      await sending.stop();
    });
  });
}
