import type { FieldId, Mark } from '../../../contract/records/mark.ts';
import type { KeyingPreference } from '../../../contract/records/keying.ts';
import type { EffortClock } from './effort-clock.ts';
import { HeldStep } from './held-step.ts';
import type { KeyingEffect, Panel, Sound } from './keying-effect.ts';
import { currentField, isTextual, textOf, type KeyingState } from './keying-state.ts';
import { keyingStep, type KeyingAction } from './keying-step.ts';
import { lookAgainAt } from './look-again.ts';
import { isReadingOn } from '../../../contract/rules/marks.ts';
import { isBlocked, type KeyingView } from './keying-view.ts';
import type { PageFollower } from './page-follower.ts';
import { TextBoxes } from './text-boxes.ts';
import type { SaveAnswer, SaveQueue, SaveRequest, SaveState } from './save-queue.ts';
import type { Step } from './step.ts';
import type { TypeAhead } from './type-ahead.ts';
import { turned, zoomed, type ScanView } from './scan-view.ts';

// One reply on the desk: takes actions, makes the next state by keying-step.ts, and carries out what that
// wants of the world. Components subscribe to pieces of its view. The text being typed lies in its box, so that
// a character costs no rendering at all.

/** How long after the last character what was typed is committed. */
const REST_MS = 300;

export interface KeyingMessage {
  readonly tone: 'good' | 'look' | 'stop';
  readonly text: string;
  /** Puts back what was just done. */
  readonly undo?: () => void;
}

/** What the desk can't do itself. */
export interface DeskWorld {
  readonly setPlace: (place: FieldId) => void;
  readonly play: (sound: Sound) => void;
  readonly finish: (
    restBlank: 'none' | 'comments' | 'all',
    effort: ReturnType<EffortClock['take']>,
  ) => Promise<void>;
  readonly replyBefore: () => Promise<void>;
  readonly leaveForm: () => void;
  readonly focusField: (field: FieldId) => void;
  /** One line at its fixed place; null takes it away. */
  readonly say: (message: KeyingMessage | null) => void;
  readonly pages: PageFollower;
}

export class KeyingDesk {
  #view: KeyingView;
  readonly #listeners = new Set<() => void>();
  readonly boxes = new TextBoxes();
  #scanSeen: () => number = () => 1;
  readonly #world: DeskWorld;
  readonly #clock: EffortClock;
  readonly #queue: SaveQueue;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #placeTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #readOn = new Set<FieldId>();
  #isMessageForNow = false;
  /** In a second keying: what waits for the store to compare the field that was left. */
  #held: HeldStep | null = null;
  #typeAhead: TypeAhead | null = null;
  #isAway = false;

  constructor(
    view: KeyingView,
    world: DeskWorld,
    clock: EffortClock,
    makeQueue: (desk: KeyingDesk) => SaveQueue,
  ) {
    this.#view = view;
    this.#world = world;
    this.#clock = clock;
    this.#queue = makeQueue(this);
  }

  // --- what components read -------------------------------------------------------------------------------

