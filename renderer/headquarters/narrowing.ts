import { unfiled, type BatchStanding, type Narrowing } from '../../contract/headquarters/arrived.ts';
import type { Place } from './place.ts';

const names = ['unit', 'computer', 'consultation', 'batch'] as const;

/** What a place's list is narrowed to; what narrows nothing is left away. */
export function narrowingOf(only: Place['only']): Narrowing {
  return Object.fromEntries(names.flatMap((name) => (only[name] ? [[name, only[name]]] : [])));
}

/** The line of a batch, or of what one computer sent and isn't filed in any. */
export const narrowingOfBatch = (batch: BatchStanding): Narrowing => ({
  unit: batch.unitName,
  computer: batch.deviceId,
  consultation: batch.consultationId,
  batch: batch.batchId ?? unfiled,
});

/** Whether a batch's line is what a list is narrowed to. */
export const isOfBatch = (batch: BatchStanding, only: Narrowing): boolean =>
  (batch.batchId ?? unfiled) === only.batch && (only.computer ?? batch.deviceId) === batch.deviceId;
