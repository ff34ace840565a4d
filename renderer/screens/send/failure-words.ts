import type { NextTry } from '../../../contract/bridge/sending.ts';

const failures: Readonly<Record<string, string>> = {
  HEADQUARTERS_UNREACHABLE: 'Headquarters could not be reached',
  SENDING_DISK_FULL: 'The disk of this computer is full',
  SENDING_DISK_FAILED: 'The disk of this computer takes nothing',
  STORE_NOT_A_STORE: 'The file of the store is damaged',
  UNEXPECTED: 'Something went wrong on this computer',
  RECEIPT_INVALID: 'What came back is not a valid receipt',
};

/** What is kept though it failed; null of a damaged file, of which nobody can say that. */
export function keptWords({ code }: Pick<NextTry, 'code'>): string | null {
  return code === 'STORE_NOT_A_STORE' ? null : 'Everything is kept here.';
}

/** What failed in the last try, before its reason. */
export function failureWords({ code }: Pick<NextTry, 'code'>): string {
  return failures[code] ?? 'Headquarters could not take it';
}
