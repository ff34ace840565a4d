import type { QueryKind } from '../records/keying.ts';
import type { PersonId } from '../records/id.ts';
import type { Role } from '../records/person.ts';

// Who may end a query, and whose it is. The store holds the same (electron/store/migrations/0120-query-owner.ts).

/** What of a query says who may end it. */
export interface QueryStanding {
  readonly kind: QueryKind;
  /** Null: anybody's, until somebody takes or ends it. */
  readonly ownerId: PersonId | null;
  /** Who keyed its reply first; null where nobody has begun. */
  readonly firstKeyerId: PersonId | null;
}

interface Somebody {
  readonly id: PersonId;
  readonly role: Role;
}

/** A threat is a supervisor's to act on, and whether late replies count is decided once a consultation (domain.md). */
const ofSupervisors: readonly QueryKind[] = ['safeguarding', 'late'];

/** Why a person may not end a query; null where they may. `second-person`: they keyed the reply themselves. */
export type WhyNotClose = 'second-person' | 'supervisor' | 'owner';

/**
 * Whether a person may end a query. A supervisor may end any, others what is theirs or nobody's; that two replies are
 * the same person's a second person confirms, whoever that is (domain.md, "Rules of the desk").
 */
export function whyNotClose(query: QueryStanding, person: Somebody): WhyNotClose | null {
  if (query.kind === 'duplicate' && query.firstKeyerId === person.id) return 'second-person';
  if (person.role === 'supervisor') return null;
  if (ofSupervisors.includes(query.kind)) return 'supervisor';
  return query.ownerId === null || query.ownerId === person.id ? null : 'owner';
}

/**
 * Whether a person may make a query somebody's, or with null anybody's: a supervisor any; others take what is
 * nobody's, and give back what is theirs.
 */
export function mayAssign(
  { ownerId }: Pick<QueryStanding, 'ownerId'>,
  person: Somebody,
  to: PersonId | null,
): boolean {
  if (person.role === 'supervisor') return true;
  return ownerId === null ? to === person.id : ownerId === person.id && (to === null || to === person.id);
}
