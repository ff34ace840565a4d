import type { Receipt, Standing } from '../../contract/sync/receipt.ts';

/** What a receipt says of each of its events, one by one. */
export function eachStanding({
  standings,
}: Receipt): (Pick<Standing, 'status' | 'code'> & { seq: number })[] {
  return standings.flatMap(({ fromSeq, throughSeq, status, code }) =>
    Array.from({ length: throughSeq - fromSeq + 1 }, (_, index) => ({ seq: fromSeq + index, status, code })),
  );
}
