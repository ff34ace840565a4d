import type { ConsultationPack } from '../../../contract/records/consultation-pack.ts';
import type { KeyingId, PackHash, ReplyId } from '../../../contract/records/id.ts';
import type { KeyingSheet } from '../../../contract/records/keying.ts';
import type { FieldId, Mark } from '../../../contract/records/mark.ts';
import { fieldName } from '../../../contract/rules/field-name.ts';
import { bridge } from '../../bridge.ts';
import { EffortClock } from './effort-clock.ts';
import { KeyingDesk, type DeskWorld, type KeyingMessage } from './keying-desk.ts';
import { keyingFormOf, type KeyingForm } from './keying-form.ts';
import { keyingStateOf, textOf, type Overruling } from './keying-state.ts';
import { PageFollower } from './page-follower.ts';
import { SaveQueue, type SaveListener } from './save-queue.ts';
import { SCAN_AT_FIRST } from './scan-view.ts';
import { sheetWithUnsaved } from './sheet-with-unsaved.ts';
import { focusCurrent } from './use-keys.ts';
import { playSound } from './sounds.ts';

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

async function formOf(packHash: PackHash): Promise<KeptForm> {
  const known = forms.get(packHash);
  if (known !== undefined) return known;
  const pack: ConsultationPack = await bridge.consultations.pack({ packHash });
  const kept = { form: keyingFormOf(pack), pages: new PageFollower() };
  forms.set(packHash, kept);
  return kept;
}

/**
 * Opens a reply for keying: the sheet, its form, how this person keys it, and the reply before for ditto.
 * @throws PostbagError for a refusal of `keying.open`
 */
export async function openDesk(
  replyId: ReplyId,
  world: Pick<DeskWorld, 'finish' | 'replyBefore' | 'leaveForm' | 'say'>,
): Promise<KeyingDesk> {
  let sheet = await bridge.keying.open({ replyId });
  let left = leftQueues.get(sheet.keyingId);
  if (left !== undefined) {
    left.tryAgain();
    await Promise.race([left.whenEmpty(), wait(PATIENCE_MS)]);
    // Seen before the store is asked: what is saved meanwhile is in both, and nothing is in neither.
    const unsaved = [...left.unsaved];
    sheet = sheetWithUnsaved(await bridge.keying.open({ replyId }), unsaved);
    if (left.unsaved.length === 0) {
      leftQueues.delete(sheet.keyingId);
      left = undefined;
    }
  }
  const { keyingId, packHash, reply } = sheet;
  const [{ form, pages }, preference, previous, formers] = await Promise.all([
    formOf(packHash),
    bridge.keying.preference({ consultationId: reply.consultationId }),
    bridge.keying.marksOfPrevious({ keyingId }),
    bridge.keying.formerMarks({ replyId }),
  ]);
  const state = keyingStateOf(
    {
      form,
      replyKind: reply.kind,
      marks: Object.fromEntries(Object.entries(sheet.marks).map(([field, saved]) => [field, saved.mark])),
      overrulings: overrulingsOf(sheet),
      previous,
      previousSerial: sheet.previousSerialLabel ?? '',
      order: preference.order,
      finishesAtLastField: preference.finishesAtLastField,
    },
    sheet.place,
  );
  const desk = new KeyingDesk(
    {
      sheet,
      preference,
      state,
      save: left?.state ?? { at: 'nothing-yet' },
      panel: null,
      isPaused: false,
      isBusy: false,
      isFinished: sheet.isFinished,
      openQueries: reply.openQueries,
      notes: sheet.notes,
      formers: byField(formers),
      scan: SCAN_AT_FIRST,
      hasText: textOf(state.marks[state.current]) !== '',
    },
    {
      ...world,
      pages,
      play: playSound,
      focusField: focusCurrent,
      // Only where the cursor is: when this fails, the next save carries it.
      setPlace: (place) => void bridge.keying.setPlace({ keyingId, place }).catch(() => {}),
    },
    new EffortClock(),
    (made) => {
      const listener = listenerOf(made);
      return (
        left?.passTo(listener) ??
        new SaveQueue({
          ...listener,
          send: (save) => bridge.keying.saveMark(save),
          untilNextTry: () => wait(NEXT_TRY_MS),
        })
      );
    },
  );
  const greeting = greetingOf(sheet, form, state.current);
  if (greeting !== null) desk.say(greeting);
  return desk;
}

const listenerOf = (desk: KeyingDesk): SaveListener => ({
  onState: (save) => desk.saveStateIs(save),
  onSaved: (_, answer) => {
    if (desk.view.openQueries !== answer.openQueries) desk.change({ openQueries: answer.openQueries });
    if (answer.isReopened) desk.change({ isFinished: false });
  },
});

/** The reply leaves the screen. What isn't saved yet goes on trying, and is waited for when it comes back. */
export function putAway(desk: KeyingDesk): void {
  desk.putAway();
  if (desk.queue.unsaved.length > 0) leftQueues.set(desk.view.sheet.keyingId, desk.queue);
}

function overrulingsOf(sheet: KeyingSheet): Record<string, Overruling> {
  return Object.fromEntries(
    Object.entries(sheet.marks).flatMap(([field, { mark, overruleReason }]) =>
      overruleReason === null ? [] : [[field, { text: textOf(mark), reason: overruleReason }]],
    ),
  );
}

function byField(
  formers: readonly { readonly field: FieldId; readonly mark: Mark }[],
): Record<string, readonly Mark[]> {
  const grouped: Record<string, Mark[]> = {};
  for (const { field, mark } of formers) (grouped[field] ??= []).push(mark);
  return grouped;
}

/** After a crash or a break: which reply was open, and where the cursor is again. */
function greetingOf(sheet: KeyingSheet, form: KeyingForm, current: FieldId): KeyingMessage | null {
  if (sheet.isFinished)
    return {
      tone: 'look',
      text: `${sheet.reply.serialLabel} is keyed. After a change it is outstanding until you finish it again.`,
    };
  if (sheet.place === null) return null;
  const field = form.byId.get(current);
  return {
    tone: 'good',
    text: `${sheet.reply.serialLabel} was open. You are back at ${field ? fieldName(field) : 'its beginning'}; everything up to there is kept.`,
  };
}
