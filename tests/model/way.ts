import { AsyncLocalStorage } from 'node:async_hooks';
import type { ModelHeadquarters, Answer, Request } from './model-headquarters.ts';
import { putInPlaceOfNetwork } from '../support/another-network.ts';
import type { AskedOverTls, GivenAnswer } from '../support/another-network.ts';
import type { Receipt } from '../../contract/sync/receipt.ts';
import { receiptIn } from './receipt-in.ts';
import { noteGiven } from './truth.ts';
import type { Truth } from './truth.ts';

// The way between the stores and headquarters, in the place of the network: the device's code above it and headquarters'
// routes below it are the real ones. What can go wrong on a way goes wrong here, on request.

/** What may befall one request of a run. `n` says where: at which byte, at which query. */
export const faultKinds = [
  'request lost',
  'answer lost',
  'request cut',
  'answer cut',
  'doubled',
  'doubled at once',
  'held back',
  'too large',
  'too large, says a proxy',
  'too many requests',
  'internal error',
  'time-out',
  'time-out after the commit',
  'headquarters dies before',
  'headquarters dies after',
  'headquarters is restored before',
  'headquarters is restored after',
  'device dies before',
  'device dies after',
  'cancelled before',
  'cancelled after',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  /** Befalls the request with this number of a run, 0 the first. */
  readonly at: number;
  readonly kind: FaultKind;
  readonly n: number;
}

/** One run of one store, on its way. */
export interface Carriage {
  readonly faults: readonly Fault[];
  /** The person cancels. */
  readonly cancel: () => void;
  /** The device is gone: nothing is heard of its run any more. */
  readonly die: () => void;
  /** What headquarters said to the device, and the device heard. */
  readonly hear: (receipt: Receipt) => void;
}

/** A run under way: how many requests it has made, and whether its device is gone, which then hears nothing more. */
interface Underway extends Carriage {
  asked: number;
  isDead: boolean;
}

/** Restores headquarters from one of its backups, with or without what the one that is replaced knew last. */
type Restore = (which: number, isLastKnown: boolean) => Promise<void>;

const never = new Promise<never>(() => {});

export const address = 'https://headquarters.invalid';

export class Way {
  /** What has happened on it, in order: a fault of a request that never came doesn't. */
  readonly happened: FaultKind[] = [];
  readonly #headquarters: ModelHeadquarters;
  readonly #truth: Truth;
  readonly #restore: Restore;
  readonly #underway = new AsyncLocalStorage<Underway>();
  readonly #held: Request[] = [];
  readonly #befalling = new Set<Promise<unknown>>();
  readonly #patience: AbortController[] = [];
  readonly #putNetworkBack: () => void;
  readonly #realTimeout = AbortSignal.timeout.bind(AbortSignal);

  constructor(headquarters: ModelHeadquarters, truth: Truth, restore: Restore) {
    this.#headquarters = headquarters;
    this.#truth = truth;
    this.#restore = restore;
    this.#putNetworkBack = putInPlaceOfNetwork((asked) => this.#answer(asked));
    // Nobody waits a minute here: a time-out comes when the way says so.
    AbortSignal.timeout = () => {
      const patience = new AbortController();
      this.#patience.push(patience);
      return patience.signal;
    };
  }

  uninstall(): void {
    this.#putNetworkBack();
    AbortSignal.timeout = this.#realTimeout;
  }

  /** Does the work of a run with what is to befall it. */
  carry<Value>(carriage: Carriage, work: () => Promise<Value>): Promise<Value> {
    return this.#underway.run({ ...carriage, asked: 0, isDead: false }, work);
  }

