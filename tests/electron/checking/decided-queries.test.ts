import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fieldId } from '../../../contract/records/field-id.ts';
import type { Mark } from '../../../contract/records/mark.ts';
import type { Reply } from '../../../contract/records/reply.ts';
import { decide } from '../../../electron/checking/decide.ts';
import { contestDecision, takeBackDecision } from '../../../electron/checking/differences.ts';
import { closeQuery, listQueries } from '../../../electron/keying/queries.ts';
import { sealBatch } from '../../../electron/sealing/seal-batch.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { keysAgainToTheEnd, keysFirst, plans } from '../../support/checked-replies.ts';
import { blank, illegible, refusalOf, says, spoilt } from '../../support/keyed-replies.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../../support/post-room.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';

// What a third person reads from the paper is looked at as what a keyer reads is.

let here: TemporaryDesk;
let [first, second, third]: Desk[] = [];
let reply: Reply;
beforeEach(() => {
  here = openTemporaryDesk();
  loadBothConsultations(here.desk);
  plans(here.desk, { always: ['type', 'q1.tick', 'q2.entry', 'name', 'postcode'].map(fieldId) });
  first = here.as(here.people.firstKeyer);
  second = here.as(here.people.secondKeyer);
  third = here.desk;
  reply = aReply(first, aBatch(first, { consultationId: BENCHES, documentCount: 1 }));
});
afterEach(() => here.clear());

const keyedTwice = (one: Record<string, Mark>, other: Record<string, Mark>): void => {
  keysFirst(first!, reply.id, one);
  keysAgainToTheEnd(second!, reply.id, other);
};
const ofField = (field: string) => ({ replyId: reply.id, field: fieldId(field) });
const decides = (field: string, choice: 'first' | 'second' | 'neither', mark: Mark | null = null) => {
  const fault = choice === 'neither' ? 'two-ticks' : 'illegible';
  return decide(third!, { ...ofField(field), choice, mark, fault });
};
const queries = (isOpenOnly = true) => listQueries(third!, { replyId: reply.id, isOpenOnly });
const openOnes = () => queries().map(({ field, kind }) => [field, kind]);

const asks = (serialLabel: string) => ({
  field: null,
  kind: 'duplicate',
  text: `Same name and postcode as ${serialLabel}.`,
});

describe('a decided mark', () => {
  beforeEach(() => keyedTwice({ type: says('resident') }, { type: says('trader') }));

  it.each([
    ['two ticks', spoilt('resident', 'trader'), 'spoilt'],
    ['what can’t be seen', illegible, 'illegible'],
  ] as const)('with %s raises a query, which bars the seal until somebody has looked', (_, mark, kind) => {
    const { raised } = decides('type', 'neither', mark);
    expect(raised).toMatchObject([{ field: 'type', kind, raisedByName: third!.person.fullName }]);
    expect(openOnes()).toEqual([['type', kind]]);
    expect(refusalOf(() => sealBatch(third!, { batchId: reply.batchId })).code).toBe('BATCH_QUERIES');
    closeQuery(third!, { queryId: raised[0]!.id, reason: 'So it is on the paper.' });
    expect(sealBatch(third!, { batchId: reply.batchId }).state).toBe('sealed');
  });

  it('that is taken back takes its query along, and decided again opens the same', () => {
    const [query] = decides('type', 'neither', spoilt('resident', 'trader')).raised;
    takeBackDecision(third!, ofField('type'));
    expect(queries(false)).toMatchObject([{ id: query!.id, closingReason: 'The decision was taken back.' }]);
    expect(decides('type', 'neither', spoilt('resident', 'trader')).raised).toMatchObject([
      { id: query!.id, closedAtMs: null },
    ]);
    expect(queries(false)).toHaveLength(1);
  });

  it('that is taken back leaves a query closed that somebody has settled', () => {
    const [query] = decides('type', 'neither', spoilt('resident', 'trader')).raised;
    closeQuery(third!, { queryId: query!.id, reason: 'Both ticks are on the paper.' });
    takeBackDecision(third!, ofField('type'));
    expect(decides('type', 'neither', spoilt('resident', 'trader')).raised).toEqual([]);
    expect(queries(false)).toMatchObject([{ closingReason: 'Both ticks are on the paper.' }]);
  });

  it('that a supervisor decides otherwise after a contest has the queries of what counts now', () => {
    decides('type', 'neither', spoilt('resident', 'trader'));
    contestDecision(second!, { ...ofField('type'), reason: 'One of the two is struck out.' });
    expect(openOnes()).toEqual([['type', 'spoilt']]);
    decides('type', 'second');
    expect(openOnes()).toEqual([]);
    expect(queries(false)).toMatchObject([{ closingReason: 'Decided otherwise from the paper.' }]);
  });
});

