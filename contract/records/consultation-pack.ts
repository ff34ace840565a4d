import { z } from 'zod';
import { CalendarDate } from './calendar-date.ts';
import { ConsultationId } from './id.ts';

// A consultation is data (design.md, 6): its form, its dates, its addresses. This file is the shape;
// contract/rules/pack-checks.ts holds what one part demands of another, and contract/rules/read-pack.ts
// reads a file and reports every mistake in it by its path.

/** The keys that stand beside options, in the order in which options take them (keying.md, "Keys"). */
export const OPTION_KEYS = [...'1234567890-=abcdefghijklmnopqrstuvwxyz'] as const;

const line = z.string().trim().min(1).max(500);
const paragraph = z.string().trim().min(1).max(10_000);
const identifier = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'Must be small letters, figures and single hyphens, letter first.');

/** Which part of the respondent block an item is; Shift+F4 repeats all of them from the previous reply. */
export const ItemRole = z.enum([
  'name',
  'organisation',
  'address',
  'postcode',
  'email',
  'respondent-type',
  'profile',
]);
export type ItemRole = z.infer<typeof ItemRole>;

const optionSchema = z.strictObject({
  /** What is stored and counted. Stable: the label may be corrected in a later version, the code may not. */
  code: z
    .string()
    .max(40)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Must be small letters, figures and single hyphens.'),
  label: line,
  /** “Other – please specify”: the tick is followed by a text field. One option of a tick part at most. */
  asksText: z.boolean().optional(),
});

const tickSchema = z.strictObject({
  /** `one`: a second tick spoils it. `many`: as many as you like. */
  kind: z.enum(['one', 'many']),
  options: z.array(optionSchema).min(1).max(OPTION_KEYS.length),
});

const entrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), maxLength: z.int().min(1).max(10_000).optional() }),
  z.strictObject({ kind: z.literal('number'), min: z.number().optional(), max: z.number().optional() }),
  z.strictObject({ kind: z.literal('date'), min: CalendarDate.optional(), max: CalendarDate.optional() }),
]);

const routeSchema = z.strictObject({
  /** The code of the option that sends the respondent on. */
  option: z.string().min(1).max(40),
  /** The id of a later item: what lies between is not asked. */
  goTo: z.string().min(1).max(40),
});

/** One question of the form, or one line of its respondent block. It has at least one of the three parts. */
export const Item = z.strictObject({
  id: identifier,
  /** As printed: `4`, `6a`. What F6 takes. Items of the respondent block have none. */
  number: z
    .string()
    .regex(/^[1-9][0-9]{0,2}[a-z]?$/, 'Must be like 4 or 6a.')
    .optional(),
  text: z.string().trim().min(1).max(2_000),
  role: ItemRole.optional(),
  /** The wording stands in for one that isn't public; screens say so. */
  isPlaceholder: z.boolean().optional(),
  entry: entrySchema.optional(),
  tick: tickSchema.optional(),
  comment: z.strictObject({ label: line, maxLength: z.int().min(1).max(200_000).optional() }).optional(),
  routes: z.array(routeSchema).max(OPTION_KEYS.length).optional(),
});
export type Item = z.infer<typeof Item>;

const contactsSchema = z.strictObject({
  /** What the address below is for, in the document's own words. */
  returning: line,
  postal: z.array(line).min(1).max(12),
  email: z.email(),
  enquiries: z.strictObject({ name: line, telephone: line.optional(), email: z.email().optional() }),
  copies: z.strictObject({
    electronic: z.array(line).min(1).max(12),
    hard: z
      .strictObject({ name: line, postal: z.array(line).min(1).max(12), telephone: line.optional() })
      .optional(),
  }),
});

/** A consultation as a file: `postbag-pack/1`. Its version is the SHA-256 of its canonical JSON. */
export const ConsultationPack = z.strictObject({
  format: z.literal('postbag-pack/1'),
  id: ConsultationId,
  /** What serials begin with: `CWS` gives `CWS-000123`. */
  serialPrefix: z.string().regex(/^[A-Z]{2,6}$/, 'Must be two to six capital letters.'),
  title: line,
  department: line,
  /** A department may be renamed while replies arrive; the form keeps the name that it was printed with. */
  departmentChanges: z.array(z.strictObject({ on: CalendarDate, name: line })).optional(),
  issuedOn: CalendarDate,
  /** ISO date. A reply *received* on this day is in time; the postmark counts for nothing. */
  closesOn: CalendarDate,
  closingNote: paragraph.optional(),
  audience: paragraph,
  background: paragraph,
  contacts: contactsSchema,
  /** In words: “autumn 2007”. */
  resultsDue: line,
  /** The form's statement on freedom of information and data protection. */
  statement: paragraph,
  /** What a keyer must know of this pack before trusting it, shown on the screen. */
  notice: paragraph.optional(),
  sections: z
    .array(
      z.strictObject({
        id: identifier,
        title: line,
        note: paragraph.optional(),
        items: z.array(Item).min(1).max(200),
      }),
    )
    .min(1)
    .max(50),
  /** All three always: a letter can ask for confidentiality though no form printed the box. */
  lamps: z.strictObject({
    confidential: z.strictObject({ label: line, reasonLabel: line }),
    contact: z.strictObject({ label: line }),
    acknowledge: z.strictObject({ label: line }),
  }),
});

export type ConsultationPack = z.infer<typeof ConsultationPack>;
export type Section = ConsultationPack['sections'][number];

export type TickPart = NonNullable<Item['tick']>;
