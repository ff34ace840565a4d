import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../../components/button.tsx';
import { FrontPage } from '../../components/front-page.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAct } from '../use-ask.ts';

/** Name and passphrase; before there is anybody, how the first one comes to theirs. */
export function SignIn({ hasStaff }: { readonly hasStaff: boolean }) {
  const signIn = useAct('signIn', { saysRefusal: false });
  const [name, setName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  return (
    <FrontPage title="Headquarters: sign in">
      {!hasStaff && (
        <p>
          Nobody can sign in yet. Open the one-time link that headquarters printed when it was started, or
          have one made: <code>npm run headquarters -- staff add NAME</code>
        </p>
      )}
      <Form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate({ name, passphrase }, { onError: () => setPassphrase('') });
        }}
      >
        <TextField
          label="Name"
          autoFocus
          isRequired
          autoComplete="username"
          value={name}
          onChange={setName}
        />
        <TextField
          label="Passphrase"
          type="password"
          isRequired
          autoComplete="current-password"
          value={passphrase}
          onChange={setPassphrase}
        />
        <p className="refusal" role="alert">
          {signIn.error?.message}
        </p>
        <div className="actions">
          <Button type="submit" isPrimary isPending={signIn.isPending}>
            Sign in
          </Button>
        </div>
      </Form>
      <p className="hint">
        Forgot the passphrase? Who runs headquarters makes a new link:{' '}
        <code>npm run headquarters -- staff add NAME</code>
      </p>
    </FrontPage>
  );
}
