import type { ContentCode } from '../../../contract/sync/content-codes.ts';
import type { WorkItem } from '../../../contract/headquarters/work.ts';

/** Why something stands on the work list, in the few words of a line; the whole sentence stands beside it. */
const codeWords: Readonly<Record<ContentCode, string>> = {
  ID_CONFLICT: 'Two contents under one identity',
  INVALID: 'Can’t be read',
  CONFLICT: 'Another event was first',
  REVISION_MISSING: 'What it corrects is missing',
  DEVICE_REVOKED: 'From a withdrawn computer',
  REJECTED: 'Rejected here',
  POSSIBLE_DUPLICATE: 'Serial came twice',
  FORM_UNKNOWN: 'Unknown version of the form',
  LATE: 'After the closing date',
};

/** The words for a code, known or not. */
export function shortWhy(code: string | null): string {
  if (code === null) return 'Needs a person';
  return Object.hasOwn(codeWords, code) ? codeWords[code as ContentCode] : code;
}

/** What kind of event it is, as the desk says it. */
export const eventWords: Readonly<Record<WorkItem['kind'], string>> = {
  create: 'Reply',
  revise: 'Correction',
  withdraw: 'Withdrawal',
};

/** Whether it counts while nobody has decided. */
export const statusWords: Readonly<Record<WorkItem['status'], string>> = {
  applied: 'Counts for now',
  conflict: 'Kept, not counted',
  quarantined: 'Kept, not counted',
  held: 'Kept, waits',
};
