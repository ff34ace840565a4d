import { isDeepStrictEqual } from 'node:util';
import { readStore } from '../../support/read-store.ts';
import {
  keyReferenceReply,
  prepareReferenceReplies,
  referenceMarks,
  storedMarks,
} from '../../support/reference-reply.ts';
import { openBrowser, openKeyingScreen } from '../browser.ts';
import type { Figure } from '../figure.ts';
import { Opened } from '../opened.ts';

/** The presses count only if what they stored is what was meant: a missing mark would save a press. */
export const keystrokesReferenceReply: Figure = {
  name: 'keystrokes.reference-reply',
  about: 'presses that are not text for the reference reply, in a real browser, what was stored compared',
  async measure() {
    await using opened = new Opened();
    const browser = await openBrowser(opened);
    const { page, host } = await openKeyingScreen(
      browser,
      (desk) => prepareReferenceReplies(desk, 2),
      opened,
    );
    const presses = await keyReferenceReply(page);
    await page.getByRole('heading', { level: 1, name: 'REF-000002' }).waitFor();
    await host.stop();
    const [stored] = await readStore(host.storeFolder, storedMarks);
    const wrong = isDeepStrictEqual(stored, referenceMarks) ? 0 : 1;
    return {
      ours: presses,
      reference: null,
      unit: 'presses',
      notes: [wrong === 0 ? 'stored as it was meant' : `stored: ${JSON.stringify(stored)}`],
      limits: [
        { what: 'presses', value: presses, atMost: 20 },
        { what: 'replies stored otherwise than meant', value: wrong, atMost: 0 },
      ],
    };
  },
};
