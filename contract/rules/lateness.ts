import { dayInWords } from './day-words.ts';

/** ISO date (`2007-06-30`), as everywhere in the contract: no time, no zone. */
type IsoDate = string;

const DAY_MS = 86_400_000;

/**
 * Whether a reply came too late: *received* after the closing day. The day itself is in time, and the
 * postmark counts for nothing (domain.md, block 1). Whether late replies count is decided elsewhere.
 */
export function isLate(receivedOn: IsoDate, closesOn: IsoDate): boolean {
  return daysToClosing(receivedOn, closesOn) < 0;
}

/** Whole days from `today` until the closing day: 0 on the day itself, negative after it. */
export function daysToClosing(today: IsoDate, closesOn: IsoDate): number {
  return (startOfDayMs(closesOn) - startOfDayMs(today)) / DAY_MS;
}

function startOfDayMs(date: IsoDate): number {
  // Counted in UTC: a night with a clock change would make a day of 23 hours out of local ones.
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms)) throw new RangeError(`Not an ISO date: ${date}`);
  return ms;
}

/** What the query on a late reply says. */
export function latenessWords(receivedDate: string, closesOn: string): string {
  return `Received on ${dayInWords(receivedDate)}, after the closing date ${dayInWords(closesOn)}.`;
}
