import type { ReplyId } from '../../../contract/records/id.ts';
import type { EffortClock } from './effort-clock.ts';
import type { DeskWorld, KeyingDesk } from './keying-desk.ts';

/** What finishing led to: the reply to open now, or null when nothing waits; and what to say of the one finished. */
export interface Finished {
  readonly next: ReplyId | null;
  readonly words: string;
}

/** What the desk of one reply asks of the screen that it lies on. */
export type WorldOfReply = Pick<DeskWorld, 'finish' | 'replyBefore' | 'leaveForm' | 'say'>;

/** One of the two ways through a pile: the first keying, and the second. */
export interface KeyingWay {
  readonly title: string;
  readonly to: '/keying' | '/checking';
  /** What is offered where a reply can't be opened. */
  readonly elsewhere: string;
  readonly open: (replyId: ReplyId, world: WorldOfReply) => Promise<KeyingDesk>;
  /** Null: it isn't finished; the desk has said why and is open again. */
  readonly finish: (
    desk: KeyingDesk,
    restBlank: 'none' | 'comments' | 'all',
    effort: ReturnType<EffortClock['take']>,
  ) => Promise<Finished | null>;
}
