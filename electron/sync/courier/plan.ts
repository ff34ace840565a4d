import type { CourierWaiting } from '../../../contract/bridge/courier.ts';
import type { Limits } from '../../../contract/sync/limits.ts';
import { usualLimits } from '../../../contract/sync/limits.ts';
import type { WritableDb } from '../../store/db.ts';
import { readSeriesAmount, readUnreceiptedSeries } from '../../store/queries/carried-series.ts';
import type { Enrolment } from '../../store/queries/devices.ts';
import { isAllPlaced } from '../../store/queries/headquarters-life.ts';
import { readCurrentStream } from '../../store/queries/streams.ts';
import { placeEvents } from '../place-events.ts';

/** What a courier file is to carry; `bytes` is about how large it gets, rather too high than too low. */
export type CourierPlan = Omit<CourierWaiting, 'progress'>;

/**
 * How large the consignments of a courier file are: far below what headquarters takes, because each is made in one go
 * in the thread in which somebody may be keying.
 */
export const courierLimits: Limits = {
  ...usualLimits,
  consignmentBytes: 1024 * 1024,
  consignmentEvents: 100,
};

/** An envelope's line is about 330 bytes, a manifest's about 800, and encryption adds 16 to each 65,536. */
const envelopeBytes = 400;
const firstLinesBytes = 1200;

/** Everything since the last receipt, of every epoch (S17): never since the last file, so a lost stick costs nothing. */
export function planCourierFile(db: WritableDb, enrolment: Enrolment): CourierPlan {
  // Asked first: this is done each time that somebody looks, and a look should write nothing.
  if (!isAllPlaced(db)) placeEvents(db, readCurrentStream(db, enrolment.deviceId));
  const series = readUnreceiptedSeries(db, enrolment.deviceId);
  const amounts = series.map((stretch) => readSeriesAmount(db, enrolment.deviceId, stretch));
  const sum = (of: (amount: (typeof amounts)[number]) => number): number =>
    amounts.reduce((total, amount) => total + of(amount), 0);
  const events = sum((amount) => amount.events);
  const documents = sum((amount) => amount.bytes);
  const consignments = Math.ceil(events / courierLimits.consignmentEvents) + Math.ceil(documents / 500_000);
  const plainBytes = documents + events * envelopeBytes + (consignments + 1) * firstLinesBytes;
  return {
    series,
    events,
    replies: sum((amount) => amount.replies),
    bytes: events === 0 ? 0 : plainBytes + Math.ceil(plainBytes / 65_536) * 16 + 400,
  };
}
