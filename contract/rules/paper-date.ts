// Dates on paper are written as people write them (3/4/2007, 3.4.07, 2007-04-03) and are stored as they
// were written. This reads one, day first, only to say whether such a day exists and where it lies.

const DAY_FIRST = /^(\d{1,2})[./ -](\d{1,2})[./ -](\d{4}|\d{2})$/;
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

/** The ISO date that a written one means, or `null` where there is no such day. Years of two digits: 1950–2049. */
export function readPaperDate(written: string): string | null {
  const text = written.trim();
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return isoDate(fullYear(dayFirst[3]!), Number(dayFirst[2]), Number(dayFirst[1]));
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return isoDate(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  return null;
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function isoDate(year: number, month: number, day: number): string | null {
  // Before the year 100 `Date.UTC` reads the number as 19xx; no reply is dated then.
  if (year < 100) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : null;
}
