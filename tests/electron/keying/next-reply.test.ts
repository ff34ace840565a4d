import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReplyId } from '../../../contract/records/id.ts';
import { marksOfPrevious } from '../../../electron/keying/previous-marks.ts';
import { nextReply } from '../../../electron/keying/next-reply.ts';
import { openKeying } from '../../../electron/keying/open-keying.ts';
import { excludeReply } from '../../../electron/postroom/exclude-reply.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { keys, keysToTheEnd, says } from '../../support/keyed-replies.ts';
import { aFullBatch, CWS, loadBothConsultations } from '../../support/post-room.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';

let here: TemporaryDesk;
let first: Desk;
let second: Desk;
beforeEach(() => {
  here = openTemporaryDesk();
  loadBothConsultations(here.desk);
  first = here.as(here.people.firstKeyer);
  second = here.as(here.people.secondKeyer);
});
afterEach(() => here.clear());

const next = (desk: Desk, after: ReplyId | null = null) =>
  nextReply(desk, { consultationId: CWS, batchId: null, after });

describe('what to key now', () => {
  it('goes down the pile, batch by batch, past what others have begun and what is set aside', () => {
    const { replies } = aFullBatch(here.desk, 4);
    const { replies: more } = aFullBatch(here.desk, 1);
    const [one, two, three, four] = replies.map((reply) => reply.id);
    expect(next(first)).toBe(one);
    openKeying(first, one!);
    expect(next(second)).toBe(two);
    excludeReply(here.desk, { replyId: two!, reason: 'duplicate', note: '' });
    expect(next(second)).toBe(three);
    keysToTheEnd(second, openKeying(second, three!));
    expect(next(second, three!)).toBe(four);
    keysToTheEnd(second, openKeying(second, four!));
    expect(next(second, four!)).toBe(more[0]!.id);
    openKeying(second, more[0]!.id);
    expect(next(second, more[0]!.id)).toBeNull();
  });

  it('goes back to what this person has open, unless that is what they just left', () => {
    const { replies } = aFullBatch(here.desk, 3);
    const [one, two, three] = replies.map((reply) => reply.id);
    openKeying(first, two!);
    expect(next(first)).toBe(two);
    expect(next(first, two!)).toBe(three);
    expect(next(second)).toBe(one);
  });

  it('keeps to one batch where asked', () => {
    const { replies } = aFullBatch(here.desk, 1);
    const { batch, replies: more } = aFullBatch(here.desk, 1);
    openKeying(first, replies[0]!.id);
    expect(nextReply(first, { consultationId: CWS, batchId: batch.id, after: null })).toBe(more[0]!.id);
  });

  it('says which of how many it is, with what is set aside left out', () => {
    const { replies } = aFullBatch(here.desk, 3);
    excludeReply(here.desk, { replyId: replies[0]!.id, reason: 'duplicate', note: '' });
    expect(openKeying(first, replies[2]!.id).position).toEqual({ index: 2, of: 2 });
  });
});

describe('the reply before', () => {
  it('is the one that this person began before, and gives its marks to ditto', () => {
    const { replies } = aFullBatch(here.desk, 3);
    const sheetOne = openKeying(first, replies[0]!.id);
    expect(sheetOne.previousReplyId).toBeNull();
    expect(marksOfPrevious(first, sheetOne.keyingId)).toEqual({});
    keys(first, sheetOne, 'address1', says('1 Invented Street'));
    openKeying(second, replies[1]!.id);
    const sheetThree = openKeying(first, replies[2]!.id);
    expect(sheetThree.previousReplyId).toBe(replies[0]!.id);
    expect(marksOfPrevious(first, sheetThree.keyingId)).toEqual({ address1: says('1 Invented Street') });
    // Also after going back to it and forward again.
    openKeying(first, replies[0]!.id);
    expect(openKeying(first, replies[2]!.id).previousReplyId).toBe(replies[0]!.id);
  });
});
