import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PostbagError, type ErrorCode } from '../../../contract/errors.ts';
import { fieldId } from '../../../contract/records/field-id.ts';
import { KeyingId } from '../../../contract/records/id.ts';
import type { KeyingSheet } from '../../../contract/records/keying.ts';
import { EffortClock } from '../../../renderer/screens/keying/effort-clock.ts';
import { SaveQueue, type SaveRequest, type SaveState } from '../../../renderer/screens/keying/save-queue.ts';
import { sheetWithUnsaved } from '../../../renderer/screens/keying/sheet-with-unsaved.ts';

const keyingId = KeyingId.parse('0196a000-0000-7000-8000-000000000001');
const aSave = (field: string, text: string, isLeft = true): SaveRequest => ({
  keyingId,
  field: fieldId(field),
  mark: { kind: 'value', value: text },
  isLeft,
  overruleReason: null,
  place: fieldId(field),
  strokes: 1,
  activeMs: 10,
});

const refused = (code: ErrorCode) => new PostbagError(code, {} as never);

/** A store that answers as told: each entry is one answer, and then it takes everything. */
function aStore(answers: readonly (ErrorCode | 'ok' | 'ok-but-lost')[] = []) {
  const kept: SaveRequest[] = [];
  const states: SaveState[] = [];
  const left = [...answers];
  const queue = new SaveQueue({
    async send(save) {
      const answer = left.shift() ?? 'ok';
      await Promise.resolve();
      if (answer === 'ok' || answer === 'ok-but-lost') kept.push(save);
      if (answer === 'ok') return { savedAtMs: kept.length, openQueries: 0, isReopened: false };
      throw refused(answer === 'ok-but-lost' ? 'CONNECTION_LOST' : answer);
    },
    onState: (state) => states.push(state),
    onSaved: () => {},
    untilNextTry: () => Promise.resolve(),
  });
  return { queue, kept, states };
}

const texts = (saves: readonly SaveRequest[]) =>
  saves.map((save) => `${save.field}=${save.mark?.kind === 'value' ? String(save.mark.value) : ''}`);

