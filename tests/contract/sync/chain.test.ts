import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainPreimage, firstPreviousH } from '../../../contract/sync/chain.ts';
import { Sha256 } from '../../../contract/sync/hash.ts';

const hash = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Sha256.parse(Buffer.from(bytes).toString('hex')));
const link = fc.record({
  deviceId: fc.uuid({ version: 7 }),
  epoch: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  seq: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  previousH: hash,
  digest: hash,
});

describe('[S3] the chain', () => {
  it('a known link has a known h', () => {
    const preimage = chainPreimage({
      deviceId: '01890a5d-ac96-774b-bcce-b302099a8057',
      epoch: 1,
      seq: 1,
      previousH: firstPreviousH,
      digest: Sha256.parse(createHash('sha256').update('{}').digest('hex')),
    });
    expect(preimage).toBe(
      'postbag/1\n01890a5d-ac96-774b-bcce-b302099a8057\n1\n1\n' +
        '0000000000000000000000000000000000000000000000000000000000000000\n' +
        '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    );
    expect(createHash('sha256').update(preimage).digest('hex')).toBe(
      'd82237d6fcc8eaafc7d5e2081292796b4396c1022d612680ab23a9e78076a771',
    );
  });

  it('two different links never have the same pre-image', () => {
    fc.assert(
      fc.property(link, link, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect(chainPreimage(one) === chainPreimage(other)).toBe(isSame);
      }),
    );
  });

  it('every part can be read back from it', () => {
    fc.assert(
      fc.property(link, (one) => {
        const [tag, deviceId, epoch, seq, previousH, digest, ...rest] = chainPreimage(one).split('\n');
        expect([tag, rest]).toEqual(['postbag/1', []]);
        expect({ deviceId, epoch: Number(epoch), seq: Number(seq), previousH, digest }).toEqual(one);
      }),
    );
  });
});
