import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReplyStage } from '../../../../contract/bridge/replies.ts';
import type { BatchId, ConsultationId } from '../../../../contract/records/id.ts';
import {
  addressOfFilter,
  filterInAddress,
  noFilter,
  type AddressedFilter,
} from '../../../../renderer/screens/replies/reply-list-address.ts';

const filters: fc.Arbitrary<AddressedFilter> = fc.record({
  consultationId: fc.constantFrom(null, 'cws-2007' as ConsultationId),
  batchId: fc.constantFrom(null, '0196a000-0000-7000-8000-000000000001' as BatchId),
  place: fc.constantFrom(null, 'outstanding', 'keyed', 'excluded'),
  stage: fc.constantFrom(null, ...ReplyStage.options),
  channel: fc.constantFrom(null, 'post', 'email'),
  isLateOnly: fc.boolean(),
  hasOpenQueryOnly: fc.boolean(),
});

describe('the filters of the list of replies, as an address', () => {
  it('come back as they went', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(filterInAddress(addressOfFilter(filter))).toEqual(filter);
      }),
    );
  });

  it('leave nothing in the address that isn’t chosen', () => {
    expect(addressOfFilter(noFilter)).toEqual({});
    expect(addressOfFilter({ place: 'keyed' })).toEqual({ place: 'keyed' });
  });

  it('take nothing from an address that isn’t a filter', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (search) => {
        expect(filterInAddress(search)).toEqual(noFilter);
      }),
    );
    expect(
      filterInAddress({ place: 'elsewhere', batch: 'x', consultation: '../etc', late: true, channel: 7 }),
    ).toEqual(noFilter);
  });
});
