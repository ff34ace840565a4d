import { ReplyPart } from '../../../contract/headquarters/arrived.ts';
import type { BatchStanding } from '../../../contract/headquarters/arrived.ts';

/**
 * What a unit logged, sealed and sent for one consultation. It adds up: `counted + beyond = received + missing`, and
 * `received` is the sum of `parts`.
 */
export interface UnitStanding {
  readonly unitName: string;
  readonly consultationId: string;
  readonly batches: number;
  readonly counted: number;
  /** Here, and not among what was counted: more than a batch's count, or not filed in a batch. */
  readonly beyond: number;
  readonly received: number;
  readonly missing: number;
  readonly parts: Readonly<Record<ReplyPart, number>>;
}

/** How many of a batch's documents aren't here, and how many are here beyond its count. */
export function comparedWithCount({ counted, received }: Pick<BatchStanding, 'counted' | 'received'>): {
  readonly missing: number;
  readonly beyond: number;
} {
  const difference = (counted ?? 0) - received;
  return { missing: Math.max(0, difference), beyond: Math.max(0, -difference) };
}

/** The sums of batches, under one unit and consultation. */
export function sumOf(
  unitName: string,
  consultationId: string,
  batches: readonly BatchStanding[],
): UnitStanding {
  const sum = (figure: (batch: BatchStanding) => number): number =>
    batches.reduce((total, batch) => total + figure(batch), 0);
  const parts = Object.fromEntries(
    ReplyPart.options.map((part) => [part, sum((batch) => batch.parts[part])]),
  ) as Record<ReplyPart, number>;
  return {
    unitName,
    consultationId,
    batches: batches.filter((batch) => batch.batchId !== null).length,
    counted: sum((batch) => batch.counted ?? 0),
    beyond: sum((batch) => comparedWithCount(batch).beyond),
    received: sum((batch) => batch.received),
    missing: sum((batch) => comparedWithCount(batch).missing),
    parts,
  };
}

/** A line for each unit and consultation, in the order in which they come. */
export function byUnit(batches: readonly BatchStanding[]): readonly UnitStanding[] {
  const groups = Map.groupBy(batches, ({ unitName, consultationId }) =>
    JSON.stringify([unitName, consultationId]),
  );
  return [...groups.values()].map((group) => sumOf(group[0]!.unitName, group[0]!.consultationId, group));
}
