import type { Batch } from '../records/batch.ts';
import type { ErrorDetails } from '../errors.ts';

type SealObstacleCode = 'BATCH_SHORT' | 'BATCH_OUTSTANDING' | 'BATCH_UNVERIFIED' | 'BATCH_QUERIES';

/** What keeps a batch from being sealed, as the refusal that sealing it gives. */
export type SealObstacle = {
  [Code in SealObstacleCode]: {
    readonly code: Code;
    readonly details: ErrorDetails<Code>;
  };
}[SealObstacleCode];

/**
 * Everything that stands in the way of sealing an open batch, in the order in which the desk deals with it: what
 * was counted and isn't logged, what is logged and isn't keyed, what is keyed and isn't verified, what somebody still
 * has to look at. Empty: it can
 * be sealed. Pure; the screen shows the whole list, sealing refuses with the first.
 */
export function sealObstacles(
  batch: Pick<Batch, 'number' | 'documentCount' | 'count' | 'verified'>,
  openQueries: number,
): readonly SealObstacle[] {
  const { number, documentCount } = batch;
  const { received: logged, keyed, outstanding } = batch.count;
  const unverified = keyed - batch.verified;
  const obstacles: SealObstacle[] = [];
  if (logged < documentCount) {
    obstacles.push({ code: 'BATCH_SHORT', details: { number, documentCount, logged } });
  }
  if (outstanding > 0) obstacles.push({ code: 'BATCH_OUTSTANDING', details: { number, outstanding } });
  if (unverified > 0) obstacles.push({ code: 'BATCH_UNVERIFIED', details: { number, unverified } });
  if (openQueries > 0) obstacles.push({ code: 'BATCH_QUERIES', details: { number, queries: openQueries } });
  return obstacles;
}
