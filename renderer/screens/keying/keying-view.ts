import type { CheckingSheet, ReplyToCheck } from '../../../contract/records/checking.ts';
import type { KeyingPreference, Note } from '../../../contract/records/keying.ts';
import type { Reply } from '../../../contract/records/reply.ts';
import type { Mark } from '../../../contract/records/mark.ts';
import type { Panel } from './keying-effect.ts';
import type { KeyingState } from './keying-state.ts';
import type { ScanView } from './scan-view.ts';
import type { SaveState } from './save-queue.ts';

/** The reply of a first keying or of a second, as far as both have it; who keys again is told less of it. */
export interface SheetOnDesk extends Pick<
  CheckingSheet,
  'keyingId' | 'packHash' | 'marks' | 'place' | 'position' | 'isFinished' | 'previousReplyId'
> {
  readonly reply: ReplyToCheck & Partial<Pick<Reply, 'signatures' | 'pages' | 'enclosures' | 'receivedDate'>>;
}

/** Everything that the screen shows of one reply. Immutable; a component takes the one piece that it shows. */
export interface KeyingView {
  readonly sheet: SheetOnDesk;
  readonly preference: KeyingPreference;
  readonly state: KeyingState;
  readonly save: SaveState;
  readonly panel: Panel | null;
  readonly isPaused: boolean;
  /** Between two replies, or until the store has compared a field: keys are taken and wait. */
  readonly isBusy: boolean;
  readonly isFinished: boolean;
  readonly openQueries: number;
  readonly notes: readonly Note[];
  /** Corrected values by field, oldest first. */
  readonly formers: Readonly<Record<string, readonly Mark[]>>;
  readonly scan: ScanView;
  /** Whether the current box holds anything: what Enter will do, and what the bottom line says of it. */
  readonly hasText: boolean;
}

/** Entry is blocked while something isn't saved that should be: what is on the screen would run ahead of the store. */
export function isBlocked(view: KeyingView): boolean {
  return view.save.at === 'waiting' || view.save.at === 'refused';
}
