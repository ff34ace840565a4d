import { Link } from '@tanstack/react-router';
import { useSession } from '../../app/session.tsx';
import { useAct, useCall } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { Page } from '../../components/page.tsx';
import { AddPersonForm } from './add-person-form.tsx';
import { LockAfterForm } from './lock-after-form.tsx';
import { OwnPassphraseForm } from './own-passphrase-form.tsx';
import { PersonRow } from './person-row.tsx';

/** Who works here. A supervisor adds people, changes roles, sets new passphrases and lets leavers go. */
export function PeopleScreen() {
  const { person: me } = useSession();
  const { data: people = [] } = useCall('people', 'list', null);
  const lock = useAct('session', 'lock');
  const isSupervisor = me.role === 'supervisor';
  return (
    <Page title="People" actions={<Button onPress={() => lock.mutate(null)}>Lock the screen</Button>}>
      {isSupervisor && (
        <p>
          What they did stands in the <Link to="/audit">audit</Link>, how it was found in{' '}
          <Link to="/quality">quality</Link>.
        </p>
      )}
      <table className="people-table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Signs in as</th>
            <th scope="col">Role</th>
            <th scope="col">Here</th>
            {isSupervisor && <th scope="col">What you can do</th>}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonRow key={person.id} person={person} canChange={isSupervisor} isMe={person.id === me.id} />
          ))}
        </tbody>
      </table>
      <div className="people-forms">
        {isSupervisor && <AddPersonForm />}
        <OwnPassphraseForm />
        {isSupervisor && <LockAfterForm />}
      </div>
    </Page>
  );
}
