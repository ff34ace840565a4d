import type { SignedReceipt } from '../../contract/sync/receipt.ts';
import type { Enrolment } from '../store/queries/devices.ts';
import type { StreamKey } from '../store/queries/streams.ts';
import type { Consignment } from './make-consignment.ts';
import type { Packing } from './pack-consignment.ts';
import { postConsignment } from './post-consignment.ts';

/**
 * How many consignments are under way at once: one that headquarters stores, one that is carried and checked, and one
 * on its way; the next is packed beside them. More would gain nothing, and be sent in vain where one fails.
 */
const mostAtOnce = 3;

/**
 * No more than so much together, before packing: three of the usual size. On a slow line one takes the time that
 * another has to arrive in.
 */
const muchBytes = 5 * 1024 * 1024;

/** A consignment that is being carried, and the receipt that it will have. */
export interface Posted {
  readonly consignment: Consignment;
  readonly receipt: Promise<SignedReceipt>;
}

/** The consignments that are under way to headquarters, in the order of their stream. */
export class Underway {
  readonly #givenUp = new AbortController();
  readonly #signal: AbortSignal;
  readonly #most: number;
  readonly #posted: Posted[] = [];
  /** When the last one and all before it are packed: they are packed at once, and the smaller would be done first. */
  #allPacked: Promise<unknown> = Promise.resolve();

  /** @param most fewer where it has to be found out what headquarters takes */
  constructor(signal: AbortSignal, most = mostAtOnce) {
    this.#signal = AbortSignal.any([signal, this.#givenUp.signal]);
    this.#most = most;
  }

  /** Whether one of so many bytes may be begun now; by itself, any may. */
  hasRoomFor(sizeBytes: number): boolean {
    const bytes = this.#posted.reduce((sum, { consignment }) => sum + consignment.sizeBytes, sizeBytes);
    return this.#posted.length === 0 || (this.#posted.length < this.#most && bytes <= muchBytes);
  }

  /** The one whose receipt comes first; null: nothing is under way. */
  get first(): Posted | null {
    return this.#posted[0] ?? null;
  }

  /** Posts it when it is packed, after all that were posted before it. */
  post(enrolment: Enrolment, stream: StreamKey, { consignment, packed }: Packing): void {
    const before = this.#allPacked;
    this.#allPacked = bothSettled(before, packed);
    const receipt = this.#allPacked
      .then(() => packed)
      .then((body) => postConsignment(enrolment, stream, body, this.#signal));
    // Its refusal is heard when its turn comes.
    receipt.catch(() => {});
    this.#posted.push({ consignment, receipt });
  }

  /** The first has its receipt. */
  forgetFirst(): void {
    this.#posted.shift();
  }

  /** Ends all that is under way; what of it headquarters has is for its head to say. */
  giveUp(): void {
    this.#givenUp.abort();
  }
}

/** Says nothing of what they came to: a long sending would hold on to all that it ever packed. */
async function bothSettled(one: Promise<unknown>, other: Promise<unknown>): Promise<void> {
  await Promise.allSettled([one, other]);
}
