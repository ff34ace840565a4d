// A serial is a number per consultation; people say, write and stamp it with the consultation's prefix.

/** The largest number that a serial can have. Six digits at least, as on the stamp; a seventh when they run out. */
export const LARGEST_SERIAL = 999_999_999;

/** `CWS` and 123 give `CWS-000123`. */
export function serialLabel(prefix: string, number: number): string {
  if (!isSerialNumber(number)) throw new RangeError(`No serial has the number ${number}.`);
  return `${prefix}-${String(number).padStart(6, '0')}`;
}

/**
 * The number in a serial as somebody typed it: `123`, `000123`, `cws-123`, `CWS 123`, `cws123`; `null`
 * where it is none, or where it bears another consultation's prefix.
 */
export function readSerial(prefix: string, typed: string): number | null {
  const match = /^([a-z]*)[\s-]*0*(\d{1,9})$/i.exec(typed.trim());
  if (!match) return null;
  if (match[1] !== '' && match[1]!.toUpperCase() !== prefix.toUpperCase()) return null;
  const number = Number(match[2]);
  return isSerialNumber(number) ? number : null;
}

function isSerialNumber(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= LARGEST_SERIAL;
}
