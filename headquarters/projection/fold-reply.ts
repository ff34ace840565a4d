import type { ReplyDocument, SealedDocument } from '../../contract/records/reply-document.ts';
import type { ContentCode } from '../../contract/sync/content-codes.ts';

// What the events of one reply, and the decisions about them, say together. A pure function of both, in which the
// order of arrival is a number and not a history: whatever order they were read in, and however often, the same comes
// out. That is what makes the projection safe to repeat, and the tables possible to rebuild (S11).

/** One event as it came. Where two came under one id, each is one of these, told apart by the digest. */
export interface ReplyEvent {
  readonly eventId: string;
  readonly digest: string;
  readonly deviceId: string;
  /** A number that grows with each event; of two that contradict each other, the smaller counts. */
  readonly arrival: number;
  /** The first to come under its id. */
  readonly isFirst: boolean;
  readonly isParked: boolean;
  readonly document: SealedDocument | null;
  /** Why there is no document. */
  readonly problem: string | null;
}

/**
 * What a person decided about an event. `number` grows with each decision; `code` is what stood on the list then;
 * what arrived after `newestArrival` the person couldn't know of, and hasn't decided about.
 */
export interface Decision {
  readonly number: number;
  readonly eventId: string;
  readonly digest: string;
  readonly what: 'accept' | 'reject' | 'acknowledge';
  readonly code: string | null;
  readonly newestArrival: number;
}

/** What became of an event. */
export interface Standing {
  readonly event: ReplyEvent;
  readonly status: 'applied' | 'conflict' | 'quarantined' | 'held';
  readonly code: ContentCode | null;
  readonly detail: string | null;
  readonly needsPerson: boolean;
}

/** What a reply says now. */
export interface StandingReply {
  /** The first event of the chain, and the one that says so now: `document`, or a withdrawal of it. */
  readonly root: ReplyEvent;
  readonly event: ReplyEvent;
  readonly document: ReplyDocument;
  readonly revision: number;
  readonly isWithdrawn: boolean;
  readonly flag: 'FORM_UNKNOWN' | 'LATE' | null;
}

export interface Folded {
  readonly standings: readonly Standing[];
  /** Null where none of the events counts. */
  readonly reply: StandingReply | null;
}

type Readable = ReplyEvent & { readonly document: SealedDocument };

/** Folds a reply's events; `isFormKnown` says of a document whether headquarters has the pack it was keyed with. */
export function foldReply(
  events: readonly ReplyEvent[],
  decisions: readonly Decision[],
  isFormKnown: (document: ReplyDocument) => boolean,
): Folded {
  const opinions = new Opinions(decisions);
  const inOrder = events.toSorted((one, other) => one.arrival - other.arrival);
  const standings: Standing[] = [];
  const stands = (
    event: ReplyEvent,
    status: Standing['status'],
    code: ContentCode | null,
    detail: string | null = null,
  ): void => {
    const needsPerson = code !== null && code !== 'REJECTED' && !opinions.hasSeen(event, code);
    standings.push({ event, status, code, detail, needsPerson });
  };

  const candidates: Readable[] = [];
  for (const event of inOrder) {
    const passedOver = whyNotCandidate(event, inOrder, opinions);
    if (passedOver !== null) stands(event, ...passedOver);
    else candidates.push(event as Readable);
  }

  const chain = chainOf(candidates, opinions);
  const reply = replyOf(chain, isFormKnown, opinions);
  for (const event of candidates) {
    if (chain.includes(event))
      stands(event, 'applied', event === chain.at(-1) ? (reply?.flag ?? null) : null);
    else stands(event, ...whyNotInChain(event, candidates, opinions));
  }
  return { standings, reply };
}

type Verdict = readonly [Standing['status'], ContentCode, (string | null)?];
const rejected: Verdict = ['quarantined', 'REJECTED'];

/** Why an event can't count whatever the others say, or null. */
function whyNotCandidate(event: ReplyEvent, all: readonly ReplyEvent[], opinions: Opinions): Verdict | null {
  if (opinions.isRejected(event)) return rejected;
  const copies = all.filter((other) => other.eventId === event.eventId);
  const accepted = opinions.favourite(copies);
  if (accepted !== undefined && accepted.event !== event) {
    return event.arrival <= accepted.knowing ? rejected : ['conflict', 'ID_CONFLICT'];
  }
  if (accepted === undefined && !event.isFirst) return ['conflict', 'ID_CONFLICT'];
  if (event.document === null) return ['quarantined', 'INVALID', event.problem];
  return event.isParked && !opinions.isAccepted(event) ? ['held', 'DEVICE_REVOKED'] : null;
}

