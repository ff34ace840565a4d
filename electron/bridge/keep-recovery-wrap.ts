import { keepRecoveryWrap } from '../people/recovery.ts';
import type { Session } from '../people/session.ts';

/** From now on headquarters has its wrap of the store's key, of a unit that was enrolled. Both entries do so. */
export function keepRecoveryWraps(session: Session): void {
  session.afterOpening(() => void keepWrap(session));
}

/** A keyring that can't be written today can be tomorrow: neither signing in nor enrolling fails for it. */
export async function keepWrap(session: Session): Promise<void> {
  try {
    await keepRecoveryWrap(session.desk, session);
  } catch (error) {
    console.error('postbag: headquarters’ wrap of the store’s key was not kept', error);
  }
}
