import type { Query } from '../../../contract/records/keying.ts';
import type { PersonId } from '../../../contract/records/id.ts';
import { mayAssign, whyNotClose } from '../../../contract/rules/query-owner.ts';
import { useSession } from '../../app/session.tsx';
import { useAct, useCall } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { SelectBox } from '../../components/select-box.tsx';

/** Whose a query is, and the way to make it one's own; a supervisor gives it to anybody. */
export function QueryOwner({ query }: { readonly query: Query }) {
  const { person } = useSession();
  const assign = useAct('queries', 'assign');
  const isSupervisor = person.role === 'supervisor';
  const { data: people = [] } = useCall('people', 'list', null, { isWanted: isSupervisor });
  const { id: queryId, ownerId, ownerName } = query;
  const isMine = ownerId === person.id;
  const give = (to: PersonId | null): void => assign.mutate({ queryId, ownerId: to });
  const owner = isMine ? 'you look at it' : (ownerName ?? 'nobody has taken it');
  const active = people.filter(({ isActive, id }) => isActive || id === ownerId);
  return (
    <div className="query-owner">
      <p>
        <b>Whose it is:</b> {owner}.
      </p>
      {mayAssign(query, person, isMine ? null : person.id) && (
        <Button isPending={assign.isPending} onPress={() => give(isMine ? null : person.id)}>
          {isMine ? 'Give it back' : 'Take it'}
        </Button>
      )}
      {isSupervisor && (
        <SelectBox
          label="Give it to"
          anyLabel="anybody"
          isInline
          options={active.map(({ id, fullName }) => ({ value: id, label: fullName }))}
          value={ownerId}
          onChange={give}
        />
      )}
    </div>
  );
}

/** Why the person who reads this can’t end a query, and who can; nothing where they may. */
export function WhyNotClose({ query }: { readonly query: Query }) {
  const { person } = useSession();
  const why = whyNotClose(query, person);
  if (why === null) return null;
  const words = {
    supervisor: 'A supervisor decides this one. It is on their list.',
    'second-person':
      'You keyed this reply: a second person confirms whether it is the same sender’s as another.',
    owner: `${query.ownerName ?? 'Somebody else'} looks at it. A supervisor can give it to you.`,
  };
  return <p className="quiet">{words[why]}</p>;
}
