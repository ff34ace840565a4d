import { daysToClosing } from './lateness.ts';

/** How the work stands against the calendar. */
export interface Pace {
  /** Whole days until the closing day: 0 on the day itself, negative after it. */
  readonly daysLeft: number;
  /** Working days from today to the closing day, both included; weekends don't count. */
  readonly workingDaysLeft: number;
  /** Outstanding replies to key on each of them to be level on the closing day; null where none is left. */
  readonly neededPerDay: number | null;
}

/**
 * The pace that what is outstanding needs. Public holidays aren't known, so the figure is at its lowest.
 * @param today and closesOn as ISO dates
 */
export function paceOf(outstanding: number, today: string, closesOn: string): Pace {
  const daysLeft = daysToClosing(today, closesOn);
  const workingDaysLeft = workingDays(today, daysLeft);
  const neededPerDay = workingDaysLeft === 0 ? null : Math.ceil(outstanding / workingDaysLeft);
  return { daysLeft, workingDaysLeft, neededPerDay };
}

function workingDays(today: string, daysLeft: number): number {
  if (daysLeft < 0) return 0;
  const firstDay = new Date(`${today}T00:00:00Z`).getUTCDay();
  const days = daysLeft + 1;
  // Whole weeks have five working days; what is left over is at most six days to look at.
  const rest = Array.from({ length: days % 7 }, (_, index) => (firstDay + index) % 7);
  return Math.floor(days / 7) * 5 + rest.filter((day) => day !== 0 && day !== 6).length;
}
