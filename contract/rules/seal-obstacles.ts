import type { Batch } from '../records/batch.ts';
import type { ErrorDetails } from '../errors.ts';

/** What keeps a batch from being sealed, as the refusal that sealing it gives. */
export type SealObstacle = {
  [Code in 'BATCH_SHORT' | 'BATCH_OUTSTANDING' | 'BATCH_QUERIES']: {
    readonly code: Code;
    readonly details: ErrorDetails<Code>;
  };
}['BATCH_SHORT' | 'BATCH_OUTSTANDING' | 'BATCH_QUERIES'];

/**
 * Everything that stands in the way of sealing an open batch, in the order in which the desk deals with it: what
 * was counted and isn't logged, what is logged and isn't keyed, what somebody still has to look at. Empty: it can
 * be sealed. Pure; the screen shows the whole list, sealing refuses with the first.
 */
export function sealObstacles(
  batch: Pick<Batch, 'number' | 'documentCount' | 'count'>,
  openQueries: number,
): readonly SealObstacle[] {
  const { number, documentCount } = batch;
  const { received: logged, outstanding } = batch.count;
  const obstacles: SealObstacle[] = [];
  if (logged < documentCount) {
    obstacles.push({ code: 'BATCH_SHORT', details: { number, documentCount, logged } });
  }
  if (outstanding > 0) obstacles.push({ code: 'BATCH_OUTSTANDING', details: { number, outstanding } });
  if (openQueries > 0) obstacles.push({ code: 'BATCH_QUERIES', details: { number, queries: openQueries } });
  return obstacles;
}
