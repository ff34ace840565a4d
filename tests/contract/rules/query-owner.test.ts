import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QueryKind } from '../../../contract/records/keying.ts';
import { PersonId } from '../../../contract/records/id.ts';
import { mayAssign, whyNotClose } from '../../../contract/rules/query-owner.ts';

const ids = [1, 2, 3].map((n) => PersonId.parse(`0190f5fe-7c00-7a00-8000-00000000000${n}`));
const somebody = fc.record({
  id: fc.constantFrom(...ids),
  role: fc.constantFrom('keyer' as const, 'supervisor' as const),
});
const standing = fc.record({
  kind: fc.constantFrom(...QueryKind.options),
  ownerId: fc.constantFrom(null, ...ids),
  firstKeyerId: fc.constantFrom(null, ...ids),
});

describe('who may end a query', () => {
  it('is never somebody who keyed a possible duplicate, and else always a supervisor', () => {
    fc.assert(
      fc.property(standing, somebody, (query, person) => {
        const isOwnDuplicate = query.kind === 'duplicate' && query.firstKeyerId === person.id;
        const why = whyNotClose(query, person);
        if (isOwnDuplicate) expect(why).toBe('second-person');
        else if (person.role === 'supervisor') expect(why).toBeNull();
      }),
    );
  });

  it('is otherwise whoever has it, or everybody where nobody has, but for what only a supervisor decides', () => {
    fc.assert(
      fc.property(standing, fc.constantFrom(...ids), (query, id) => {
        const isForSupervisors = query.kind === 'late' || query.kind === 'safeguarding';
        const isOwnDuplicate = query.kind === 'duplicate' && query.firstKeyerId === id;
        const isTheirs = query.ownerId === null || query.ownerId === id;
        expect(whyNotClose(query, { id, role: 'keyer' }) === null).toBe(
          isTheirs && !isForSupervisors && !isOwnDuplicate,
        );
      }),
    );
  });
});

describe('who may make a query whose', () => {
  it('a supervisor anybody’s; a keyer takes what is nobody’s and gives back what is theirs', () => {
    fc.assert(
      fc.property(standing, somebody, fc.constantFrom(null, ...ids), (query, person, to) => {
        const takes = query.ownerId === null && to === person.id;
        const givesBack = query.ownerId === person.id && (to === null || to === person.id);
        expect(mayAssign(query, person, to)).toBe(person.role === 'supervisor' || takes || givesBack);
      }),
    );
  });
});
