import { expect, test } from 'vitest';
import type { ReceiptsTaken } from '../../../../contract/bridge/courier.ts';
import { receiptWords } from '../../../../renderer/screens/courier/courier-words.ts';

const nothing: ReceiptsTaken = {
  taken: 0,
  takenBefore: 0,
  heard: 0,
  ofAnotherLife: 0,
  repliesReceived: 0,
  repliesLacking: 0,
  hasNewSeries: false,
};
const newSeries =
  'Headquarters has more of this computer than this store knows, so the store was restored or copied. What has no receipt is kept here and offered again as a new series: send it, or write a new file.';

test.each([
  [{}, 'There is no receipt in this file.'],
  [{ takenBefore: 2 }, 'Every receipt in this file was here already. Nothing was changed.'],
  [{ taken: 1, repliesReceived: 1 }, '1 receipt is taken in; 1 reply is at headquarters by it.'],
  [
    { taken: 2, takenBefore: 1, repliesReceived: 30 },
    '2 receipts are taken in; 30 replies are at headquarters by it. 1 receipt was here already.',
  ],
  [{ heard: 1 }, 'What the file says of this computer’s replies is taken in.'],
  [{ heard: 1, takenBefore: 3 }, 'What the file says of this computer’s replies is taken in.'],
  [
    { heard: 1, hasNewSeries: true },
    `What the file says of this computer’s replies is taken in. ${newSeries}`,
  ],
  [{ ofAnotherLife: 1 }, 'Nothing in this file is new here. Nothing was changed.'],
  [{ ofAnotherLife: 1, takenBefore: 3 }, 'Nothing in this file is new here. Nothing was changed.'],
  [{ ofAnotherLife: 1, hasNewSeries: true }, newSeries],
])('what a receipt file brought is said: %j', (brought, words) => {
  expect(receiptWords({ ...nothing, ...brought })).toBe(words);
});
