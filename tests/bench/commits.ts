import { fieldsOf } from '../../contract/rules/fields.ts';
import { openKeying } from '../../electron/keying/open-keying.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { readPack } from '../../electron/store/queries/consultations.ts';
import { plainMark } from '../support/invented-marks.ts';
import { keys } from '../support/keyed-replies.ts';
import { aBatch, aReply, loadBothConsultations } from '../support/post-room.ts';
import { openTemporaryDesk } from '../support/temporary-desk.ts';
import type { Opened } from './opened.ts';
import { timesOf, type Side } from './rounds.ts';

/**
 * One field's commit, so many times a turn, by the step that the bridge calls, on an encrypted store of its own:
 * field after field and reply after reply, as a keyer leaves them.
 */
export function commitsByTurns(count: number, opened: Opened): Side {
  const here = openTemporaryDesk();
  opened.onClose(() => here.clear());
  loadBothConsultations(here.desk);
  const fields = eachFieldOfManyReplies(here.as(here.people.firstKeyer));
  return timesOf(count, () => fields.next().value);
}

function* eachFieldOfManyReplies(desk: Desk): Generator<() => void, never> {
  for (;;) {
    const batch = aBatch(desk, { documentCount: 25 });
    for (let count = 0; count < 25; count++) {
      const sheet = openKeying(desk, aReply(desk, batch).id);
      const fields = fieldsOf(readPack(desk.db, sheet.packHash)!);
      for (const [index, field] of fields.entries()) {
        const place = (fields[index + 1] ?? field).id;
        yield () => keys(desk, sheet, field.id, plainMark(field), { place });
      }
    }
  }
}
