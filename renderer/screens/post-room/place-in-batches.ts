import type { BatchState } from '../../../contract/records/batch.ts';

interface PlaceInBatches {
  readonly state: BatchState | null;
  readonly activeIndex: number;
  readonly scrollOffset: number;
}

let place: PlaceInBatches = { state: null, activeIndex: 0, scrollOffset: 0 };

/** Where one was in the list of batches, so that coming back finds it; nothing in it is anybody's data. */
export function placeInBatches(change: Partial<PlaceInBatches> = {}): PlaceInBatches {
  place = { ...place, ...change };
  return place;
}
