import type { CheckingSheet } from '../../../contract/records/checking.ts';
import { PostbagError } from '../../../contract/errors.ts';
import type { ReplyId } from '../../../contract/records/id.ts';
import { fieldName } from '../../../contract/rules/field-name.ts';
import { bridge } from '../../bridge.ts';
import type { KeyingDesk, KeyingMessage } from '../keying/keying-desk.ts';
import { onlyThese, type KeyingForm } from '../keying/keying-form.ts';
import type { WorldOfReply } from '../keying/keying-way.ts';
import { formOf, layOnDesk, openSheet } from '../keying/lay-on-desk.ts';

/**
 * Opens a reply for its second keying: the same form with only the fields in it that are keyed again. Nothing of the
 * first keying comes to this side of the bridge, so that nothing of it can be in the page.
 * @throws PostbagError for a refusal of `checking.open`
 */
export async function openCheck(replyId: ReplyId, world: WorldOfReply): Promise<KeyingDesk> {
  const { sheet, left } = await openSheet(() => bridge.checking.open({ replyId }));
  const { packHash, reply } = sheet;
  if (sheet.isFinished) {
    throw new PostbagError('SECOND_KEYING_FINISHED', { serialLabel: reply.serialLabel });
  }
  const [kept, preference] = await Promise.all([
    formOf(packHash),
    bridge.keying.preference({ consultationId: reply.consultationId }),
  ]);
  const form = onlyThese(kept.form, sheet.fields);
  const desk = layOnDesk({
    sheet,
    left,
    form,
    pages: kept.pages,
    preference,
    overrulings: {},
    // Nothing to repeat: each field is keyed from its own paper.
    previous: {},
    previousSerial: '',
    isAgain: true,
    lookAgain: sheet.lookAgain,
    openQueries: 0,
    notes: [],
    formers: {},
    send: ({ keyingId, field, mark, isLeft, place, strokes, activeMs }) =>
      bridge.checking.saveMark({ keyingId, field, mark, isLeft, place, strokes, activeMs }),
    // A second keying's place is kept with each save and not by itself.
    world: { ...world, setPlace: () => undefined },
  });
  const greeting = greetingOf(sheet, form, desk);
  if (greeting !== null) desk.say(greeting);
  return desk;
}

/** After a crash or a break: which reply was open, where the cursor is again, and what was to be looked at. */
function greetingOf(sheet: CheckingSheet, form: KeyingForm, desk: KeyingDesk): KeyingMessage | null {
  if (sheet.place === null) return null;
  const field = form.byId.get(desk.view.state.current);
  const again = sheet.lookAgain.flatMap((id) => form.byId.get(id) ?? []).map(fieldName);
  const text = [
    `${sheet.reply.serialLabel} was open.`,
    `You are back at ${field ? fieldName(field) : 'its beginning'}; everything up to there is kept.`,
    again.length === 0 ? '' : `To be looked at again on the paper before you finish: ${again.join(', ')}.`,
  ];
  return { tone: again.length === 0 ? 'good' : 'look', text: text.filter((part) => part !== '').join(' ') };
}
