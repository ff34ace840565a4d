import { PostbagError } from '../../../contract/errors.ts';
import { lastCourierFolder, listCourierSlips } from '../../store/queries/courier-files.ts';
import { readEnrolment } from '../../store/queries/devices.ts';
import { planCourierFile } from '../../sync/courier/plan.ts';
import { courierPlaces } from '../../sync/courier/places.ts';
import { takeReceipts } from '../../sync/courier/take-receipts.ts';
import { writeCourierFile } from '../../sync/courier/write-courier-file.ts';
import { cancelWriting, writingProgress } from '../../sync/courier/writings.ts';
import type { HandlersOf } from '../handler.ts';
import { whileOpen } from '../while-open.ts';

export const courierHandlers: HandlersOf<'courier'> = {
  waiting({ db }) {
    const enrolment = readEnrolment(db);
    if (enrolment === undefined) throw new PostbagError('NOT_ENROLLED', {});
    return { ...planCourierFile(db, enrolment), progress: writingProgress(db) };
  },
  places: ({ db }) => courierPlaces(lastCourierFolder(db)),
  write: (desk, { folder }, session) =>
    whileOpen(session, (closing) => writeCourierFile(desk, folder, closing)),
  async cancel({ db }) {
    await cancelWriting(db);
    return null;
  },
  slips: ({ db }, { limit }) => listCourierSlips(db, limit),
  takeReceipts: (desk, { text }) => takeReceipts(desk, text),
};
