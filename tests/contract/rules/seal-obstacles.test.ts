import { describe, expect, it } from 'vitest';
import { sealObstacles } from '../../../contract/rules/seal-obstacles.ts';

const count = (received: number, outstanding: number) => ({
  received,
  keyed: received - outstanding,
  excluded: 0,
  outstanding,
});

describe('what stands in the way of sealing a batch', () => {
  it('is nothing where all that was counted is keyed or set aside and nothing is left to look at', () => {
    expect(sealObstacles({ number: 4, documentCount: 30, count: count(30, 0), verified: 30 }, 0)).toEqual([]);
  });

  it('is everything at once, in the order in which the desk deals with it', () => {
    expect(sealObstacles({ number: 4, documentCount: 30, count: count(28, 3), verified: 21 }, 2)).toEqual([
      { code: 'BATCH_SHORT', details: { number: 4, documentCount: 30, logged: 28 } },
      { code: 'BATCH_OUTSTANDING', details: { number: 4, outstanding: 3 } },
      { code: 'BATCH_UNVERIFIED', details: { number: 4, unverified: 4 } },
      { code: 'BATCH_QUERIES', details: { number: 4, queries: 2 } },
    ]);
  });
});
