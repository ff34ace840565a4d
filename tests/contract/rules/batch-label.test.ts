import { expect, it } from 'vitest';
import { messageOf } from '../../../contract/errors.ts';
import { batchLabel } from '../../../contract/rules/batch-label.ts';

it('has one name for a batch, with its consultation’s letters where two stand together', () => {
  expect(batchLabel(4)).toBe('Batch 0004');
  expect(batchLabel(4, 'CWS')).toBe('CWS Batch 0004');
  expect(batchLabel(12_345)).toBe('Batch 12345');
});

it('calls it the same in a refusal', () => {
  expect(messageOf({ code: 'BATCH_SEALED', details: { number: 4 } })).toMatch(/^Batch 0004 is sealed/);
});