/** From the event that creates the reply along what replaces what, to the one that says how it is now. */
function chainOf(candidates: readonly Readable[], opinions: Opinions): readonly Readable[] {
  const ids = new Set(candidates.map((event) => event.eventId));
  const isRoot = ({ document, ...event }: Readable): boolean => {
    const { replaces } = document.event;
    // A person may let a correction stand alone whose predecessor never came.
    return replaces === null || (!ids.has(replaces) && opinions.isAccepted(event));
  };
  const chain: Readable[] = [];
  let next = opinions.favourite(candidates.filter(isRoot))?.event ?? candidates.find(isRoot);
  while (next !== undefined) {
    chain.push(next);
    const { id, revision } = next.document.event;
    const following = candidates.filter(
      ({ document }) => document.event.replaces === id && document.event.revision === revision + 1,
    );
    next = opinions.favourite(following)?.event ?? following[0];
  }
  return chain;
}

function whyNotInChain(event: Readable, candidates: readonly Readable[], opinions: Opinions): Verdict {
  const { replaces } = event.document.event;
  if (isWaiting(event, candidates)) return ['held', 'REVISION_MISSING'];
  const rivals = candidates.filter((other) => other.document.event.replaces === replaces);
  const chosen = opinions.favourite(rivals);
  return chosen !== undefined && event.arrival <= chosen.knowing ? rejected : ['conflict', 'CONFLICT'];
}

/** Whether what an event replaces isn't there, or waits for something itself. */
function isWaiting(event: Readable, candidates: readonly Readable[]): boolean {
  const seen = new Set<Readable>();
  let earlier: Readable | undefined = event;
  while (earlier !== undefined && !seen.has(earlier)) {
    seen.add(earlier);
    const { replaces }: { readonly replaces: string | null } = earlier.document.event;
    if (replaces === null) return false;
    earlier = candidates.find((other) => other.eventId === replaces);
  }
  return earlier === undefined;
}

function replyOf(
  chain: readonly Readable[],
  isFormKnown: (document: ReplyDocument) => boolean,
  opinions: Opinions,
): StandingReply | null {
  const event = chain.at(-1);
  const document = chain.map((link) => link.document).findLast((one) => one.format === 'postbag-reply/1');
  if (event === undefined || document === undefined) return null;
  const isWithdrawn = event.document.format === 'postbag-withdrawal/1';
  const isWorthSaying = (code: ContentCode, holds: boolean): boolean =>
    holds && !isWithdrawn && !opinions.hasSeen(event, code);
  let flag: StandingReply['flag'] = null;
  if (isWorthSaying('LATE', document.isLate)) flag = 'LATE';
  if (isWorthSaying('FORM_UNKNOWN', !isFormKnown(document))) flag = 'FORM_UNKNOWN';
  return { root: chain[0]!, event, document, revision: event.document.event.revision, isWithdrawn, flag };
}

interface Favourite<Event> {
  readonly event: Event;
  readonly knowing: number;
}

/** Codes that say that something else stands in this event's place: to accept it is to choose it. */
const choices: ReadonlySet<string | null> = new Set([
  'ID_CONFLICT',
  'CONFLICT',
  'REJECTED',
  'REVISION_MISSING',
]);

/** The decisions, as the fold asks for them. Of several about the same bytes, the last counts. */
class Opinions {
  readonly #decisions: readonly Decision[];

  constructor(decisions: readonly Decision[]) {
    this.#decisions = decisions.toSorted((one, other) => one.number - other.number);
  }

  #of(event: Pick<ReplyEvent, 'eventId' | 'digest'>): readonly Decision[] {
    return this.#decisions.filter(
      ({ eventId, digest }) => eventId === event.eventId && digest === event.digest,
    );
  }

  #ruling(event: Pick<ReplyEvent, 'eventId' | 'digest'>): Decision | undefined {
    return this.#of(event).findLast(({ what }) => what !== 'acknowledge');
  }

  isRejected(event: ReplyEvent): boolean {
    return this.#ruling(event)?.what === 'reject';
  }

  isAccepted(event: Pick<ReplyEvent, 'eventId' | 'digest'>): boolean {
    return this.#ruling(event)?.what === 'accept';
  }

  /**
   * Of events of which only one can count, the one that was accepted last, and what the person knew of; undefined
   * where nobody chose. To accept what nothing stood against is no choice against what comes later.
   */
  favourite<Event extends ReplyEvent>(events: readonly Event[]): Favourite<Event> | undefined {
    return events
      .map((event) => ({ event, ruling: this.#ruling(event) }))
      .filter(({ ruling }) => ruling?.what === 'accept' && choices.has(ruling.code))
      .map(({ event, ruling }) => ({ event, number: ruling!.number, knowing: ruling!.newestArrival }))
      .toSorted((one, other) => one.number - other.number)
      .at(-1);
  }

  /** Whether somebody has decided anything about this, knowing that it bore this code. */
  hasSeen(event: ReplyEvent, code: string): boolean {
    return this.#of(event).some((decision) => decision.code === code);
  }
}
