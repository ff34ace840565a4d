import { dateOf } from './dates.ts';

// Periods as people ask for them, in this computer's days.

export type PeriodKind = 'week' | 'four-weeks' | 'all' | 'dates';

export interface Period {
  readonly kind: PeriodKind;
  /** ISO dates, both included; they count for `dates` only. */
  readonly from: string;
  readonly to: string;
}

/** From the first millisecond, to the first that isn't in it any more. */
export interface PeriodMs {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The last moment that a date can say. */
const endOfTimeMs = 8.64e15;

/**
 * The moments of a period; null where two dates are not there or the wrong way round. A week begins on Monday.
 * @param today as an ISO date
 */
export function momentsOf({ kind, from, to }: Period, today: string): PeriodMs | null {
  const now = new Date(dayOf(today)!.fromMs);
  const dayMs = (offset: number): number =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + offset).getTime();
  switch (kind) {
    case 'week':
      return { fromMs: dayMs(-((now.getDay() + 6) % 7)), toMs: dayMs(1) };
    case 'four-weeks':
      return { fromMs: dayMs(-27), toMs: dayMs(1) };
    case 'all':
      return { fromMs: 0, toMs: endOfTimeMs };
    case 'dates': {
      const first = dayOf(from);
      const last = dayOf(to);
      return first === null || last === null || last.fromMs < first.fromMs
        ? null
        : { fromMs: first.fromMs, toMs: last.toMs };
    }
    default:
      return assertNever(kind);
  }
}

/**
 * The two dates that a period is from and to, both included, as they would be put; empty where it has none.
 * @param today as an ISO date
 */
export function datesOf(period: Period, today: string): Pick<Period, 'from' | 'to'> {
  const { kind, from, to } = period;
  if (kind === 'dates') return { from, to };
  if (kind === 'all') return { from: '', to: '' };
  const { fromMs, toMs } = momentsOf(period, today)!;
  return { from: dateOf(fromMs), to: dateOf(toMs - 1) };
}

/** The moments of one ISO date here; null where there is no such day. */
export function dayOf(date: string): PeriodMs | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  if (parts === null) return null;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const fromMs = new Date(year, month - 1, day).getTime();
  return fromMs < 0 ? null : { fromMs, toMs: new Date(year, month - 1, day + 1).getTime() };
}

function assertNever(kind: never): never {
  throw new Error(`no period is called ${String(kind)}`);
}
