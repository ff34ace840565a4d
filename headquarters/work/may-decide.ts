import type { DecisionKind } from '../../contract/headquarters/work.ts';
import type { ContentCode } from '../../contract/sync/content-codes.ts';
import type { EventKind } from '../../contract/sync/event.ts';

const ruling = ['accept', 'reject'] as const;
// What counts already isn't accepted but seen; so is what no decision can make readable.
const seeing = ['acknowledge', 'reject'] as const;

const mayAbout: Readonly<Record<ContentCode, readonly DecisionKind[]>> = {
  ID_CONFLICT: ruling,
  CONFLICT: ruling,
  DEVICE_REVOKED: ruling,
  REVISION_MISSING: ruling,
  REJECTED: ['accept'],
  INVALID: seeing,
  POSSIBLE_DUPLICATE: seeing,
  FORM_UNKNOWN: seeing,
  LATE: seeing,
};

/** What a person may decide about an event that bears this code; nothing where nothing is amiss. */
export function mayDecide(code: string | null, kind: EventKind): readonly DecisionKind[] {
  if (code === null || !Object.hasOwn(mayAbout, code)) return [];
  // A withdrawal of what isn't there could stand alone, but would withdraw nothing.
  if (code === 'REVISION_MISSING' && kind === 'withdraw') return ['reject'];
  return mayAbout[code as ContentCode];
}
