import { wilson, type Share } from './wilson.ts';

/** A rate with the 95 % interval in which the true one lies. */
export interface Rate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Errors per 10,000 fields that were keyed twice; null where none was. */
export function errorsPer10000Fields(errors: number, fields: number): Rate | null {
  return times(wilson(errors, fields), 10_000);
}

/** Errors per 1,000 strokes in the fields that were keyed twice; null where there were none. */
export function errorsPer1000Strokes(errors: number, strokes: number): Rate | null {
  return times(wilson(Math.min(errors, strokes), strokes), 1_000);
}

/** Strokes an hour at work, pauses left out; null before anything was keyed. */
export function strokesPerHour(strokes: number, activeMs: number): number | null {
  return activeMs === 0 ? null : (strokes * 3_600_000) / activeMs;
}

function times(share: Share | null, per: number): Rate | null {
  return share && { value: share.share * per, low: share.low * per, high: share.high * per };
}
