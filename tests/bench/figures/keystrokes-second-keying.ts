import { isDeepStrictEqual } from 'node:util';
import { readStore } from '../../support/read-store.ts';
import {
  keyReferenceReplyAgain,
  prepareReferenceRepliesAgain,
  referenceMarksAgain,
} from '../../support/reference-again.ts';
import { storedAgain } from '../../support/reference-reply.ts';
import { openBrowser, openKeyingScreen } from '../browser.ts';
import type { Figure } from '../figure.ts';
import { Opened } from '../opened.ts';

/** From the first field to the next reply on the screen; as with the first keying, what was stored is compared. */
export const keystrokesSecondKeying: Figure = {
  name: 'keystrokes.second-keying',
  about:
    'presses that are not text for the closed items of the reference reply, keyed again, in a real browser',
  async measure() {
    await using opened = new Opened();
    const browser = await openBrowser(opened);
    const { page, host } = await openKeyingScreen(
      browser,
      (desk, session) => prepareReferenceRepliesAgain(desk, session, 2),
      opened,
      '#/checking',
    );
    const presses = await keyReferenceReplyAgain(page);
    await page.getByRole('heading', { level: 1, name: 'REF-000002' }).waitFor();
    await host.stop();
    const [stored] = await readStore(host.storeFolder, storedAgain);
    const wrong = isDeepStrictEqual(stored, referenceMarksAgain) ? 0 : 1;
    return {
      ours: presses,
      reference: null,
      unit: 'presses',
      notes: [wrong === 0 ? 'stored as it was meant' : `stored: ${JSON.stringify(stored)}`],
      limits: [
        { what: 'presses', value: presses, atMost: 11 },
        { what: 'replies stored otherwise than meant', value: wrong, atMost: 0 },
      ],
    };
  },
};
