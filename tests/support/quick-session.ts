import { Session, type SessionOptions } from '../../electron/people/session.ts';
import { leastWrapCost } from '../../electron/store/keyring.ts';
import { resourcesFolder } from './resources-folder.ts';

/**
 * The program's session on a folder, in this process, for a test that isn't about passphrases: they are quick to try,
 * which saves half a second at each. How slow they are in the program has a test of its own (session.test.ts).
 */
export function quickSession(folder: string, options: Partial<SessionOptions> = {}): Session {
  return new Session({
    folder,
    resourcesFolder,
    announce: () => undefined,
    wrapCost: leastWrapCost,
    ...options,
  });
}
