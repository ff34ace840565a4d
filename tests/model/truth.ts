import type { EventKind } from '../../contract/sync/event.ts';
import type { Receipt, SignedReceipt } from '../../contract/sync/receipt.ts';
import type { Word } from './words.ts';

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
  /** Whether the program itself wrote it, so that it can be corrected. */
  readonly isOrdinary: boolean;
  /** The batch that its document names; null where it names none, or nobody can read it. */
  readonly batchId: string | null;
  /** Whether its document says that the reply was set aside. */
  readonly isSetAside: boolean;
}

/** What one store holds and was told; it is copied when its file is. */
export interface StoreFacts {
  readonly holds: Set<string>;
  /** The newest event of each sealed reply. */
  readonly newest: Map<string, string>;
  /** The receipts that it was given and believes, in order. */
  readonly filed: Receipt[];
  /** What it was told of its events in answers that it keeps no receipt of, and has certainly taken in. */
  readonly told: Word[];
  /** The same of runs that didn't come to their end: it may have taken it in. */
  readonly perhapsTold: Word[];
  /** Replies that are logged, in batches that aren't sealed. */
  notSealed: number;
  /** The codes for which it has made a key. */
  readonly keyedCodes: Set<string>;
  /** The series that it has left because it knows that it was restored or copied: nothing goes into it any more. */
  left: { readonly deviceId: string; readonly epoch: number } | null;
}

export function noFacts(): StoreFacts {
  return {
    holds: new Set(),
    newest: new Map(),
    filed: [],
    told: [],
    perhapsTold: [],
    notSealed: 0,
    keyedCodes: new Set(),
    left: null,
  };
}

export function copyOfFacts(facts: StoreFacts): StoreFacts {
  return structuredClone(facts);
}

/** An event at its place, chained to the one before. */
export interface Link {
  readonly eventId: string;
  readonly previousH: string;
}

/** All that was ever sealed, and what headquarters has answered for in its present life. */
export interface Truth {
  readonly sealed: Map<string, SealedFact>;
  readonly promised: Set<Receipt>;
  /** Computers that were sent away in any life of headquarters. */
  readonly revoked: Set<string>;
  /** Those of them that are so still: a restore that knew nothing of what came after the backup may have undone it. */
  readonly withdrawn: Set<string>;
  /** What stands at each place of any series, by the chain's value there: a receipt names its events by that (S3). */
  readonly links: Map<string, Link>;
  /** Replies about which somebody at headquarters decided something: how they stand is up to that. */
  readonly decided: Set<string>;
  /** The number of headquarters' present life. */
  serverEpoch: number;
  /** Every receipt that headquarters ever gave, by its signature. */
  readonly given: Map<string, Receipt>;
  /** What went against the rules while a step was under way. */
  readonly wrongs: string[];
}

export function noTruth(): Truth {
  return {
    sealed: new Map(),
    promised: new Set(),
    revoked: new Set(),
    withdrawn: new Set(),
    links: new Map(),
    decided: new Set(),
    serverEpoch: 1,
    given: new Map(),
    wrongs: [],
  };
}

/** Headquarters answered for events. */
export function noteGiven(truth: Truth, { receipt, signature }: SignedReceipt): void {
  truth.given.set(signature, receipt);
  // An answer of the life before may still be on its way.
  if (receipt.serverEpoch !== truth.serverEpoch) return;
  truth.promised.add(receipt);
}

/** The store sealed something. */
export function noteSealed(facts: StoreFacts, fact: SealedFact): void {
  facts.holds.add(fact.eventId);
  facts.newest.set(fact.replyId, fact.eventId);
}

/** As whom a store sends, and to which life of headquarters: receipts for somebody else count for nothing. */
export interface Between {
  readonly deviceId: string;
  readonly serverEpoch: number;
}

/** The events that a receipt lists, with their places, walked back along the chain from where it leads to. */
export function placesOf(
  { links }: Truth,
  { fromSeq, throughSeq, throughH }: Receipt,
): { readonly seq: number; readonly eventId: string }[] {
  const places: { readonly seq: number; readonly eventId: string }[] = [];
  let h: string = throughH;
  for (let seq = throughSeq; seq >= fromSeq; seq -= 1) {
    const link = links.get(h);
    if (link === undefined) throw new Error(`a receipt speaks for a place that nobody filled: ${h}`);
    places.push({ seq, eventId: link.eventId });
    h = link.previousH;
  }
  return places;
}

/** The events that a receipt lists. */
export function eventsOf(truth: Truth, receipt: Receipt): string[] {
  return placesOf(truth, receipt).map(({ eventId }) => eventId);
}

/** The receipts that count: given to this device by this life of headquarters (S5, S7). */
export function countingReceipts({ filed }: StoreFacts, between: Between | null): readonly Receipt[] {
  return filed.filter(
    ({ deviceId, serverEpoch }) => deviceId === between?.deviceId && serverEpoch === between.serverEpoch,
  );
}

/** The events that a receipt covers which counts. */
export function receiptedEvents(
  truth: Truth,
  facts: StoreFacts,
  between: Between | null,
): ReadonlySet<string> {
  return new Set(countingReceipts(facts, between).flatMap((receipt) => eventsOf(truth, receipt)));
}
