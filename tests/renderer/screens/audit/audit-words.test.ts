import { expect, it } from 'vitest';
import { detailWords } from '../../../../renderer/screens/audit/audit-words.ts';

it('details are read as words: names written apart, yes and no, and what is empty left out', () => {
  expect(detailWords({ putRight: 0, confirmed: 1, isVerified: false, wasContested: true })).toBe(
    'put right: 0 · confirmed: 1 · is verified: no · was contested: yes',
  );
  expect(detailWords({ reason: '', note: null, packHash: 'a1'.repeat(32) })).toBe('pack hash: a1a1a1a1…');
  expect(detailWords({ plan: { always: ['type', 'q1.tick'], drawnPerThousand: 100 }, unmoved: [] })).toBe(
    'plan: (always: type, q1.tick · drawn per thousand: 100) · unmoved: none',
  );
});
