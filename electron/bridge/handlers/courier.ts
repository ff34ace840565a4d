import { PostbagError } from '../../../contract/errors.ts';
import { courierPlaces } from '../../sync/courier/places.ts';
import type { HandlersOf } from '../handler.ts';

export const courierHandlers: HandlersOf<'courier'> = {
  waiting: () => {
    throw new PostbagError('NOT_ENROLLED', {});
  },
  places: () => courierPlaces(null),
  write: (_desk, { folder }) => {
    throw new PostbagError('COURIER_NOT_WRITTEN', {
      folder,
      reason: 'this version does not write courier files yet',
    });
  },
  cancel: () => null,
  slips: () => [],
  takeReceipts: () => {
    throw new PostbagError('NOT_A_RECEIPT_FILE', {
      reason: 'this version does not take receipt files in yet',
    });
  },
};
