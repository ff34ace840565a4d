import type { KeyingId, PackHash } from '../../../contract/records/id.ts';
import type { KeyingPreference, Note } from '../../../contract/records/keying.ts';
import type { FieldId, Mark } from '../../../contract/records/mark.ts';
import type { Marks } from '../../../contract/rules/routing.ts';
import { bridge } from '../../bridge.ts';
import { EffortClock } from './effort-clock.ts';
import { KeyingDesk, type DeskWorld } from './keying-desk.ts';
import { keyingFormOf, type KeyingForm } from './keying-form.ts';
import { keyingStateOf, textOf, type Overruling } from './keying-state.ts';
import type { SheetOnDesk } from './keying-view.ts';
import { PageFollower } from './page-follower.ts';
import { SaveQueue, type SaveAnswer, type SaveListener, type SaveRequest } from './save-queue.ts';
import { SCAN_AT_FIRST } from './scan-view.ts';
import { sheetWithUnsaved } from './sheet-with-unsaved.ts';
import { playSound } from './sounds.ts';
import { focusCurrent } from './use-keys.ts';

// What a first keying and a second have in common when a reply is laid on the desk and taken from it.

const NEXT_TRY_MS = 700;
/** How long a reply that is opened waits for what was typed in it before and isn't saved yet. */
const PATIENCE_MS = 3_000;

interface KeptForm {
  readonly form: KeyingForm;
  readonly pages: PageFollower;
}
const forms = new Map<PackHash, KeptForm>();
/**
 * Queues that were left with something in them: the screen was locked while the disk was full. Whoever opens the
 * reply again gets the same queue.
 */
const leftQueues = new Map<KeyingId, SaveQueue>();

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function formOf(packHash: PackHash): Promise<KeptForm> {
  const known = forms.get(packHash);
  if (known !== undefined) return known;
  const pack = await bridge.consultations.pack({ packHash });
  const kept = { form: keyingFormOf(pack), pages: new PageFollower() };
  forms.set(packHash, kept);
  return kept;
}

/** Opens a sheet, with what was typed in it before and isn't saved yet, and the queue in which that waits. */
export async function openSheet<Sheet extends SheetOnDesk>(
  open: () => Promise<Sheet>,
): Promise<{ readonly sheet: Sheet; readonly left: SaveQueue | undefined }> {
  const sheet = await open();
  const left = leftQueues.get(sheet.keyingId);
  if (left === undefined) return { sheet, left };
  left.tryAgain();
  await Promise.race([left.whenEmpty(), wait(PATIENCE_MS)]);
  // Seen before the store is asked: what is saved meanwhile is in both, and nothing is in neither.
  const unsaved = [...left.unsaved];
  const again = sheetWithUnsaved(await open(), unsaved);
  if (left.unsaved.length > 0) return { sheet: again, left };
  leftQueues.delete(sheet.keyingId);
  return { sheet: again, left: undefined };
}

/** What differs from one way of keying to the other. */
export interface Laid {
  readonly sheet: SheetOnDesk;
  readonly left: SaveQueue | undefined;
  readonly form: KeyingForm;
  readonly pages: PageFollower;
  readonly preference: KeyingPreference;
  readonly overrulings: Readonly<Record<string, Overruling>>;
  readonly previous: Marks;
  readonly previousSerial: string;
  readonly isAgain: boolean;
  readonly lookAgain: readonly FieldId[];
  readonly openQueries: number;
  readonly notes: readonly Note[];
  readonly formers: Readonly<Record<string, readonly Mark[]>>;
  readonly send: (save: SaveRequest) => Promise<SaveAnswer>;
  readonly world: Pick<DeskWorld, 'finish' | 'replyBefore' | 'leaveForm' | 'say' | 'setPlace'>;
}

/** Makes the desk of a sheet that is open. */
export function layOnDesk(laid: Laid): KeyingDesk {
  const { sheet, left, form, pages, preference, world, send } = laid;
  const state = keyingStateOf(
    {
      form,
      replyKind: sheet.reply.kind,
      marks: Object.fromEntries(Object.entries(sheet.marks).map(([field, saved]) => [field, saved.mark])),
      overrulings: laid.overrulings,
      previous: laid.previous,
      previousSerial: laid.previousSerial,
      order: preference.order,
      finishesAtLastField: preference.finishesAtLastField,
      isAgain: laid.isAgain,
      lookAgain: new Set(laid.lookAgain),
    },
    sheet.place,
  );
  return new KeyingDesk(
    {
      sheet,
      preference,
      state,
      save: left?.state ?? { at: 'nothing-yet' },
      panel: null,
      isPaused: false,
      isBusy: false,
      isFinished: sheet.isFinished,
      openQueries: laid.openQueries,
      notes: laid.notes,
      formers: laid.formers,
      scan: SCAN_AT_FIRST,
      hasText: textOf(state.marks[state.current]) !== '',
    },
    { ...world, pages, play: playSound, focusField: focusCurrent },
    new EffortClock(),
    (made) => {
      const listener = listenerOf(made);
      return (
        left?.passTo(listener) ?? new SaveQueue({ ...listener, send, untilNextTry: () => wait(NEXT_TRY_MS) })
      );
    },
  );
}

const listenerOf = (desk: KeyingDesk): SaveListener => ({
  onState: (save) => desk.saveStateIs(save),
  onSaved: (save, answer) => desk.answered(save, answer),
});

/** The reply leaves the screen. What isn't saved yet goes on trying, and is waited for when it comes back. */
export function putAway(desk: KeyingDesk): void {
  desk.putAway();
  if (desk.queue.unsaved.length > 0) leftQueues.set(desk.view.sheet.keyingId, desk.queue);
}
