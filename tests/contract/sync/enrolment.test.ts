import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EnrolmentSecret, readEnrolmentCode, writeEnrolmentCode } from '../../../contract/sync/enrolment.ts';

const letter = fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ');
const secret = fc
  .array(letter, { minLength: 16, maxLength: 16 })
  .map((letters) => EnrolmentSecret.parse(letters.join('').match(/.{4}/g)!.join('-')));
const address = fc
  .webUrl({ withFragments: false, withQueryParameters: false })
  .map((url) => url.replace(/\/+$/, ''));

describe('[S4] enrolment codes', () => {
  it('what is printed can be read', () => {
    fc.assert(
      fc.property(address, secret, (address, secret) => {
        expect(readEnrolmentCode(writeEnrolmentCode({ address, secret }))).toEqual({ address, secret });
      }),
    );
  });

  it.each([
    ['spaces around', '  http://127.0.0.1:8470/#ABCD-EFGH-JKMN-PQRS \n'],
    ['small letters', 'http://127.0.0.1:8470/#abcd-efgh-jkmn-pqrs'],
    ['no hyphens, no slash', 'http://127.0.0.1:8470#abcdefghjkmnpqrs'],
    ['spaces for hyphens', 'http://127.0.0.1:8470/#ABCD EFGH JKMN PQRS'],
  ])('is read with %s', (_, typed) => {
    expect(readEnrolmentCode(typed)).toEqual({
      address: 'http://127.0.0.1:8470',
      secret: 'ABCD-EFGH-JKMN-PQRS',
    });
  });

  it('o is read as 0, i and l as 1', () => {
    expect(readEnrolmentCode('http://a/#oooo-iiii-llll-0101')?.secret).toBe('0000-1111-1111-0101');
  });

  it.each([
    ['nothing', ''],
    ['no secret', 'http://127.0.0.1:8470/'],
    ['too short', 'http://127.0.0.1:8470/#ABCD-EFGH'],
    ['too long', 'http://127.0.0.1:8470/#ABCD-EFGH-JKMN-PQRS-T'],
    ['a letter that there isn’t', 'http://127.0.0.1:8470/#UBCD-EFGH-JKMN-PQRS'],
    ['another protocol', 'ftp://127.0.0.1/#ABCD-EFGH-JKMN-PQRS'],
    ['the secret alone', 'ABCD-EFGH-JKMN-PQRS'],
  ])('is refused: %s', (_, typed) => {
    expect(readEnrolmentCode(typed)).toBeNull();
  });
});
