import type { EventKind } from '../../contract/sync/event.ts';
import type { EventStatus, Receipt, SignedReceipt } from '../../contract/sync/receipt.ts';

// What the model knows by itself: what was sealed, what headquarters promised, and what each store was told. It is
// written down when a step is done, and never read from the product's tables afterwards.

/** An event as it was when it was sealed. */
export interface SealedFact {
  readonly eventId: string;
  readonly consultationId: string;
  readonly replyId: string;
  readonly kind: EventKind;
  readonly replaces: string | null;
  /** SHA-256 of its bytes, computed by the model. */
  readonly digest: string;
  readonly sizeBytes: number;
  /** Whether headquarters can make anything of it; what it can't belongs on the work list. */
  readonly isReadable: boolean;
}

/** What headquarters last said of an event. */
export interface Told {
  readonly status: EventStatus;
  readonly code: string | null;
}

/** What one store holds and was told; it is copied when its file is. */
export interface StoreFacts {
  readonly holds: Set<string>;
  /** The newest event of each sealed reply. */
  readonly newest: Map<string, string>;
  /** Events that a receipt covers which this store was given and believes. */
  readonly receipted: Set<string>;
  readonly told: Map<string, Told>;
  /** Replies that are logged, in batches that aren't sealed. */
  notSealed: number;
  /** How many of the receipts that it filed are told above. */
  receiptsFiled: number;
}

export function noFacts(): StoreFacts {
  return {
    holds: new Set(),
    newest: new Map(),
    receipted: new Set(),
    told: new Map(),
    notSealed: 0,
    receiptsFiled: 0,
  };
}

export function copyOfFacts(facts: StoreFacts): StoreFacts {
  return structuredClone(facts);
}

/** Headquarters answered for events. */
export function noteGiven(truth: Truth, { receipt, signature }: SignedReceipt): void {
  truth.given.set(signature, receipt);
  for (const { eventId } of receipt.events) truth.promised.add(eventId);
}

/** The store sealed something. */
export function noteSealed(facts: StoreFacts, fact: SealedFact): void {
  facts.holds.add(fact.eventId);
  facts.newest.set(fact.replyId, fact.eventId);
}

/** The store filed a receipt. What it says of an event counts, but for what says less than is known already. */
export function noteTold(facts: StoreFacts, receipt: Receipt): void {
  for (const { eventId, status, code } of receipt.events) {
    facts.receipted.add(eventId);
    const before = facts.told.get(eventId);
    const saysLess = status === 'duplicate' || status === 'received';
    if (before === undefined || !saysLess) facts.told.set(eventId, { status, code });
  }
}

/** All that was ever sealed, and what headquarters has answered for in its present life. */
export interface Truth {
  readonly sealed: Map<string, SealedFact>;
  readonly promised: Set<string>;
  /** Every receipt that headquarters ever gave, by its signature. */
  readonly given: Map<string, Receipt>;
  /** What went against the rules while a step was under way. */
  readonly wrongs: string[];
}

export function noTruth(): Truth {
  return { sealed: new Map(), promised: new Set(), given: new Map(), wrongs: [] };
}

const attention: readonly EventStatus[] = ['conflict', 'quarantined', 'held'];

/** Where the replies of a store stand, each in one place, as its screen must count them (S5). */
export function expectedCounts(facts: StoreFacts, sealed: Truth['sealed']): Record<string, number> {
  const needy = new Set<string>();
  for (const [eventId, { status, code }] of facts.told) {
    if (attention.includes(status) || code !== null) needy.add(sealed.get(eventId)!.replyId);
  }
  let onlyHere = 0;
  let needsAttention = 0;
  for (const [replyId, eventId] of facts.newest) {
    if (!facts.receipted.has(eventId)) onlyHere += 1;
    else if (needy.has(replyId)) needsAttention += 1;
  }
  const atHeadquarters = facts.newest.size - onlyHere - needsAttention;
  return { notSealed: facts.notSealed, onlyHere, atHeadquarters, needsAttention };
}
