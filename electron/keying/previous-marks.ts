import type { KeyingId } from '../../contract/records/id.ts';
import type { Mark } from '../../contract/records/mark.ts';
import type { Desk } from '../store/desk.ts';
import { previousKeying } from '../store/queries/keyings.ts';
import { readMarks } from '../store/queries/marks.ts';
import { demandOwnKeying } from './demand-keying.ts';

/**
 * The marks of the reply that this person keyed just before, by field; empty where there was none.
 * @throws PostbagError REPLY_UNKNOWN, KEYED_BY_ANOTHER
 */
export function marksOfPrevious(desk: Desk, keyingId: KeyingId): Record<string, Mark> {
  const previous = previousKeying(desk.db, demandOwnKeying(desk, keyingId));
  if (previous === undefined) return {};
  return Object.fromEntries(
    Object.entries(readMarks(desk.db, previous.id)).map(([field, saved]) => [field, saved.mark]),
  );
}
