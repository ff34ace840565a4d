import { addNote } from '../../keying/add-note.ts';
import { finishKeying } from '../../keying/finish-keying.ts';
import { formerMarks } from '../../keying/former-marks.ts';
import { nextReply } from '../../keying/next-reply.ts';
import { openKeying } from '../../keying/open-keying.ts';
import { preferenceOf, setPreference } from '../../keying/preference.ts';
import { marksOfPrevious } from '../../keying/previous-marks.ts';
import { saveMark } from '../../keying/save-mark.ts';
import { scannedPage } from '../../keying/scanned-page.ts';
import { setPlace } from '../../keying/set-place.ts';
import type { HandlersOf } from '../handler.ts';

export const keyingHandlers: HandlersOf<'keying'> = {
  next: nextReply,
  open: (desk, { replyId }) => openKeying(desk, replyId),
  saveMark,
  setPlace(desk, { keyingId, place }) {
    setPlace(desk, keyingId, place);
    return null;
  },
  marksOfPrevious: (desk, { keyingId }) => marksOfPrevious(desk, keyingId),
  note: addNote,
  finish: finishKeying,
  formerMarks: (desk, { replyId }) => formerMarks(desk, replyId),
  preference: (desk, { consultationId }) => preferenceOf(desk, consultationId),
  setPreference(desk, { consultationId, preference }) {
    setPreference(desk, consultationId, preference);
    return null;
  },
  scannedPage: (desk, { replyId, page }) => scannedPage(desk, replyId, page),
};
