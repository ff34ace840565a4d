import type { RequestOf } from '../../../contract/bridge/call.ts';
import type { Calls } from '../../../contract/bridge/calls.ts';
import { messageOf, PostbagError, type ErrorCode } from '../../../contract/errors.ts';

// What is typed goes to the store in the order in which it was typed, one field at a time. Nothing leaves the
// queue before the store has answered that it is on the disk. When the disk is full or the program behind the
// window is gone, everything waits here, entry is blocked, and the queue tries again by itself.

export type SaveRequest = RequestOf<Calls['keying']['saveMark']>;

/** What the store says when it has kept a field: of a first keying about queries, of a second how it compares. */
export interface SaveAnswer {
  readonly savedAtMs: number;
  readonly openQueries?: number;
  readonly isReopened?: boolean;
  readonly isLookAgain?: boolean;
}

export type SaveState =
  | { readonly at: 'nothing-yet' }
  | { readonly at: 'saving' }
  | { readonly at: 'saved'; readonly savedAtMs: number }
  /** Not saved for now; it is tried again by itself. */
  | { readonly at: 'waiting'; readonly words: string }
  /** The store will not take it; somebody has to look. */
  | { readonly at: 'refused'; readonly words: string };

/** Refusals that pass: room is made, the program comes back, the passphrase is given. */
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'DISK_FULL',
  'DISK_FAILED',
  'CONNECTION_LOST',
  'LOCKED',
  'NOT_SIGNED_IN',
  'UNEXPECTED',
]);

/** Who is told how saving goes: the desk that the reply lies on. */
export interface SaveListener {
  readonly onState: (state: SaveState) => void;
  readonly onSaved: (save: SaveRequest, answer: SaveAnswer) => void;
}

interface World extends SaveListener {
  readonly send: (save: SaveRequest) => Promise<SaveAnswer>;
  /** Waits before the next try; resolves early when there is reason to hope. */
  readonly untilNextTry: () => Promise<void>;
}

export class SaveQueue {
  readonly #world: World;
  #listener: SaveListener;
  #state: SaveState = { at: 'nothing-yet' };
  readonly #waiting: SaveRequest[] = [];
  #isSending = false;
  #waiters: ((isEmpty: boolean) => void)[] = [];

  constructor(world: World) {
    this.#world = world;
    this.#listener = world;
  }

  /** What hasn't been acknowledged, oldest first. */
  get unsaved(): readonly SaveRequest[] {
    return this.#waiting;
  }

  get state(): SaveState {
    return this.#state;
  }

  /** The reply lies on another desk now. One keying has one queue, or what is older could land last. */
  passTo(listener: SaveListener): this {
    this.#listener = listener;
    return this;
  }

  put(save: SaveRequest): void {
    // The head may be on its way; what lies behind it and is half typed is overtaken by what was typed since.
    const last = this.#waiting.at(-1);
    const isOvertaken =
      last !== undefined &&
      last.field === save.field &&
      !last.isLeft &&
      (!this.#isSending || this.#waiting.length > 1);
    if (isOvertaken) {
      this.#waiting[this.#waiting.length - 1] = {
        ...save,
        strokes: last.strokes + save.strokes,
        activeMs: last.activeMs + save.activeMs,
      };
    } else {
      this.#waiting.push(save);
    }
    void this.#pump();
  }

  /** True once everything that was put has been acknowledged; false when the store won't take the oldest of it. */
  whenEmpty(): Promise<boolean> {
    if (!this.#isSending) return Promise.resolve(this.#waiting.length === 0);
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  /** After a refusal that doesn't pass by itself, when somebody has seen to its cause. */
  tryAgain(): void {
    void this.#pump();
  }

  async #pump(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      for (let head = this.#waiting[0]; head !== undefined; head = this.#waiting[0]) {
        const isSaved = await this.#try(head);
        if (!isSaved) return;
      }
    } finally {
      this.#isSending = false;
      for (const resolve of this.#waiters.splice(0)) resolve(this.#waiting.length === 0);
    }
  }

  #stateIs(state: SaveState): void {
    this.#state = state;
    this.#listener.onState(state);
  }

  /** Sends one until it is saved. False: it was refused for good and stays at the head. */
  async #try(save: SaveRequest): Promise<boolean> {
    let hasFailed = false;
    for (;;) {
      if (!hasFailed) this.#stateIs({ at: 'saving' });
      try {
        const answer = await this.#world.send(save);
        this.#waiting.shift();
        this.#stateIs({ at: 'saved', savedAtMs: answer.savedAtMs });
        this.#listener.onSaved(save, answer);
        return true;
      } catch (error) {
        const refusal = asPostbagError(error);
        if (!PASSING.has(refusal.code)) {
          this.#stateIs({ at: 'refused', words: messageOf(refusal) });
          return false;
        }
        hasFailed = true;
        this.#stateIs({ at: 'waiting', words: messageOf(refusal) });
        await this.#world.untilNextTry();
      }
    }
  }
}

function asPostbagError(error: unknown): PostbagError {
  if (error instanceof PostbagError) return error;
  return new PostbagError('UNEXPECTED', { reason: error instanceof Error ? error.message : String(error) });
}
