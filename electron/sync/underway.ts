import type { SignedReceipt } from '../../contract/sync/receipt.ts';
import type { Enrolment } from '../store/queries/devices.ts';
import type { StreamKey } from '../store/queries/streams.ts';
import type { Consignment } from './make-consignment.ts';
import type { Packing } from './pack-consignment.ts';
import { postConsignment } from './post-consignment.ts';

/**
 * How many consignments are under way at once: one that headquarters stores, one that is carried and checked, and one
 * on its way. More of them would share a slow line, and be sent in vain where one fails.
 */
const mostAtOnce = 3;

/** How many are made and packed ahead of their turn, while the first receipts are waited for: then they are ready. */
const mostWaiting = 3;

/**
 * No more than so much together, before packing: three of the usual size. On a slow line one takes the time that
 * another has to arrive in; and what waits is held in the memory, where the last may go beyond.
 */
const muchBytes = 5 * 1024 * 1024;

/** A consignment that is being carried, and the receipt that it will have. */
export interface Posted {
  readonly consignment: Consignment;
  readonly receipt: Promise<SignedReceipt>;
}

/** The consignments that are under way to headquarters and those that wait to be, in the order of their stream. */
export class Underway {
  readonly #enrolment: Enrolment;
  readonly #stream: StreamKey;
  readonly #givenUp = new AbortController();
  readonly #signal: AbortSignal;
  readonly #most: number;
  readonly #posted: Posted[] = [];
  readonly #waiting: Packing[] = [];
  /** When the last one and all before it are packed: they are packed at once, and the smaller would be done first. */
  #allPacked: Promise<unknown> = Promise.resolve();

  /** @param most fewer where it has to be found out what headquarters takes */
  constructor(enrolment: Enrolment, stream: StreamKey, signal: AbortSignal, most = mostAtOnce) {
    this.#enrolment = enrolment;
    this.#stream = stream;
    this.#signal = AbortSignal.any([signal, this.#givenUp.signal]);
    this.#most = most;
  }

  /** Whether another one is to be made: ahead of its turn only where it is known what headquarters takes. */
  get wantsAnother(): boolean {
    if (this.#most === 1) return this.#posted.length === 0;
    return this.#waiting.length < mostWaiting && bytesOf(this.#waiting) < muchBytes;
  }

  /** Posts it when it is packed, after all that came before it, and when there is room for it on the way. */
  add(packing: Packing): void {
    this.#waiting.push(packing);
    this.#postWaiting();
  }

  /** The one whose receipt comes first; null: nothing is under way. */
  get first(): Posted | null {
    return this.#posted[0] ?? null;
  }

  /** The first has its receipt: the next has its place on the way. */
  forgetFirst(): void {
    this.#posted.shift();
    this.#postWaiting();
  }

  /** Ends all that is under way; what of it headquarters has is for its head to say. */
  giveUp(): void {
    this.#givenUp.abort();
  }

  #postWaiting(): void {
    for (let next = this.#waiting[0]; next !== undefined && this.#hasRoomFor(next); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#post(next);
    }
  }

  /** By itself, any may be begun. */
  #hasRoomFor(next: Packing): boolean {
    if (this.#posted.length === 0) return true;
    return this.#posted.length < this.#most && bytesOf([...this.#posted, next]) <= muchBytes;
  }

  #post({ consignment, packed }: Packing): void {
    const before = this.#allPacked;
    this.#allPacked = bothSettled(before, packed);
    const receipt = this.#allPacked
      .then(() => packed)
      .then((body) => postConsignment(this.#enrolment, this.#stream, body, this.#signal));
    // Its refusal is heard when its turn comes.
    receipt.catch(() => {});
    this.#posted.push({ consignment, receipt });
  }
}

function bytesOf(these: readonly { readonly consignment: Consignment }[]): number {
  return these.reduce((sum, { consignment }) => sum + consignment.sizeBytes, 0);
}

/** Says nothing of what they came to: a long sending would hold on to all that it ever packed. */
async function bothSettled(one: Promise<unknown>, other: Promise<unknown>): Promise<void> {
  await Promise.allSettled([one, other]);
}
