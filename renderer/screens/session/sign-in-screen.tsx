import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { Person } from '../../../contract/records/person.ts';
import { samplePeople, samplePassphrase } from '../../../contract/records/sample-people.ts';
import { useAct, wordsOf } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { FrontPage } from '../../components/front-page.tsx';
import { TextField } from '../../components/text-field.tsx';
import { AskHeadquartersScreen } from './ask-headquarters-screen.tsx';
import './recovery.css';

interface Props {
  readonly unitName: string;
  /** Whose session the idle lock closed; null where nobody was signed in. */
  readonly lockedFor: Person | null;
  readonly isSample: boolean;
}

export function SignInScreen({ unitName, lockedFor, isSample }: Props) {
  const signIn = useAct('session', 'signIn', { saysRefusal: false });
  const signOut = useAct('session', 'signOut');
  const [signInName, setSignInName] = useState(lockedFor?.signInName ?? '');
  const [passphrase, setPassphrase] = useState('');
  const [isLost, setLost] = useState(false);
  if (isLost) return <AskHeadquartersScreen onBack={() => setLost(false)} />;
  return (
    <FrontPage title={lockedFor ? `Locked by ${lockedFor.fullName}` : 'Sign in'}>
      {unitName !== '' && <p className="quiet">{unitName}</p>}
      {lockedFor && <p>Everything is kept. Give your passphrase and you are back where you were.</p>}
      <Form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate({ signInName, passphrase }, { onError: () => setPassphrase('') });
        }}
      >
        {!lockedFor && (
          <TextField
            label="Name"
            autoFocus
            isRequired
            autoComplete="username"
            value={signInName}
            onChange={setSignInName}
          />
        )}
        <TextField
          label="Passphrase"
          type="password"
          autoFocus={lockedFor !== null}
          isRequired
          autoComplete="current-password"
          value={passphrase}
          onChange={setPassphrase}
        />
        <p className="refusal" role="alert">
          {signIn.error && wordsOf(signIn.error)}
        </p>
        <div className="actions">
          <Button type="submit" isPrimary isPending={signIn.isPending}>
            {lockedFor ? 'Go on' : 'Sign in'}
          </Button>
          {lockedFor && <Button onPress={() => signOut.mutate(null)}>Somebody else</Button>}
        </div>
      </Form>
      {!lockedFor && !isSample && (
        <div className="actions">
          <Button onPress={() => setLost(true)}>Nobody can sign in any more</Button>
        </div>
      )}
      {isSample && !lockedFor && <SamplePeople />}
    </FrontPage>
  );
}

function SamplePeople() {
  return (
    <section aria-label="Invented people">
      <h2>Invented people of the sample</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Role</th>
            <th scope="col">Passphrase</th>
          </tr>
        </thead>
        <tbody>
          {samplePeople.map((person) => (
            <tr key={person.signInName}>
              <td>
                <code>{person.signInName}</code>
              </td>
              <td>{person.role}</td>
              <td>
                <code>{samplePassphrase}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
