import type { QueryKind } from '../../../contract/records/keying.ts';

/** What each kind of query asks of the person who looks at it. */
export const queryWords: Readonly<Record<QueryKind, string>> = {
  illegible: 'Can’t be read',
  spoilt: 'More than one tick',
  contradiction: 'Tick and comment disagree',
  duplicate: 'Perhaps the same person twice',
  late: 'Came after the closing date',
  safeguarding: 'Threat or safeguarding',
  overruled: 'A check was overruled',
  other: 'Other',
};
