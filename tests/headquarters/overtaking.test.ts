import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Overtaking } from '../../headquarters/ingest/overtaking.ts';
import { Refusal } from '../../headquarters/refusal.ts';

/** A stream's head, and consignments of one event each that are refused where the one before them is missing. */
class Stream {
  head = 0;
  readonly tried: number[] = [];

  async takeIn(seq: number): Promise<number> {
    this.tried.push(seq);
    // As the database: whether it fits is decided by what is there when its turn comes.
    await Promise.resolve();
    if (seq > this.head + 1) throw new Refusal('GAP', { headSeq: this.head });
    this.head = Math.max(this.head, seq);
    return seq;
  }
}

/** What became of each: its number, or the code that it was refused with. */
async function arriving(
  order: readonly number[],
  stream: Stream,
  ready: (seq: number) => Promise<void>,
  isCutOff: (seq: number) => Promise<void> = () => new Promise(() => {}),
  overtaking = new Overtaking(),
): Promise<readonly (number | string)[]> {
  return await Promise.all(
    order.map(async (seq) => {
      const arrival = overtaking.arrive('a stream');
      void isCutOff(seq).then(() => arrival.leave());
      await ready(seq);
      try {
        return await arrival.inOrder(() => stream.takeIn(seq));
      } catch (error) {
        return error instanceof Refusal ? error.code : String(error);
      } finally {
        arrival.leave();
      }
    }),
  );
}

const ticks = async (count: number): Promise<void> => {
  for (let tick = 0; tick < count; tick += 1) await Promise.resolve();
};

describe('consignments of one stream that overtake one another', () => {
  it('[S9] [S10] are all taken in where all are here, in whatever order they come and are ready', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 7 }).chain((count) =>
          fc.tuple(
            fc.shuffledSubarray(
              Array.from({ length: count }, (_, index) => index + 1),
              { minLength: count },
            ),
            fc.array(fc.nat(40), { minLength: count, maxLength: count }),
          ),
        ),
        async ([order, delays]) => {
          const stream = new Stream();
          expect(await arriving(order, stream, (seq) => ticks(delays[seq - 1]!))).toEqual(order);
          expect(stream.head).toBe(order.length);
        },
      ),
    );
  });

  it('are refused where one is missing that isn’t here, and nobody waits for ever', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(40), { minLength: 9, maxLength: 9 }),
        async (order, delays) => {
          const stream = new Stream();
          const outcomes = await arriving(order, stream, (seq) => ticks(delays[seq - 1]!));
          const whole = [...order].sort((a, b) => a - b).filter((seq, index) => seq === index + 1).length;
          expect(stream.head).toBe(whole);
          expect(outcomes).toEqual(order.map((seq) => (seq <= whole ? seq : 'GAP')));
        },
      ),
    );
  });

  it('of which some are cut off at any moment leave nobody waiting, now or later', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(30), { minLength: 7, maxLength: 7 }),
        fc.array(fc.option(fc.nat(40)), { minLength: 7, maxLength: 7 }),
        async (order, delays, cuts) => {
          const overtaking = new Overtaking();
          const stream = new Stream();
          const cutOff = async (seq: number): Promise<void> => {
            const after = cuts[seq - 1] ?? null;
            await (after === null ? new Promise(() => {}) : ticks(after));
          };
          const outcomes = await arriving(
            order,
            stream,
            (seq) => ticks(delays[seq - 1]!),
            cutOff,
            overtaking,
          );
          // What is refused lacks the one before it, or was cut off, or waited for one that was.
          for (const [index, outcome] of outcomes.entries()) expect([order[index], 'GAP']).toContain(outcome);
          // Nobody is left whom another could wait for.
          const later = overtaking.arrive('a stream');
          await expect(later.inOrder(() => stream.takeIn(99))).rejects.toMatchObject({ code: 'GAP' });
          later.leave();
        },
      ),
    );
  });

  it('don’t wait for those of another stream', async () => {
    const overtaking = new Overtaking();
    overtaking.arrive('another');
    const arrival = overtaking.arrive('a stream');
    await expect(arrival.inOrder(() => new Stream().takeIn(2))).rejects.toMatchObject({ code: 'GAP' });
  });

  it('what is refused for another reason is refused at once', async () => {
    const overtaking = new Overtaking();
    overtaking.arrive('a stream');
    const arrival = overtaking.arrive('a stream');
    await expect(arrival.inOrder(() => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
  });
});
