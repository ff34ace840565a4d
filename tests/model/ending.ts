import { PostbagError } from '../../contract/errors.ts';
import { faultKinds } from './way.ts';
import type { FaultKind } from './way.ts';

// How a run of a device ended, and whether what befell it on the way explains that: where nothing befell it, nothing
// may have gone wrong.

/** The code that a run ended in, and what the device gave as the reason. */
export interface Ending {
  readonly code: string;
  readonly reason: string;
}

export function endingOf(error: unknown): Ending {
  // Not a refusal but a mistake in the program: its own words are the best there are.
  if (!(error instanceof PostbagError)) {
    const code = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { code, reason: '' };
  }
  const { code, details } = error as PostbagError;
  const said = details as { readonly code?: string; readonly reason?: string };
  return {
    code: code === 'HEADQUARTERS_REFUSED' ? String(said.code) : code,
    reason: said.reason ?? '',
  };
}

const tooLarge: readonly FaultKind[] = ['too large', 'too large, says a proxy'];
const itsOwn: readonly FaultKind[] = ['internal error'];
const cancels: readonly FaultKind[] = ['cancelled before', 'cancelled after'];
/** What is done to the device alone, or is done twice: nothing of it keeps an answer away. */
const answered: readonly FaultKind[] = [
  'doubled',
  'doubled at once',
  'device dies before',
  'device dies after',
];
const unanswered = faultKinds.filter(
  (kind) => ![...tooLarge, ...itsOwn, ...cancels, ...answered].includes(kind),
);

/** Whether a run could end so for what befell it, or another that was under way at the same time. */
export function isExplained({ code, reason }: Ending, befell: readonly FaultKind[]): boolean {
  const hasBefallen = (kinds: readonly FaultKind[]): boolean => befell.some((kind) => kinds.includes(kind));
  if (code === 'TOO_LARGE') return hasBefallen(tooLarge);
  if (code !== 'HEADQUARTERS_UNREACHABLE') return false;
  switch (reason) {
    case 'it is busy':
    case 'it had a fault of its own':
      return hasBefallen(itsOwn);
    case 'it was interrupted':
      return hasBefallen(cancels);
    default:
      // A code that the device doesn't know is one that headquarters never gives.
      return !reason.startsWith('it said ') && hasBefallen(unanswered);
  }
}

/** Whether a code could be refused for what was done on the way. */
export function isCodeSpoilt(befell: readonly FaultKind[]): boolean {
  return befell.some((kind) => tooLarge.includes(kind));
}
