import { dayInWords } from '../../contract/rules/day-words.ts';

// Dates as the desk writes them. Calendar dates have no zone, so they are shown as they are kept; moments are
// shown in this computer's time.

const dayShort = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });
const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

const instant = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

const asUtc = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** `2007-06-30` → `30 June 2007`. */
export const showDay = dayInWords;
/** `2007-06-30` → `30 Jun 2007`. */
export const showDayShort = (date: string): string => dayShort.format(asUtc(date));
/** `2007-06-30` → `Saturday`. */
export const showWeekday = (date: string): string => weekday.format(asUtc(date));
/** Milliseconds since 1970 → `2 Apr 2007, 09:00`. */
export const showMoment = (ms: number): string => moment.format(ms);
/** Milliseconds since 1970 → `09:00`. */
export const showTimeOfDay = (ms: number): string => timeOfDay.format(ms);

/** The same to the second, where two may be of one minute. */
export const showInstant = (ms: number): string => instant.format(ms);

const two = (figure: number): string => String(figure).padStart(2, '0');

/** The day of a moment on this computer's wall, as an ISO date. */
export function dateOf(ms: number): string {
  const moment = new Date(ms);
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

export const today = (): string => dateOf(Date.now());
