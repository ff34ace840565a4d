import { z } from 'zod';
import { Narrowing } from './arrived.ts';
import { declareEndpoints } from './endpoint.ts';

/** What a person may decide about an item. Each is added to what was decided before; none can be taken back. */
export const DecisionKind = z.enum(['accept', 'reject', 'acknowledge']);
export type DecisionKind = z.infer<typeof DecisionKind>;

/** Why something was decided, in a person's words. No personal data of citizens: it stands in the decision for ever. */
export const DecisionReason = z.string().trim().min(1).max(500);

/** An event that needs a person. No personal data: the serial is written on the paper. */
export const WorkItem = z.strictObject({
  consultationId: z.string(),
  eventId: z.string(),
  /** Which bytes, where two came under one id. SHA-256 in hexadecimal. */
  digest: z.string(),
  unitName: z.string(),
  deviceLabel: z.string(),
  batchNumber: z.int().nullable(),
  serialLabel: z.string().nullable(),
  kind: z.enum(['create', 'revise', 'withdraw']),
  status: z.enum(['applied', 'conflict', 'quarantined', 'held']),
  /** A content code, or one that this page doesn't know yet. */
  code: z.string().nullable(),
  /** What exactly is wrong, where that is known. */
  detail: z.string().nullable(),
  receivedAtMs: z.int(),
  /** Grows with each event that comes: the list's order, and the place after which it is read on. */
  arrival: z.int(),
  /** The arrival of the newest event of the same reply: what whoever decides by this list can know of. */
  asOf: z.int(),
  /** What may be decided about it. */
  may: z.array(DecisionKind).readonly(),
});
export type WorkItem = z.infer<typeof WorkItem>;

const count = z.int().min(0);

/** The work list from one place on. */
export const WorkPage = z.strictObject({
  /**
   * Of the whole list: its items, and the replies that they are about. One may have several items. Counted for its
   * first page only; null on those after it.
   */
  whole: z.strictObject({ total: count, replies: count }).nullable(),
  rows: z.array(WorkItem),
  /** After which arrival the rest begins; null where these are the last. */
  next: z.int().nullable(),
});
export type WorkPage = z.infer<typeof WorkPage>;

/** What was decided, as it is kept. */
export const Decided = z.strictObject({
  consultationId: z.string(),
  eventId: z.string(),
  serialLabel: z.string().nullable(),
  code: z.string().nullable(),
  what: DecisionKind,
  reason: z.string(),
  by: z.string(),
  atMs: z.int(),
});
export type Decided = z.infer<typeof Decided>;

export const workEndpoints = declareEndpoints({
  workCount: {
    kind: 'asks',
    access: 'staff',
    request: z.strictObject({}),
    value: z.strictObject({ open: count }),
  },
  work: {
    kind: 'asks',
    access: 'staff',
    request: Narrowing.extend({
      after: z
        .string()
        .regex(/^\d{1,15}$/)
        .optional(),
    }),
    value: WorkPage,
  },
  decided: { kind: 'asks', access: 'staff', request: z.strictObject({}), value: z.array(Decided) },
  decide: {
    kind: 'acts',
    access: 'staff',
    request: z.strictObject({
      consultationId: z.string(),
      eventId: z.uuid(),
      digest: z.string().regex(/^[0-9a-f]{64}$/),
      what: DecisionKind,
      reason: DecisionReason,
      /** The item as the person saw it: nothing is decided about what came in meanwhile. */
      seen: WorkItem.pick({ code: true, asOf: true }),
    }),
    value: z.strictObject({}),
  },
});
