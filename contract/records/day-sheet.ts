import { z } from 'zod';
import { Channel } from './batch.ts';
import { BatchId, ReplyId } from './id.ts';
import { CalendarDate } from './calendar-date.ts';

const count = z.int().nonnegative();

/** Where the replies that came by one channel stand: *keyed = verified + to key again + to decide*. */
export const ChannelOfDay = z.strictObject({
  channel: Channel,
  received: count,
  keyed: count,
  excluded: count,
  outstanding: count,
  verified: count,
  toKeyAgain: count,
  toDecide: count,
  sealed: count,
  /** Of the sealed: headquarters has them, or they lie in a file to carry that was written here. */
  sent: count,
  receipted: count,
});
export type ChannelOfDay = z.infer<typeof ChannelOfDay>;

/** What was done in a period with what came by one channel. */
export const DoneOfDay = z.strictObject({
  channel: Channel,
  logged: count,
  keyed: count,
  keyedAgain: count,
  decided: count,
  sealed: count,
});
export type DoneOfDay = z.infer<typeof DoneOfDay>;

/** The supervisor's sheet of one consultation and one day. */
export const DaySheet = z.strictObject({
  channels: z.array(ChannelOfDay),
  /** What was done in the period, of the channels with which anything was done. */
  done: z.array(DoneOfDay),
  /** The reply that waits longest to be keyed. */
  oldestOutstanding: z
    .strictObject({
      replyId: ReplyId,
      serialLabel: z.string(),
      batchId: BatchId,
      batchNumber: z.int().positive(),
      receivedDate: CalendarDate,
    })
    .nullable(),
  closesOn: CalendarDate,
});
export type DaySheet = z.infer<typeof DaySheet>;
