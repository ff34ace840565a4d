import { z } from 'zod';

/** Work done since the last save, of every call that saves keying: key presses, and milliseconds with pauses left out. */
export const effort = {
  strokes: z.int().nonnegative().max(100_000),
  activeMs: z.int().nonnegative().max(86_400_000),
};