describe('a decision', () => {
  it('closes what the first keying raised, where the paper says otherwise, and opens it when taken back', () => {
    keyedTwice({ type: spoilt('resident', 'trader') }, { type: says('trader') });
    expect(openOnes()).toEqual([['type', 'spoilt']]);
    decides('type', 'second');
    expect(openOnes()).toEqual([]);
    takeBackDecision(third!, ofField('type'));
    expect(openOnes()).toEqual([['type', 'spoilt']]);
    expect(decides('type', 'first').raised).toEqual([]);
    expect(openOnes()).toEqual([['type', 'spoilt']]);
  });

  it('that sends the reader past an answer raises the contradiction', () => {
    keyedTwice(
      { 'q1.tick': says('yes'), 'q2.entry': says('3') },
      { 'q1.tick': says('no'), 'q2.entry': says('3') },
    );
    expect(openOnes()).toEqual([]);
    expect(decides('q1.tick', 'second').raised).toMatchObject([{ field: 'q2.entry', kind: 'contradiction' }]);
    takeBackDecision(third!, ofField('q1.tick'));
    expect(openOnes()).toEqual([]);
  });

  it('for what no check likes raises a query, too', () => {
    keyedTwice({ 'q2.entry': says('9') }, { 'q2.entry': says('99') });
    expect(decides('q2.entry', 'second').raised).toMatchObject([{ field: 'q2.entry', kind: 'overruled' }]);
  });

  it('about who wrote it asks whether it is a duplicate, and one about something else doesn’t', () => {
    const sender = { name: says('A. Nobody (invented)'), postcode: says('XX1 1XX') };
    keyedTwice(
      { ...sender, name: says('A. Nobdy'), type: says('resident') },
      { ...sender, type: says('trader') },
    );
    // Keyed later: the one was asked about this one's name as it was first keyed, the other had another.
    const later = [says('A. Nobdy'), sender.name].map((name) => {
      const other = aReply(first!, aBatch(first!, { consultationId: BENCHES, documentCount: 1 }));
      keysFirst(first!, other.id, { ...sender, name });
      return other.serialLabel;
    });
    expect(decides('type', 'first').raised).toEqual([]);
    expect(decides('name', 'second').raised).toMatchObject([asks(later[1]!)]);
    takeBackDecision(third!, ofField('name'));
    expect(queries()).toMatchObject([asks(later[0]!)]);
  });

  it('leaves what it doesn’t touch: a reply that is late stays one to look at', () => {
    const lateOne = aReply(
      first!,
      aBatch(first!, { consultationId: BENCHES, documentCount: 1, receivedDate: '2007-12-01' }),
    );
    reply = lateOne;
    keyedTwice({ type: says('resident') }, { type: blank });
    const [late] = queries();
    closeQuery(third!, { queryId: late!.id, reason: 'Late replies count.' });
    decides('type', 'first');
    expect(openOnes()).toEqual([]);
    expect(queries(false)).toMatchObject([{ kind: 'late', closingReason: 'Late replies count.' }]);
  });
});