describe('the save queue', () => {
  it('says saved only when the store has answered', async () => {
    const { queue, states } = aStore();
    queue.put(aSave('name', 'A'));
    expect(states).toEqual([{ at: 'saving' }]);
    await queue.whenEmpty();
    expect(states).toEqual([{ at: 'saving' }, { at: 'saved', savedAtMs: 1 }]);
  });

  it('keeps the order, and lets half a word be overtaken by the whole one', async () => {
    const { queue, kept } = aStore();
    queue.put(aSave('name', 'S', false));
    queue.put(aSave('name', 'Sm', false));
    queue.put(aSave('name', 'Smith'));
    queue.put(aSave('address1', '1 High St'));
    queue.put(aSave('name', 'Smythe'));
    await queue.whenEmpty();
    expect(texts(kept)).toEqual(['name=S', 'name=Smith', 'address1=1 High St', 'name=Smythe']);
    expect(kept.reduce((sum, save) => sum + save.strokes, 0)).toBe(5);
  });

  it.each(['DISK_FULL', 'DISK_FAILED', 'CONNECTION_LOST', 'LOCKED'] as const)(
    'keeps everything while there is %s, says so, and goes on by itself',
    async (code) => {
      const { queue, kept, states } = aStore([code, code, 'ok']);
      queue.put(aSave('name', 'Smith'));
      queue.put(aSave('address1', '1 High St'));
      await queue.whenEmpty();
      expect(texts(kept)).toEqual(['name=Smith', 'address1=1 High St']);
      expect(states.map((state) => state.at)).toEqual([
        'saving',
        'waiting',
        'waiting',
        'saved',
        'saving',
        'saved',
      ]);
    },
  );

  it('stops at a refusal that doesn’t pass, keeps what was typed, and tries again when told', async () => {
    const { queue, kept, states } = aStore(['REPLY_UNKNOWN']);
    queue.put(aSave('name', 'Smith'));
    queue.put(aSave('address1', '1 High St'));
    await expect.poll(() => states.at(-1)?.at).toBe('refused');
    expect(texts(queue.unsaved)).toEqual(['name=Smith', 'address1=1 High St']);
    queue.tryAgain();
    expect(await queue.whenEmpty()).toBe(true);
    expect(texts(kept)).toEqual(['name=Smith', 'address1=1 High St']);
  });

  it('keeps nobody waiting for what the store will not take', async () => {
    const { queue } = aStore(['REPLY_UNKNOWN', 'REPLY_UNKNOWN']);
    queue.put(aSave('name', 'Smith'));
    expect(await queue.whenEmpty()).toBe(false);
    expect(await queue.whenEmpty()).toBe(false);
    queue.tryAgain();
    expect(await queue.whenEmpty()).toBe(false);
    queue.tryAgain();
    expect(await queue.whenEmpty()).toBe(true);
  });

  it('tells the desk that the reply lies on now, and keeps the order across desks', async () => {
    const { queue, kept, states } = aStore(['REPLY_UNKNOWN']);
    queue.put(aSave('name', 'Smith'));
    await queue.whenEmpty();
    expect(queue.state.at).toBe('refused');
    const told: SaveState[] = [];
    queue.passTo({ onState: (state) => told.push(state), onSaved: () => {} });
    queue.put(aSave('name', 'Smythe'));
    await queue.whenEmpty();
    expect(texts(kept)).toEqual(['name=Smith', 'name=Smythe']);
    expect(told.map((state) => state.at)).toEqual(['saving', 'saved', 'saving', 'saved']);
    expect(states.at(-1)?.at).toBe('refused');
  });

  it('whatever the store answers, its last mark of each field is the last that was typed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            field: fc.constantFrom('name', 'address1'),
            text: fc.string({ minLength: 1 }),
            isLeft: fc.boolean(),
          }),
        ),
        fc.array(fc.constantFrom('ok' as const, 'ok-but-lost' as const, 'DISK_FULL' as const)),
        fc.array(fc.nat(3)),
        async (typed, answers, rests) => {
          const { queue, kept } = aStore(answers);
          for (const [index, { field, text, isLeft }] of typed.entries()) {
            queue.put(aSave(field, text, isLeft));
            for (let turn = 0; turn < (rests[index] ?? 0); turn += 1) await Promise.resolve();
          }
          await queue.whenEmpty();
          for (const field of ['name', 'address1']) {
            const last = typed.findLast((save) => save.field === field);
            const stored = kept.findLast((save) => save.field === field);
            expect(stored?.mark).toEqual(last && { kind: 'value', value: last.text });
            // A value that was left is never skipped: a correction of it has to leave its trace.
            const left = typed.filter((save) => save.field === field && save.isLeft).map((save) => save.text);
            const storedTexts = kept.map((save) => (save.mark?.kind === 'value' ? save.mark.value : null));
            for (const text of left) expect(storedTexts).toContain(text);
          }
        },
      ),
    );
  });
});

describe('a sheet with what is unsaved', () => {
  it('holds the last of each field, none where a mark was taken away, and the last place', () => {
    const sheet = {
      marks: { name: { mark: { kind: 'blank' }, overruleReason: null, savedAtMs: 5 } },
      place: fieldId('name'),
    } as unknown as KeyingSheet;
    const unsaved = [
      { ...aSave('name', 'x'), mark: null },
      aSave('address1', '1 High'),
      aSave('address1', '1 High St'),
    ];
    const seen = sheetWithUnsaved(sheet, unsaved);
    expect(seen.marks).toEqual({
      address1: { mark: { kind: 'value', value: '1 High St' }, overruleReason: null, savedAtMs: 0 },
    });
    expect(seen.place).toBe('address1');
    expect(sheetWithUnsaved(sheet, [])).toEqual(sheet);
  });
});

describe('the effort clock', () => {
  it('counts presses, and the time between them up to a minute', () => {
    const clock = new EffortClock();
    for (const ms of [0, 200, 500, 200_500]) clock.press(ms);
    expect(clock.take()).toEqual({ strokes: 4, activeMs: 60_500 });
    expect(clock.take()).toEqual({ strokes: 0, activeMs: 0 });
  });

  it('leaves pauses out', () => {
    const clock = new EffortClock();
    clock.press(0);
    clock.pause();
    clock.press(30_000);
    clock.press(30_100);
    expect(clock.take().activeMs).toBe(100);
  });
});
