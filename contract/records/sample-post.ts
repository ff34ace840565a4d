import { z } from 'zod';
import { Channel } from './batch.ts';
import { CalendarDate } from './calendar-date.ts';
import { ConsultationId } from './id.ts';
import { Mark } from './mark.ts';
import { ReplyKind } from './reply.ts';

/** What a sample reply is there to show; the desk's rule for it stands in domain.md. */
export const SampleFlag = z.enum([
  'spoilt',
  'illegible',
  'no-form',
  'late',
  'confidential',
  'campaign',
  'petition',
  'enclosure',
  'anonymous',
  'contradiction',
  'routed',
]);
export type SampleFlag = z.infer<typeof SampleFlag>;

/** One invented reply: its pages as pictures, and what a careful keyer would make of them. */
export const SampleReply = z.strictObject({
  /** `01`, `02` …, as at the foot of the sheets. */
  id: z.string().regex(/^\d{2}$/),
  receivedDate: CalendarDate,
  channel: Channel,
  kind: ReplyKind,
  /** For a petition; `null` for other kinds. */
  signatures: z.int().positive().nullable(),
  /** As the log describes them; empty where there are none. */
  enclosures: z.string().max(500),
  /** Files beside this list, in the order of the sheets. */
  pages: z.array(z.string().regex(/^[a-z0-9-]+\.jpg$/)).min(1),
  description: z.string().min(1),
  /**
   * The mark of every field that the form asks of this reply, by field id; lamps only where they are lit.
   * A field that routing passes over isn't here.
   */
  expected: z.record(z.string(), Mark),
  flags: z.array(SampleFlag),
  /**
   * One that is keyed when the sample begins, and waits to be keyed again: what was keyed otherwise than the paper says.
   * Null for the others.
   */
  keyedOtherwise: z.record(z.string(), Mark).nullable(),
});
export type SampleReply = z.infer<typeof SampleReply>;

/** `resources/sample-post/sample-post.json`: the pile of invented post that comes with the program. */
export const SamplePost = z.strictObject({
  format: z.literal('postbag-sample-post/1'),
  notice: z.string().min(1),
  consultationId: ConsultationId,
  replies: z.array(SampleReply).min(1),
});
export type SamplePost = z.infer<typeof SamplePost>;
