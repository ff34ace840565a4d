import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReplyDocument, SealedDocument } from '../../contract/records/reply-document.ts';
import { foldReply } from '../../headquarters/projection/fold-reply.ts';
import type { Decision, ReplyEvent } from '../../headquarters/projection/fold-reply.ts';
import { aReplyDocument, revised, withdrawn } from '../support/reply-documents.ts';

/** How the next event comes about: what it does, and to which of those before it. */
const step = fc.record({
  does: fc.constantFrom('create', 'revise', 'revise', 'withdraw', 'spoil', 'copy'),
  to: fc.nat(20),
  isParked: fc.boolean(),
  isLate: fc.boolean(),
});

const decision = fc.record({
  about: fc.nat(20),
  what: fc.constantFrom('accept' as const, 'reject' as const, 'acknowledge' as const),
  code: fc.constantFrom('CONFLICT', 'ID_CONFLICT', 'DEVICE_REVOKED', 'REVISION_MISSING', 'LATE', 'REJECTED'),
});

/** Events of one reply as anything may have made them: forks, orphans, spoilt bytes, two contents under one id. */
const story = fc
  .record({
    steps: fc.array(step, { minLength: 1, maxLength: 7 }),
    decisions: fc.array(decision, { maxLength: 4 }),
  })
  .map(({ steps, decisions }) => {
    const root = aReplyDocument(1);
    const documents: SealedDocument[] = [root];
    const events: ReplyEvent[] = [eventOf(root, 1, false)];
    for (const [index, { does, to, isParked, isLate }] of steps.entries()) {
      const before = documents[to % documents.length]!;
      const base: ReplyDocument = { ...root, event: before.event as ReplyDocument['event'] };
      const arrival = index + 2;
      if (does === 'copy') {
        const { digest: _, ...original } = events[to % events.length]!;
        events.push({ ...original, digest: `copy ${arrival}`, arrival, isFirst: false });
      } else if (does === 'spoil') {
        events.push({ ...eventOf(aReplyDocument(1), arrival, isParked), document: null, problem: 'spoilt' });
      } else {
        let next: SealedDocument = aReplyDocument(1, { replyId: root.replyId, isLate });
        if (does === 'revise') next = revised(base, { isLate });
        if (does === 'withdraw') next = withdrawn(base);
        documents.push(next);
        events.push(eventOf(next, arrival, isParked));
      }
    }
    return { events, decisions: decisions.map((made, index) => decisionOf(made, index + 1, events)) };
  });

function eventOf(document: SealedDocument, arrival: number, isParked: boolean): ReplyEvent {
  const { id: eventId } = document.event;
  const common = { deviceId: 'a device', digest: `of ${eventId}`, isFirst: true, problem: null };
  return { ...common, eventId, arrival, isParked, document };
}

function decisionOf(
  made: { readonly about: number; readonly what: Decision['what']; readonly code: string },
  number: number,
  events: readonly ReplyEvent[],
): Decision {
  const { eventId, digest } = events[made.about % events.length]!;
  return { number, eventId, digest, what: made.what, code: made.code, newestArrival: events.length };
}

const always = () => true;

describe('[S11] what the events of a reply say together', () => {
  it('does not depend on the order in which they are read', () => {
    fc.assert(
      fc.property(story, fc.infiniteStream(fc.nat()), ({ events, decisions }, lots) => {
        const expected = foldReply(events, decisions, always);
        const shuffled = events
          .map((event) => ({ event, lot: lots.next().value as number }))
          .toSorted((one, other) => one.lot - other.lot)
          .map(({ event }) => event);
        const folded = foldReply(shuffled, decisions.toReversed(), always);
        expect(folded.reply).toEqual(expected.reply);
        expect(new Set(folded.standings)).toEqual(new Set(expected.standings));
      }),
    );
  });

  it('every event stands exactly once, and what does not count bears a code', () => {
    fc.assert(
      fc.property(story, ({ events, decisions }) => {
        const { standings } = foldReply(events, decisions, always);
        expect(standings.map(({ event }) => event.arrival).toSorted((one, other) => one - other)).toEqual(
          events.map(({ arrival }) => arrival),
        );
        for (const { status, code } of standings) if (status !== 'applied') expect(code).not.toBeNull();
      }),
    );
  });

  it('what counts is one unbroken chain of readable events, each replacing the one before', () => {
    fc.assert(
      fc.property(story, ({ events, decisions }) => {
        const { standings, reply } = foldReply(events, decisions, always);
        const applied = standings
          .filter(({ status }) => status === 'applied')
          .map(({ event }) => event.document!.event);
        const revisions = applied.toSorted((one, other) => one.revision - other.revision);
        for (const [index, event] of revisions.entries()) {
          if (index > 0) expect(event.replaces).toBe(revisions[index - 1]!.id);
        }
        if (reply !== null) expect(reply.event.document!.event).toBe(revisions.at(-1));
      }),
    );
  });

  it('nothing that does not count is silent until a person has decided about it', () => {
    fc.assert(
      fc.property(story, ({ events }) => {
        for (const { status, needsPerson } of foldReply(events, [], always).standings) {
          if (status !== 'applied') expect(needsPerson).toBe(true);
        }
      }),
    );
  });

  it('a form that isn’t known, and lateness, are flags: the reply counts', () => {
    const late = aReplyDocument(1, { isLate: true });
    const event = eventOf(late, 1, false);
    expect(foldReply([event], [], always)).toMatchObject({
      standings: [{ status: 'applied', code: 'LATE', needsPerson: true }],
      reply: { flag: 'LATE', isWithdrawn: false },
    });
    const seen = decisionOf({ about: 0, what: 'acknowledge', code: 'FORM_UNKNOWN' }, 1, [event]);
    expect(foldReply([event], [], () => false).standings).toMatchObject([{ code: 'FORM_UNKNOWN' }]);
    expect(foldReply([event], [seen], () => false).standings).toMatchObject([{ code: 'LATE' }]);
  });
});
