import { z } from 'zod';

// The one way between the window and the program behind it. Electron carries it by preload and ipcMain, the
// browser host by one WebSocket on 127.0.0.1; neither side knows which.

export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: { readonly code: string; readonly details: unknown } };

/** What the main process tells the window without being asked. */
export const Announcement = z.discriminatedUnion('topic', [
  /** Something in the store changed: screens ask again for what they show. */
  z.strictObject({ topic: z.literal('store-changed') }),
  /** Somebody signed in or out, or the screen was locked. */
  z.strictObject({ topic: z.literal('session-changed') }),
  z.strictObject({
    topic: z.literal('send-progress'),
    eventsDone: z.int().nonnegative(),
    eventsTotal: z.int().nonnegative(),
    bytesDone: z.int().nonnegative(),
    bytesTotal: z.int().nonnegative(),
    /** By this send's own pace; null until that is known. */
    timeLeftMs: z.number().nonnegative().nullable(),
  }),
  /** A courier file is being written; its numbers are those of `courier.waiting`. */
  z.strictObject({
    topic: z.literal('courier-progress'),
    phase: z.enum(['writing', 'verifying']),
    eventsDone: z.int().nonnegative(),
    eventsTotal: z.int().nonnegative(),
    bytesDone: z.int().nonnegative(),
    bytesTotal: z.int().nonnegative(),
  }),
  z.strictObject({
    topic: z.literal('backup-progress'),
    doneBytes: z.int().nonnegative(),
    totalBytes: z.int().nonnegative(),
  }),
]);
export type Announcement = z.infer<typeof Announcement>;

export interface Pipe {
  /** Never rejects for a refusal: it resolves to `{ok: false, error}`. Rejects only when the pipe itself is gone. */
  invoke(name: string, argument: unknown): Promise<Outcome<unknown>>;
  /** @returns a function that stops the listening. */
  on(listener: (announcement: Announcement) => void): () => void;
}

/** Frames on the loopback WebSocket. A request's number comes back with its outcome. */
export const PipeRequest = z.strictObject({
  number: z.int().positive(),
  name: z.string(),
  argument: z.unknown(),
});
export type PipeFrame =
  { readonly number: number; readonly outcome: Outcome<unknown> } | { readonly announcement: Announcement };
