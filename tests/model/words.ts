import type { EventStatus, Receipt } from '../../contract/sync/receipt.ts';
import { countingReceipts, placesOf } from './truth.ts';
import type { Between, StoreFacts, Truth } from './truth.ts';

// What a store was told of its events, from the receipts that the model saw go by: filed ones, and those in answers
// that the store keeps nothing of but what they say.

/** What a receipt says of one event. */
export interface Word {
  readonly eventId: string;
  readonly deviceId: string;
  readonly serverEpoch: number;
  readonly status: EventStatus;
  readonly code: string | null;
  readonly asOf: number;
}

function wordsOf(truth: Truth, receipt: Receipt): (Word & { readonly seq: number })[] {
  const { deviceId, serverEpoch, asOf, standings } = receipt;
  return placesOf(truth, receipt).map(({ seq, eventId }) => {
    const { status, code } = standings.find((one) => one.fromSeq <= seq && seq <= one.throughSeq)!;
    return { seq, eventId, deviceId, serverEpoch, status, code, asOf };
  });
}

/** Writes down what a store heard in a run, of the events for which it has receipts: the others' say nothing to it. */
export function noteTold(
  truth: Truth,
  facts: StoreFacts,
  between: Between | null,
  { heard, isTaken }: { readonly heard: readonly Receipt[]; readonly isTaken: boolean },
): void {
  const counting = countingReceipts(facts, between);
  for (const receipt of heard) {
    const through = Math.max(
      0,
      ...counting.filter(({ epoch }) => epoch === receipt.epoch).map(({ throughSeq }) => throughSeq),
    );
    for (const { seq, ...word } of wordsOf(truth, receipt)) {
      (isTaken && seq <= through ? facts.told : facts.perhapsTold).push(word);
    }
  }
}

const attention: ReadonlySet<string | null> = new Set(['conflict', 'quarantined', 'held']);

/** Whether a person has to look at what stands so. */
export function isForAPerson({ status, code }: { status: string | null; code: string | null }): boolean {
  return attention.has(status) || code !== null;
}

const isVague = ({ status }: Word): boolean => status === 'received' || status === 'duplicate';

/** Of two words the later one by headquarters' own count is the newer; under one number, the one that says more. */
function isNewer(word: Word, than: Word): boolean {
  return word.asOf > than.asOf || (word.asOf === than.asOf && isVague(than) && !isVague(word));
}

/**
 * How many of a store's received events must be shown as needing attention, and how many may be: it goes by the newest
 * word that it has heard, and the model doesn't know of each word whether the store has taken it in.
 */
export function attentionBounds(
  truth: Truth,
  facts: StoreFacts,
  between: Between | null,
  events: readonly string[],
): { readonly least: number; readonly most: number } {
  const isPresent = (word: Word): boolean =>
    word.deviceId === between?.deviceId && word.serverEpoch === between.serverEpoch;
  const certain = new Map<string, Word>();
  const filed = facts.filed.flatMap((receipt) => wordsOf(truth, receipt));
  for (const word of [...filed, ...facts.told].filter(isPresent)) {
    const before = certain.get(word.eventId);
    if (before === undefined || isNewer(word, before)) certain.set(word.eventId, word);
  }
  const bounds = { least: 0, most: 0 };
  for (const eventId of events) {
    const newest = certain.get(eventId);
    const possible =
      newest === undefined
        ? // A receipt speaks for it without naming it: what was said in an earlier life stands, or nothing yet.
          [
            { status: 'received', code: null },
            ...[...filed, ...facts.told, ...facts.perhapsTold].filter((word) => word.eventId === eventId),
          ]
        : [
            newest,
            ...facts.perhapsTold.filter(
              (word) => word.eventId === eventId && isPresent(word) && isNewer(word, newest),
            ),
          ];
    if (possible.every(isForAPerson)) bounds.least += 1;
    if (possible.some(isForAPerson)) bounds.most += 1;
  }
  return bounds;
}
