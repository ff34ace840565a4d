import type { WritableDb } from '../store/db.ts';
import { readLife } from '../store/queries/headquarters-life.ts';
import {
  lastEventNumber,
  readAmountAfter,
  readLastLink,
  readUnplacedAmount,
} from '../store/queries/streams.ts';
import type { Amount, StreamKey } from '../store/queries/streams.ts';
import { placeEvents } from './place-events.ts';

/** How many are placed at once: what takes no longer than a key may wait for its letter. */
const pieceEvents = 500;

/**
 * What one run sends: all that has no receipt and was sealed when the run began. It gets its places as they are
 * needed, so that the first of it is on its way, and somebody can type, while thousands still wait for theirs.
 */
export class Outgoing {
  readonly total: Amount;
  readonly #db: WritableDb;
  readonly #stream: StreamKey;
  readonly #throughNumber: number;
  #lastSeq = 0;

  /** @param fromSeq the first place that headquarters doesn't have */
  constructor(db: WritableDb, stream: StreamKey, fromSeq: number) {
    this.#db = db;
    this.#stream = stream;
    this.#throughNumber = lastEventNumber(db);
    const { placedThrough } = readLife(db);
    const placed = readAmountAfter(db, stream, fromSeq - 1);
    const unplaced = readUnplacedAmount(db, stream, { placedThrough, throughNumber: this.#throughNumber });
    this.total = { events: placed.events + unplaced.events, bytes: placed.bytes + unplaced.bytes };
  }

  /** Whether something stands at the place; it and what may go with it, `events` together, are placed if they weren't. */
  reaches(seq: number, events: number): boolean {
    while (this.#lastSeq < seq + events - 1 && readLife(this.#db).placedThrough < this.#throughNumber) {
      const piece = { throughNumber: this.#throughNumber, mostEvents: pieceEvents };
      placeEvents(this.#db, this.#stream, piece);
      this.#lastSeq = readLastLink(this.#db, this.#stream)?.seq ?? 0;
    }
    // A courier file that is written meanwhile places events too.
    if (this.#lastSeq < seq) this.#lastSeq = readLastLink(this.#db, this.#stream)?.seq ?? 0;
    return seq <= this.#lastSeq;
  }
}
