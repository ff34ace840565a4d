import { z } from 'zod';

// What headquarters refuses its own page with, in words for its staff: what happened, what was kept, what to do.
// `{name}` in a message is replaced by that detail.

interface Entry<Details extends z.ZodType> {
  readonly httpStatus: number;
  readonly details: Details;
  readonly message: string;
}
const entry = <Details extends z.ZodType>(
  httpStatus: number,
  message: string,
  details: Details,
): Entry<Details> => ({ httpStatus, details, message });
const none = z.strictObject({});
const wait = z.strictObject({ waitSeconds: z.int() });

/** Every refusal that the page can meet: HTTP status, details, message. */
export const pageErrors = {
  NOT_SIGNED_IN: entry(
    401,
    'Nobody is signed in here any more. Nothing was changed. Sign in and you are back where you were.',
    none,
  ),
  WRONG_PASSPHRASE: entry(
    403,
    'That name and passphrase do not fit together. Nothing was changed. The next try is taken in {waitSeconds} s.',
    wait,
  ),
  TOO_MANY_ATTEMPTS: entry(
    429,
    'There have been wrong passphrases, so the next try is taken in {waitSeconds} s. Nothing was changed.',
    wait,
  ),
  FOREIGN_PAGE: entry(
    403,
    'The request did not come from headquarters’ own page. It was refused and nothing was changed. Open the address that headquarters printed.',
    none,
  ),
  LINK_REFUSED: entry(
    403,
    'This link does not work: it was used already, it is older than three days, or a part of it is missing. Nothing was changed. Ask for a new one: npm run headquarters -- staff add NAME',
    none,
  ),
  NAME_TAKEN: entry(
    409,
    'Somebody has the name {name} already. Nothing was changed. Choose another.',
    z.strictObject({ name: z.string() }),
  ),
  NOT_FOUND: entry(
    404,
    'There is no such thing here: {what}. Nothing was changed. Go back to the list.',
    z.strictObject({ what: z.string() }),
  ),
  ALREADY_DONE: entry(
    409,
    'Somebody has done this in the meantime: {what}. Nothing was changed. The list shows how it is now.',
    z.strictObject({ what: z.string() }),
  ),
  CHANGED: entry(
    409,
    'Something about this reply has changed since the list was read. Nothing was decided. Press Escape, look at it again, and decide.',
    none,
  ),
  MALFORMED: entry(
    400,
    'Headquarters could not read what the page sent: {reason} Nothing was changed. Load the page again.',
    z.strictObject({ reason: z.string() }),
  ),
  BUSY: entry(
    503,
    'Headquarters is busy or cannot reach its database just now. Nothing was changed. Try again in a moment.',
    none,
  ),
  INTERNAL: entry(
    500,
    'Headquarters had a fault of its own; its log says which. Everything that was receipted is kept. Try again, and tell who runs headquarters if it comes back.',
    none,
  ),
} as const satisfies Record<string, Entry<z.ZodType>>;

export type PageErrorCode = keyof typeof pageErrors;
export type PageErrorDetails<Code extends PageErrorCode> = z.infer<(typeof pageErrors)[Code]['details']>;

/** How a refusal arrives at the page. */
export const PageRefusal = z.object({
  ok: z.literal(false),
  error: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }),
});

/** The message of a refusal with its details filled in; a code that this page doesn't know is a fault. */
export function pageErrorMessage(code: string, details: Readonly<Record<string, unknown>>): string {
  const known = Object.hasOwn(pageErrors, code) ? (code as PageErrorCode) : 'INTERNAL';
  return pageErrors[known].message.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? '…'));
}
