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

/** Answers of the program that its window hasn't heard yet. */
export interface HeldAnswers {
  readonly count: number;
  /** From here on each waits. */
  hold(): void;
  /** Those held back arrive, and from here on every other at once. */
  release(): void;
}

/** Can hold the answers to each call of this name back. To be asked before the page is opened. */
export async function holdAnswers(page: Page, called: string): Promise<HeldAnswers> {
  const held: (() => void)[] = [];
  let isHeld = false;
  await page.routeWebSocket(/\/pipe$/, (pipe) => {
    const asked = new Set<number>();
    const program = pipe.connectToServer();
    pipe.onMessage((frame) => {
      const { number, name } = JSON.parse(String(frame)) as { number: number; name?: string };
      if (name === called) asked.add(number);
      program.send(frame);
    });
    program.onMessage((frame) => {
      const { number } = JSON.parse(String(frame)) as { number?: number };
      if (isHeld && number !== undefined && asked.has(number)) held.push(() => pipe.send(frame));
      else pipe.send(frame);
    });
  });
  return {
    get count() {
      return held.length;
    },
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
      for (const arrive of held.splice(0)) arrive();
    },
  };
}
