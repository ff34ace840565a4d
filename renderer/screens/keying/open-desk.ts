import type { ReplyId } from '../../../contract/records/id.ts';
import type { KeyingSheet } from '../../../contract/records/keying.ts';
import type { FieldId, Mark } from '../../../contract/records/mark.ts';
import { fieldName } from '../../../contract/rules/field-name.ts';
import { bridge } from '../../bridge.ts';
import type { KeyingDesk, KeyingMessage } from './keying-desk.ts';
import type { KeyingForm } from './keying-form.ts';
import { textOf, type Overruling } from './keying-state.ts';
import type { WorldOfReply } from './keying-way.ts';
import { formOf, layOnDesk, openSheet } from './lay-on-desk.ts';

/**
 * Opens a reply for keying: the sheet, its form, how this person keys it, and the reply before for ditto.
 * @throws PostbagError for a refusal of `keying.open`
 */
export async function openDesk(replyId: ReplyId, world: WorldOfReply): Promise<KeyingDesk> {
  const { sheet, left } = await openSheet(() => bridge.keying.open({ replyId }));
  const { keyingId, packHash, reply } = sheet;
  const [{ form, pages }, preference, previous, formers] = await Promise.all([
    formOf(packHash),
    bridge.keying.preference({ consultationId: reply.consultationId }),
    bridge.keying.marksOfPrevious({ keyingId }),
    bridge.keying.formerMarks({ replyId }),
  ]);
  const desk = layOnDesk({
    sheet,
    left,
    form,
    pages,
    preference,
    overrulings: overrulingsOf(sheet),
    previous,
    previousSerial: sheet.previousSerialLabel ?? '',
    isAgain: false,
    lookAgain: [],
    openQueries: reply.openQueries,
    notes: sheet.notes,
    formers: byField(formers),
    send: (save) => bridge.keying.saveMark(save),
    world: {
      ...world,
      // Only where the cursor is: when this fails, the next save carries it.
      setPlace: (place) => void bridge.keying.setPlace({ keyingId, place }).catch(() => {}),
    },
  });
  const greeting = greetingOf(sheet, form, desk.view.state.current);
  if (greeting !== null) desk.say(greeting);
  return desk;
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
