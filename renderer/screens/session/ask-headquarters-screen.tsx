import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useAct, useCall, wordsOf } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { FrontPage } from '../../components/front-page.tsx';
import { NewPassphraseFields } from '../../components/new-passphrase-fields.tsx';
import { TextField } from '../../components/text-field.tsx';
import { initialsOf } from './initials-of.ts';
import { RecoveryRequestPanel } from './recovery-request-panel.tsx';

/** Nobody of the unit can sign in any more: headquarters holds the key a second time. */
export function AskHeadquartersScreen({ onBack }: { readonly onBack: () => void }) {
  const { data: recovery } = useCall('session', 'recovery', null);
  if (recovery === undefined) return null;
  return (
    <FrontPage title="When nobody can sign in any more">
      {recovery.isPossible ? (
        <>
          <p>
            Headquarters can open this store for its unit: it has had a key to it since this computer was
            enrolled. A new supervisor begins then. Everything that was keyed is kept, and the people of
            before stay on the list.
          </p>
          <RecoveryRequestPanel request={recovery.request} />
          {recovery.request !== null && <AnswerForm />}
        </>
      ) : (
        <p>
          This computer was never enrolled, so headquarters has no key to this store. Somebody who has a
          passphrase must sign in; a supervisor among them can give everybody else a new one.
        </p>
      )}
      <div className="actions">
        <Button autoFocus={!recovery.isPossible} onPress={onBack}>
          Back to signing in
        </Button>
      </div>
    </FrontPage>
  );
}

function AnswerForm() {
  const recover = useAct('session', 'recover', { saysRefusal: false });
  const [answer, setAnswer] = useState('');
  const [fullName, setFullName] = useState('');
  const [signInName, setSignInName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  return (
    <section className="restore-panel" aria-labelledby="answer">
      <h2 id="answer">2. Paste headquarters’ answer</h2>
      <Form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          recover.mutate({
            answer,
            supervisor: { fullName, signInName, initials: initialsOf(fullName), passphrase },
          });
        }}
      >
        <TextField
          label="The answer, from its first line to its last"
          rows={6}
          isRequired
          autoComplete="off"
          spellCheck="false"
          maxLength={20_000}
          value={answer}
          onChange={setAnswer}
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
          hint="One that nobody had here before."
          isRequired
          value={signInName}
          onChange={setSignInName}
          maxLength={40}
        />
        <NewPassphraseFields value={passphrase} onChange={setPassphrase} />
        {recover.error && (
          <p className="refusal" role="alert">
            {wordsOf(recover.error)}
          </p>
        )}
        <div className="actions">
          <Button type="submit" isPrimary isPending={recover.isPending}>
            Open the store
          </Button>
        </div>
      </Form>
    </section>
  );
}
