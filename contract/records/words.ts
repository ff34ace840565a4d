import { z } from 'zod';

// U+0000 and lone surrogates are legal in JavaScript strings and refused by PostgreSQL and RFC 8785. Stopped at
// the border, they can't block a batch at headquarters months later.

/** Whether a text can be kept and sent as it is. */
export const isKeepable = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000');

export const unkeepable = 'holds a character that cannot be kept';

/** What a person writes about a reply, at most so many UTF-16 units; space around it is taken off. */
export const words = (longest: number) => z.string().trim().max(longest).refine(isKeepable, unkeepable);