  /** When nothing is on the way any more: a run that has ended may have given up what it had sent. */
  async quiet(): Promise<void> {
    while (this.#befalling.size > 0) await Promise.allSettled(this.#befalling);
  }

  #noteBefalling(befalling: Promise<unknown>): void {
    const noted = befalling.catch(() => {}).finally(() => this.#befalling.delete(noted));
    this.#befalling.add(noted);
  }

  /** What was held back arrives now, after all that was asked since; nobody waits for the answer. */
  async deliverHeld(): Promise<void> {
    for (const request of this.#held.splice(0).toReversed()) await this.#deliver(request);
  }

  async #answer({ url, options, body }: AskedOverTls): Promise<GivenAnswer> {
    const patience = this.#patience.pop();
    this.#patience.length = 0;
    const carriage = this.#underway.getStore();
    if (carriage === undefined || !url.startsWith(address)) throw new Error(`nobody is on the way to ${url}`);
    if (carriage.isDead) return await never;
    const number = carriage.asked;
    carriage.asked += 1;
    const request: Request = {
      method: options.method === 'POST' ? 'POST' : 'GET',
      path: url.slice(address.length),
      headers: options.headers as Record<string, string>,
      body,
    };
    const fault = carriage.faults.find(({ at }) => at === number);
    if (fault !== undefined) this.happened.push(fault.kind);
    const { signal } = options;
    signal?.throwIfAborted();
    const befalling = this.#befall(request, fault, carriage, patience);
    this.#noteBefalling(befalling);
    const answer = await befalling;
    if (carriage.isDead) return await never;
    signal?.throwIfAborted();
    if (answer === null) throw wasCut();
    const bytes = Buffer.from(answer.body);
    if (fault?.kind === 'answer cut') {
      return { status: answer.status, body: breakingOff(bytes, fault.n % bytes.length) };
    }
    const signed = receiptIn(answer.body);
    if (signed !== null) carriage.hear(signed.receipt);
    return { status: answer.status, body: [bytes] };
  }

  /** What comes back for a request, null where the connection breaks. */
  async #befall(
    request: Request,
    fault: Fault | undefined,
    carriage: Underway,
    patience: AbortController | undefined,
  ): Promise<Answer | null> {
    switch (fault?.kind) {
      case undefined:
      case 'answer cut':
        return await this.#deliver(request);
      case 'request lost':
        return null;
      case 'answer lost':
        await this.#deliver(request);
        return null;
      case 'request cut': {
        const { body } = request;
        if (body !== null) await this.#deliver({ ...request, body: body.subarray(0, fault.n % body.length) });
        return null;
      }
      case 'doubled':
        await this.#deliver(request);
        return await this.#deliver(request);
      case 'doubled at once':
        return (await Promise.all([this.#deliver(request), this.#deliver(request)]))[fault.n % 2]!;
      case 'held back':
        this.#held.push(request);
        return null;
      case 'too large':
        return refusal(413, 'TOO_LARGE', { consignmentBytes: 1, consignmentEvents: 1 });
      case 'too large, says a proxy':
        return { status: 413, body: '<html><h1>413 Request Entity Too Large</h1></html>' };
      case 'too many requests':
        return { status: 429, body: 'Slow down.' };
      case 'internal error':
        return fault.n % 2 === 0 ? refusal(500, 'INTERNAL', {}) : refusal(503, 'BUSY', {});
      case 'time-out after the commit':
        await this.#deliver(request);
        patience!.abort(new DOMException('no answer', 'TimeoutError'));
        return null;
      case 'time-out':
        patience!.abort(new DOMException('no answer', 'TimeoutError'));
        return null;
      case 'headquarters dies before':
      case 'headquarters dies after':
        this.#headquarters.dieAt(1 + (fault.n % 12), fault.kind === 'headquarters dies after');
        await this.#deliver(request);
        await this.#headquarters.dieAndRestart();
        return null;
      case 'headquarters is restored after':
        await this.#deliver(request);
        await this.#restore(fault.n, fault.n % 3 === 0);
        return null;
      case 'headquarters is restored before':
        await this.#restore(fault.n, fault.n % 3 === 0);
        return await this.#deliver(request);
      case 'device dies after':
        await this.#deliver(request);
        carriage.isDead = true;
        carriage.die();
        return null;
      case 'device dies before':
        carriage.isDead = true;
        carriage.die();
        return null;
      case 'cancelled after':
        await this.#deliver(request);
        carriage.cancel();
        return null;
      case 'cancelled before':
        carriage.cancel();
        return null;
      default:
        return fault!.kind satisfies never;
    }
  }

  /** Headquarters hears a request, and what it answers for is written down, whoever will hear it. */
  async #deliver(request: Request): Promise<Answer | null> {
    const answer = await this.#headquarters.ask(request);
    if (answer === null) return null;
    if (answer.status === 500)
      this.#truth.wrongs.push(`headquarters had a fault: ${this.#headquarters.lastLogged}`);
    const signed = receiptIn(answer.body);
    if (signed !== null) noteGiven(this.#truth, signed);
    return answer;
  }
}

function refusal(status: number, code: string, details: Record<string, unknown>): Answer {
  return { status, body: JSON.stringify({ ok: false, error: { code, details } }) };
}

/** An answer that breaks off after some bytes of it. */
function* breakingOff(bytes: Buffer, after: number): Generator<Buffer> {
  yield bytes.subarray(0, after);
  throw wasCut();
}

/** As Node says it. */
function wasCut(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}
