import { z } from 'zod';
import { Channel } from '../records/batch.ts';
import { EpochMs } from '../records/calendar-date.ts';
import { BatchId, ConsultationId, PackHash, ReplyId } from '../records/id.ts';
import { FormerMark, Note, Query, SavedMark } from '../records/keying.ts';
import { Reply } from '../records/reply.ts';
import { declareCalls } from './call.ts';

/** The three places of the adding-up line. A sealed reply stays in its place, so a place's list adds up to its number. */
export const ReplyPlace = z.enum(['outstanding', 'keyed', 'excluded']);
export type ReplyPlace = z.infer<typeof ReplyPlace>;

/**
 * How far a reply has gone: keyed, and to be keyed again, or being so · keyed twice, and to be decided · verified, sealed
 * since or not · not sealed · sealed, without a receipt · either of the two, so only on this computer · at headquarters,
 * and of these: nobody needs to look · somebody does.
 */
export const ReplyStage = z.enum([
  'to-key-again',
  'to-decide',
  'verified',
  'here',
  'sealed',
  'only-here',
  'received',
  'in-order',
  'needs-attention',
]);
export type ReplyStage = z.infer<typeof ReplyStage>;

export const ReplyFilter = z.strictObject({
  consultationId: ConsultationId.nullable(),
  batchId: BatchId.nullable(),
  /** Null for any. */
  place: ReplyPlace.nullable(),
  stage: ReplyStage.nullable(),
  channel: Channel.nullable(),
  isLateOnly: z.boolean(),
  hasOpenQueryOnly: z.boolean(),
  /** Serial, name, organisation or postcode, or the beginning of one of them; empty for all. */
  text: z.string().max(200),
});
export type ReplyFilter = z.infer<typeof ReplyFilter>;

/** Leaves nothing out. */
export const everyReply: ReplyFilter = {
  consultationId: null,
  batchId: null,
  place: null,
  stage: null,
  channel: null,
  isLateOnly: false,
  hasOpenQueryOnly: false,
  text: '',
};

/** One act on a reply, from the audit: `postroom.exclude`, with what it said. */
export const ReplyAct = z.strictObject({
  act: z.string(),
  atMs: EpochMs,
  /** Null for what the program did by itself. */
  byName: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type ReplyAct = z.infer<typeof ReplyAct>;

/** A reply with what a person may do with it now, and nothing of what was keyed that is kept from them. */
const standing = {
  reply: Reply,
  /** What was keyed is kept from this person, who may key it again, blind, and it isn't verified yet. */
  isKeptBlind: z.boolean(),
  /** Its second keying has begun: from then on the first stands as it is. */
  isKeyedAgain: z.boolean(),
};

export const replyCalls = declareCalls({
  /**
   * One page of the list, newest first. `total` counts every match, but for a text that matches more than can
   * be counted at once: then `isTotalAtLeast` is true, and the list ends there.
   */
  find: {
    access: 'person',
    request: z.strictObject({
      filter: ReplyFilter,
      offset: z.int().nonnegative(),
      limit: z.int().min(1).max(500),
    }),
    reply: z.strictObject({
      total: z.int().nonnegative(),
      isTotalAtLeast: z.boolean(),
      rows: z.array(Reply),
    }),
    errors: [],
  },
  /** How a reply stands, without looking at what was keyed of it. */
  standing: {
    access: 'person',
    request: z.strictObject({ replyId: ReplyId }),
    reply: z.strictObject(standing),
    errors: ['REPLY_UNKNOWN'],
  },
  /**
   * Everything about one reply: its marks, notes, queries, former values and history. Who has seen its marks keys
   * nothing of it again.
   */
  show: {
    access: 'person',
    request: z.strictObject({ replyId: ReplyId }),
    reply: z.strictObject({
      ...standing,
      /** The version of the form it is keyed with; null until keying begins. */
      packHash: PackHash.nullable(),
      /** Left out where it is kept blind, as what stands below. */
      marks: z.record(z.string(), SavedMark),
      notes: z.array(Note),
      queries: z.array(Query),
      formerMarks: z.array(FormerMark),
      /** What was done to it and by whom, oldest first. */
      history: z.array(ReplyAct),
    }),
    errors: ['REPLY_UNKNOWN'],
  },
});
