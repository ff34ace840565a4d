import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readBlock, writeBlock } from '../../../contract/sync/recovery.ts';

const base64 = fc
  .uint8Array({ minLength: 1, maxLength: 2000 })
  .map((bytes) => Buffer.from(bytes).toString('base64'));

it('a block comes back out of any letter that it was put in, quoted or not', () => {
  fc.assert(
    fc.property(
      base64,
      fc.string(),
      fc.constantFrom('', '> ', '  ', '>> '),
      fc.constantFrom('\n', '\r\n'),
      (text, around, quote, end) => {
        const block = writeBlock('answer', text)
          .split('\n')
          .map((line) => quote + line)
          .join(end);
        expect(readBlock('answer', `${around}\n${block}\n${around}`)).toBe(text);
        expect(readBlock('request', block)).toBe(null);
      },
    ),
  );
});

it('a block without its end is none', () => {
  fc.assert(
    fc.property(base64, fc.integer({ min: 1, max: 30 }), (text, cut) => {
      expect(readBlock('request', writeBlock('request', text).slice(0, -cut - 1))).toBe(null);
    }),
  );
});
