import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BinaryRows } from '../../../headquarters/database/binary-rows.ts';

/** Signature and header, then the number of fields and the length of the first. */
const before = 19 + 2 + 4;

const fieldOf = (value: string): Buffer => {
  // Less room than it takes: it has to grow.
  const whole = new BinaryRows(0).row(1).hexadecimal(value).whole();
  return whole.subarray(before, -2);
};

const inEitherCase = fc
  .func(fc.boolean())
  .map(
    (isUpper) => (text: string) =>
      [...text].map((digit, index) => (isUpper(index) ? digit.toUpperCase() : digit)).join(''),
  );

it('hexadecimal and UUIDs become the bytes that they stand for, in either case', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uuid(),
        fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
      ),
      inEitherCase,
      (value, cased) => {
        expect(fieldOf(cased(value))).toEqual(Buffer.from(value.replaceAll('-', ''), 'hex'));
      },
    ),
  );
});
