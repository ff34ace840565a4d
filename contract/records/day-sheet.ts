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
  receipted: count,
});
export type ChannelOfDay = z.infer<typeof ChannelOfDay>;

/** The supervisor's sheet of one consultation and one day. */
export const DaySheet = z.strictObject({
  channels: z.array(ChannelOfDay),
  /** What was done in the period. */
  done: z.strictObject({ logged: count, keyed: count, keyedAgain: count, decided: count, sealed: count }),
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
