import { afterEach, beforeEach, expect, it } from 'vitest';
import { openKeying } from '../../../../electron/keying/open-keying.ts';
import { showBatch } from '../../../../electron/postroom/show-batch.ts';
import { sealBatch } from '../../../../electron/sealing/seal-batch.ts';
import { handedWords } from '../../../../renderer/screens/post-room/handed-words.ts';
import { progressOf, wantedOfBatch } from '../../../../renderer/screens/post-room/progress-of-batch.ts';
import { keysAgainToTheEnd, keysFirst, plans } from '../../../support/checked-replies.ts';
import { says } from '../../../support/keyed-replies.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../../../support/post-room.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../../support/temporary-desk.ts';

let here: TemporaryDesk;
beforeEach(() => (here = openTemporaryDesk()));
afterEach(() => here.clear());

it('keyed = verified + to key again + to decide, and what keeps the batch is named', () => {
  const first = here.as(here.people.firstKeyer);
  const second = here.as(here.people.secondKeyer);
  loadBothConsultations(here.desk);
  plans(here.desk);
  const batch = aBatch(first, { consultationId: BENCHES, documentCount: 4 });
  const replies = Array.from({ length: 4 }, () => aReply(first, batch));
  const [verified, differs, waits, begun] = replies;
  for (const reply of [verified!, differs!, waits!]) keysFirst(first, reply.id);
  keysAgainToTheEnd(second, verified!.id);
  keysAgainToTheEnd(second, differs!.id, { type: says('trader') });
  openKeying(first, begun!.id);
  const shown = showBatch(first, { batchId: batch.id });
  const progress = progressOf(shown.batch, shown.replies, shown.carried);
  expect(progress).toMatchObject({ keyed: 3, verified: 1, toKeyAgain: 1, toDecide: 1, sealed: 0 });
  expect(progress.keyed).toBe(progress.verified + progress.toKeyAgain + progress.toDecide);
  expect(progress.waiting.map(({ reply, why }) => [reply.id, why])).toEqual([
    [differs!.id, 'to decide'],
    [waits!.id, 'to key again'],
    [begun!.id, 'to key'],
  ]);
});

it('a sealed batch is verified as a whole, and nothing keeps it', () => {
  loadBothConsultations(here.desk);
  const batch = aBatch(here.desk, { consultationId: BENCHES, documentCount: 1 });
  plans(here.desk, { always: [] });
  keysFirst(here.desk, aReply(here.desk, batch).id);
  sealBatch(here.desk, { batchId: batch.id });
  const shown = showBatch(here.desk, { batchId: batch.id });
  expect(progressOf(shown.batch, shown.replies, shown.carried)).toMatchObject({
    keyed: 1,
    verified: 1,
    toKeyAgain: 0,
    toDecide: 0,
    sealed: 1,
    sent: 0,
    waiting: [],
  });
});

it('a batch that is keyed wants to be verified before it wants to be sealed', () => {
  const first = here.as(here.people.firstKeyer);
  loadBothConsultations(here.desk);
  plans(here.desk);
  const { id: batchId } = aBatch(first, { consultationId: BENCHES, documentCount: 2 });
  const wants = () => wantedOfBatch(showBatch(first, { batchId }).batch);
  const [one, other] = [1, 2].map(() => aReply(first, showBatch(first, { batchId }).batch));
  keysFirst(first, one!.id);
  expect(wants()).toBeNull();
  keysFirst(first, other!.id);
  expect(wants()).toBe('To verify');
  for (const { id } of [one!, other!]) keysAgainToTheEnd(here.as(here.people.secondKeyer), id);
  expect(wants()).toBe('To seal');
  sealBatch(here.desk, { batchId });
  expect(wants()).toBeNull();
});

it('says what was handed over by name, and what couldn’t be', () => {
  expect(handedWords({ handed: ['B-1', 'B-2'], left: [] }, 'Cara')).toEqual({
    tone: 'good',
    text: '2 replies are Cara’s now: B-1, B-2.',
  });
  expect(handedWords({ handed: ['B-1'], left: ['B-3'] }, 'Cara')).toEqual({
    tone: 'look',
    text: '1 reply is Cara’s now: B-1. B-3 can’t go there: Cara had a hand in the other keying or has looked at it. Choose somebody else for it.',
  });
});
