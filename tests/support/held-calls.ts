import type { Page } from '@playwright/test';

/** Calls of the window that its program hasn't heard yet. */
export interface HeldCalls {
  readonly count: number;
  /** They go to the program, and from here on every other at once. */
  release(): void;
}

/** Holds each call of this name back. To be asked before the page is opened. */
export async function holdCalls(page: Page, called: string): Promise<HeldCalls> {
  const held: (() => void)[] = [];
  let isHeld = true;
  await page.routeWebSocket(/\/pipe$/, (pipe) => {
    const program = pipe.connectToServer();
    pipe.onMessage((frame) => {
      const { name } = JSON.parse(String(frame)) as { name?: string };
      if (isHeld && name === called) held.push(() => program.send(frame));
      else program.send(frame);
    });
  });
  return {
    get count() {
      return held.length;
    },
    release() {
      isHeld = false;
      for (const send of held.splice(0)) send();
    },
  };
}
