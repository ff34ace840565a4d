import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useAct, wordsOf } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { FrontPage } from '../../components/front-page.tsx';
import { TextField } from '../../components/text-field.tsx';
import { initialsOf } from './initials-of.ts';
import { NewPassphraseFields } from '../../components/new-passphrase-fields.tsx';

/** The first screen on a fresh computer. */
export function CreateStoreScreen({ folder }: { readonly folder: string }) {
  const createStore = useAct('session', 'createStore', { saysRefusal: false });
  const trySample = useAct('session', 'trySample', { saysRefusal: false });
  const [unitName, setUnitName] = useState('');
  const [fullName, setFullName] = useState('');
  const [signInName, setSignInName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const refusal = createStore.error ?? trySample.error;
  return (
    <FrontPage title="Create the unit’s store">
      <p>
        Everything that is logged and keyed here is kept in one encrypted store on this computer, in{' '}
        <code className="path">{folder}</code>. You are its first supervisor; you add the others.
      </p>
      <Form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          createStore.mutate({
            unitName,
            supervisor: { fullName, signInName, initials: initialsOf(fullName), passphrase },
          });
        }}
      >
        <TextField
          label="Name of the unit"
          autoFocus
          isRequired
          value={unitName}
          onChange={setUnitName}
          maxLength={120}
        />
        <TextField
          label="Your full name"
          isRequired
          value={fullName}
          onChange={setFullName}
          maxLength={120}
        />
        <TextField
          label="Your name for signing in"
          hint="Short: you type it every morning."
          isRequired
          value={signInName}
          onChange={setSignInName}
          maxLength={40}
        />
        <NewPassphraseFields value={passphrase} onChange={setPassphrase} />
        {refusal && (
          <p className="refusal" role="alert">
            {wordsOf(refusal)}
          </p>
        )}
        <div className="actions">
          <Button type="submit" isPrimary isPending={createStore.isPending}>
            Create the store
          </Button>
        </div>
      </Form>
      <hr />
      <h2>Only looking?</h2>
      <p>
        A store with sample post opens at once: three invented people, twelve invented replies. It is thrown
        away when Postbag ends.
      </p>
      <div className="actions">
        <Button isPending={trySample.isPending} onPress={() => trySample.mutate(null)}>
          Try it with sample post
        </Button>
      </div>
    </FrontPage>
  );
}
