import { z } from 'zod';
import { SignedReceipt } from '../../contract/sync/receipt.ts';

const PostAnswer = z.object({ value: SignedReceipt });
const HeadAnswer = z.object({ value: z.object({ receipt: SignedReceipt }) });

/** The receipt that an answer of headquarters holds, to a consignment or to the question for the head. */
export function receiptIn(body: string): SignedReceipt | null {
  if (!body.includes('postbag-receipt/')) return null;
  const json: unknown = JSON.parse(body);
  const posted = PostAnswer.safeParse(json);
  if (posted.success) return posted.data.value;
  const head = HeadAnswer.safeParse(json);
  return head.success ? head.data.value.receipt : null;
}