  get view(): KeyingView {
    return this.#view;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  change(part: Partial<KeyingView>): void {
    this.#view = { ...this.#view, ...part };
    for (const listener of this.#listeners) listener();
  }

  get queue(): SaveQueue {
    return this.#queue;
  }

  // --- text boxes -----------------------------------------------------------------------------------------

  /** What stands in the current field's box at this moment. */
  get text(): string {
    const { state } = this.#view;
    if (!isTextual(currentField(state))) return '';
    return this.boxes.textIn(state.current) ?? textOf(state.marks[state.current]);
  }

  /** A character came: it is committed when the fingers rest. */
  typed(): void {
    clearTimeout(this.#rest);
    if (this.#isMessageForNow) this.say(null);
    this.#rest = setTimeout(() => this.act({ do: 'keep-typed' }), REST_MS);
    this.#lookIntoBox();
  }

  #lookIntoBox(): void {
    const hasText = this.text.trim() !== '';
    if (hasText !== this.#view.hasText) this.change({ hasText });
  }

  // --- what happens ---------------------------------------------------------------------------------------

  pressed(): void {
    this.#clock.press(performance.now());
  }

  /** An action by key or by control. While entry is blocked, only what changes no mark is done. */
  act(action: KeyingAction): void {
    const view = this.#view;
    const isTaken = (!view.isBusy && !isBlocked(view)) || CHANGES_NOTHING.has(action.do);
    if (!isTaken || (view.isBusy && this.#held === null)) return;
    this.#do(action);
  }

  #do(action: KeyingAction): void {
    const before = this.#view.state;
    const step = keyingStep(before, action, this.text);
    if (HeldStep.isNeededFor(step)) this.#hold(new HeldStep(step), before);
    else this.#take(step, before);
  }

  #take(step: Step, before: KeyingState): void {
    if (step.state !== before) {
      const hasMoved = step.state.current !== before.current;
      if (hasMoved) clearTimeout(this.#rest);
      this.change({ state: step.state, ...(hasMoved ? { scan: this.#scanFor(step.state) } : {}) });
    }
    for (const effect of step.effects) this.#carryOut(effect, before);
    this.#lookIntoBox();
    if (step.state.isAgain && step.state.current !== before.current) this.#typeAhead?.play(this);
  }

  #hold(held: HeldStep, before: KeyingState): void {
    clearTimeout(this.#rest);
    this.#held = held;
    this.change({ isBusy: true, state: held.stateMeanwhile(before) });
    for (const effect of held.atOnce) this.#carryOut(effect, before);
  }

  /** The store has kept a field, and in a second keying compared it. */
  answered(
    { field, isLeft }: SaveRequest,
    { openQueries, isReopened, isLookAgain = false }: SaveAnswer,
  ): void {
    if (openQueries !== undefined && this.#view.openQueries !== openQueries) this.change({ openQueries });
    if (isReopened) this.change({ isFinished: false });
    if (this.#isAway || (this.#held === null && !isLookAgain)) return;
    const heard = this.#held === null ? [field] : isLeft ? this.#held.answered(field, isLookAgain) : null;
    // Not from within the queue that tells us: it has more to send.
    if (heard !== null) queueMicrotask(() => this.#goOn(heard));
  }

  #goOn(heard: readonly FieldId[]): void {
    const held = this.#held;
    this.#held = null;
    if (heard.length > 0) {
      // What was typed meanwhile was meant for where the cursor would have gone.
      const isEnd = held?.step.effects.some((effect) => effect.kind === 'finish') ?? false;
      if (held !== null) this.#typeAhead?.setAside(this, isEnd ? null : held.step.state.current);
      this.lookAgain(heard);
      return;
    }
    if (held === null) return;
    const before = this.#view.state;
    this.#view = { ...this.#view, isBusy: false };
    this.#take({ state: held.step.state, effects: held.after }, before);
    this.#typeAhead?.play(this);
  }

  /** Back to what differs from the first keying. Kept in the store as the place, so that a crash finds it. */
  lookAgain(heard: readonly FieldId[]): void {
    // Typed ahead where the reply was to be finished: for the next one.
    this.#typeAhead?.setAside(this, null);
    const before = this.#view.state;
    const step = lookAgainAt(before, heard);
    this.#view = { ...this.#view, isBusy: false };
    this.#take(step, before);
    const { current, marks } = step.state;
    if (heard.includes(current)) {
      const mark = marks[current] ?? null;
      this.#save({ kind: 'save', field: current, mark, isLeft: false, overruleReason: null }, step.state);
    }
    this.#world.focusField(current);
  }

  /** Where keys wait that are pressed while the desk can't take them. */
  playFrom(typeAhead: TypeAhead): void {
    this.#typeAhead = typeAhead;
    typeAhead.play(this);
  }

  /** The mouse or the screen reader put the focus on a field. */
  focusCame(field: FieldId): void {
    if (field !== this.#view.state.current) this.act({ do: 'go-to', field });
  }

  /** @param isForNow it speaks of what stands in the box now, and goes with the next character */
  say(message: KeyingMessage | null, isForNow = false): void {
    this.#isMessageForNow = isForNow;
    this.#world.say(message);
  }

  showPanel(panel: Panel | null): void {
    this.change({ panel });
  }

  goOn(): void {
    this.change({ isPaused: false });
  }

  setPreference(preference: KeyingPreference): void {
    this.change({ preference });
    this.act({ do: 'set-order', order: preference.order });
    this.act({ do: 'set-finishing', finishesAtLastField: preference.finishesAtLastField });
  }

  /** Keeps what is half typed. Called when the reply leaves the screen. */
  putAway(): void {
    clearTimeout(this.#rest);
    this.#isAway = true;
    // Blocked or not: the queue outlives the screen, and takes what stands in the box to the store when it can.
    if (!this.#view.isBusy) this.#do({ do: 'keep-typed' });
  }

  saveStateIs(save: SaveState): void {
    const wasBlocked = isBlocked(this.#view);
    this.change({ save });
    // What stood in the box when entry was blocked is kept now.
    if (wasBlocked && !isBlocked(this.#view)) this.typed();
  }

  #carryOut(effect: KeyingEffect, before: KeyingState): void {
    const view = this.#view;
    switch (effect.kind) {
      case 'save':
        this.#save(effect, before);
        return;
      case 'keep-place':
        this.#keepPlace();
        return;
      case 'put-text':
        this.boxes.put(effect.field, effect.text);
        return;
      case 'insert-text':
        this.insert(effect.text);
        return;
      case 'sound':
        if (view.preference.sounds) this.#world.play(effect.sound);
        return;
      case 'say':
        this.#sayOf(effect);
        return;
      case 'say-nothing':
        this.say(null);
        return;
      case 'open-panel':
        this.change({ panel: effect.panel });
        return;
      case 'pause':
        this.#clock.pause();
        this.change({ isPaused: !view.isPaused });
        return;
      case 'finish':
        this.change({ isBusy: true });
        void this.#world.finish(effect.restBlank, this.#clock.take());
        return;
      case 'reply-before':
        void this.#world.replyBefore();
        return;
      case 'turn-page':
        this.#turnPage(effect.direction);
        return;
      case 'zoom':
        this.change({ scan: zoomed(view.scan, effect.direction) });
        return;
      case 'leave-form':
        this.#world.leaveForm();
        return;
      default:
        assertNever(effect);
    }
  }

  #sayOf({ tone, text, isForNow, undo }: Extract<KeyingEffect, { kind: 'say' }>): void {
    const takeBack = (): void => {
      if (undo === undefined) return;
      this.act(undo);
      // The button that was pressed is gone with its message; the focus is never lost.
      this.#world.focusField(this.#view.state.current);
    };
    this.say({ tone, text, ...(undo === undefined ? {} : { undo: takeBack }) }, isForNow);
  }

  insert(text: string): void {
    this.boxes.insert(this.#view.state.current, text);
    this.typed();
  }

  /** Backspace, typed ahead. */
  rubOut(): void {
    this.boxes.rubOut(this.#view.state.current);
    this.typed();
  }

  #save(
    { field, mark, isLeft, overruleReason }: Extract<KeyingEffect, { kind: 'save' }>,
    before: KeyingState,
  ): void {
    clearTimeout(this.#placeTimer);
    const isBeingTyped = before.filled?.fields.includes(field) === true || before.isTouched;
    // A second keying shows only what stands: what stood before a second look is kept with the difference.
    if (!before.isAgain) this.#rememberFormer(field, before.marks[field], mark, isBeingTyped);
    const request: SaveRequest = {
      keyingId: this.#view.sheet.keyingId,
      field,
      mark,
      isLeft,
      overruleReason,
      place: this.#held?.step.state.current ?? this.#view.state.current,
      ...this.#clock.take(),
    };
    this.#queue.put(request);
  }

  /** The store keeps a value that was left and then changed; the screen shows it from the same moment. */
  #rememberFormer(field: FieldId, was: Mark | undefined, is: Mark | null, isBeingTyped: boolean): void {
    if (was === undefined || JSON.stringify(was) === JSON.stringify(is)) return;
    if (isBeingTyped && !this.#readOn.has(field)) return;
    if (isReadingOn(this.#view.state.form.byId.get(field)!, was, is)) {
      // What was left stays left: unticking it after this is a correction.
      this.#readOn.add(field);
      return;
    }
    this.#readOn.delete(field);
    const { formers } = this.#view;
    this.change({ formers: { ...formers, [field]: [...(formers[field] ?? []), was] } });
  }

  /** A save carries the place; without one it is kept by itself, once the cursor has come to rest. */
  #keepPlace(): void {
    clearTimeout(this.#placeTimer);
    this.#placeTimer = setTimeout(() => {
      if (this.#queue.unsaved.length === 0) this.#world.setPlace(this.#view.state.current);
    }, REST_MS);
  }

  /** How much of the scanned page's height is seen; the pane knows. */
  askScanSeen(scanSeen: () => number): void {
    this.#scanSeen = scanSeen;
  }

  #turnPage(direction: -1 | 1): void {
    const { scan, sheet, state } = this.#view;
    const next = turned(scan, direction, sheet.reply.scannedPages, this.#scanSeen());
    if (next === scan) return;
    this.change({ scan: next });
    this.#world.pages.turned(this.#positionOf(state), next);
  }

  /** What was looked at for this question in the replies before, if anything was. */
  #scanFor(state: KeyingState): ScanView {
    const { scan, sheet } = this.#view;
    const followed = this.#world.pages.placeAt(this.#positionOf(state));
    return followed !== null && followed.page <= sheet.reply.scannedPages ? { ...scan, ...followed } : scan;
  }

  #positionOf(state: KeyingState): number {
    return state.form.paper.findIndex((field) => field.id === state.current);
  }
}

/** What may be done while what was typed isn't in the store. */
const CHANGES_NOTHING: ReadonlySet<KeyingAction['do']> = new Set([
  'all-keys',
  'page',
  'zoom',
  'leave-form',
  'open-settings',
]);

function assertNever(effect: never): never {
  throw new Error(`no such effect: ${JSON.stringify(effect)}`);
}
