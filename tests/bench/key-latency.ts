import type { Page } from '@playwright/test';
import { z } from 'zod';
import { pressAndWatch } from './paint-watch.ts';

// The browser's own account of a key: from the moment at which it took the key press to the moment at which the
// frame that shows it was handed to the screen. It stands in its trace, for a page that has nothing in it as for
// ours, and counts what a page can't see: drawing, and the wait for the screen.

const EventLatency = z.object({
  name: z.literal('EventLatency'),
  ph: z.enum(['b', 'e']),
  /** Microseconds. */
  ts: z.number(),
  pid: z.number(),
  id2: z.object({ local: z.string() }),
  args: z.object({ event_latency: z.object({ event_type: z.string() }).optional() }),
});
const Trace = z.object({ traceEvents: z.array(z.unknown()) });

export interface KeyTimes {
  /** To the frame on the screen, in milliseconds. */
  readonly shown: readonly number[];
  /** To the end of the page's own work for it. */
  readonly painted: readonly number[];
}

/** Presses the keys on a page that `watchPaints` watches. */
export async function pressAndTrace(page: Page, keys: readonly string[]): Promise<KeyTimes> {
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: ['cc', 'benchmark', 'input'] });
  const painted = await pressAndWatch(page, keys);
  // A key pressed just before may be told of too, its frame being shown when the trace has begun.
  const shown = keyLatenciesIn((await browser.stopTracing()).toString()).slice(-keys.length);
  // And the last may not be, where the computer is so busy that its frame comes after the end.
  if (shown.length < keys.length / 2) {
    throw new Error(`the browser's trace tells of ${shown.length} of ${keys.length} keys`);
  }
  return { shown, painted };
}

/** A key's character may be told of apart from the key: what begins within this time is one press. */
const onePressMs = 12;

function keyLatenciesIn(trace: string): number[] {
  const begun = new Map<string, number>();
  const events: { readonly fromMs: number; readonly toMs: number }[] = [];
  for (const event of Trace.parse(JSON.parse(trace)).traceEvents) {
    const read = EventLatency.safeParse(event);
    if (!read.success) continue;
    const { ph, ts, pid, id2, args } = read.data;
    const id = `${pid} ${id2.local}`;
    const fromMs = begun.get(id);
    if (ph === 'b' && args.event_latency?.event_type === 'KEY_PRESSED') begun.set(id, ts / 1000);
    else if (ph === 'e' && fromMs !== undefined) {
      events.push({ fromMs, toMs: ts / 1000 });
      begun.delete(id);
    }
  }
  const presses: { fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs } of events.toSorted((one, other) => one.fromMs - other.fromMs)) {
    const last = presses.at(-1);
    if (last === undefined || fromMs - last.fromMs > onePressMs) presses.push({ fromMs, toMs });
    else last.toMs = Math.max(last.toMs, toMs);
  }
  return presses.map((press) => press.toMs - press.fromMs);
}
