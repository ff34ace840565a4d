import { z } from 'zod';
import { DeviceId } from '../sync/ids.ts';
import { declareEndpoints } from './endpoint.ts';

/**
 * What has become of a reply at headquarters. Each reply stands under exactly one, so that they add up:
 * `applied` (it counts), `set-aside` (it came as excluded), `withdrawn`, `rejected` (a person here decided that it
 * doesn't count), `person` (something about it waits for a person), `waiting` (its bytes are stored, not read yet).
 */
export const ReplyPart = z.enum(['applied', 'set-aside', 'withdrawn', 'rejected', 'person', 'waiting']);
export type ReplyPart = z.infer<typeof ReplyPart>;

const count = z.int().min(0);

/** Where a batch of one computer stands; `batchId` is null for replies that aren't filed in a batch yet. */
export const BatchStanding = z.strictObject({
  unitName: z.string(),
  deviceId: DeviceId,
  deviceLabel: z.string(),
  consultationId: z.string(),
  batchId: z.string().nullable(),
  batchNumber: z.int().nullable(),
  channel: z.string().nullable(),
  receivedDate: z.string().nullable(),
  /** How many the opener counted; as a batch is sealed whole, so many were logged and sealed at the unit. */
  counted: count.nullable(),
  /** How many different replies are here: the sum of `parts`. */
  received: count,
  parts: z.record(ReplyPart, count),
  /** Serials between two that are here, as `CWS-000004` or `CWS-000004 to CWS-000007`. */
  missingSerials: z.array(z.string()).readonly(),
});
export type BatchStanding = z.infer<typeof BatchStanding>;

/** One reply in a list. No personal data: the serial is written on the paper. */
export const ListedReply = z.strictObject({
  consultationId: z.string(),
  replyId: z.string(),
  serialLabel: z.string().nullable(),
  unitName: z.string(),
  deviceLabel: z.string(),
  batchNumber: z.int().nullable(),
  kind: z.string().nullable(),
  revision: z.int().nullable(),
  part: ReplyPart,
  receivedAtMs: z.int(),
});
export type ListedReply = z.infer<typeof ListedReply>;

/** In place of a batch's id: what isn't filed in a batch. */
export const unfiled = 'none';

/**
 * What a list is narrowed to, by where its replies are counted (`BatchStanding`); each is left away where it narrows
 * nothing.
 */
export const Narrowing = z.object({
  unit: z.string().optional(),
  /** A computer's id. */
  computer: z.string().optional(),
  consultation: z.string().optional(),
  /** A batch's id, or `unfiled`. */
  batch: z.string().optional(),
});
export type Narrowing = z.infer<typeof Narrowing>;

/** What a list of replies is narrowed to. */
export const ReplyFilter = Narrowing.extend({ part: ReplyPart.optional() });
export type ReplyFilter = z.infer<typeof ReplyFilter>;

/** So many rows of a list are shown at once; the screen says so, and how to come to the others. */
export const longestList = 1000;

export const arrivedEndpoints = declareEndpoints({
  batches: { kind: 'asks', access: 'staff', request: z.strictObject({}), value: z.array(BatchStanding) },
  replies: {
    kind: 'asks',
    access: 'staff',
    request: ReplyFilter,
    value: z.strictObject({ total: count, rows: z.array(ListedReply) }),
  },
});
