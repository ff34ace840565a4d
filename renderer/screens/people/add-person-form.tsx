import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { Role } from '../../../contract/records/person.ts';
import { useMessages } from '../../app/messages.tsx';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { initialsOf } from '../session/initials-of.ts';
import { NewPassphraseFields } from '../../components/new-passphrase-fields.tsx';

const empty = { fullName: '', signInName: '', passphrase: '', role: 'keyer' as Role };

export function AddPersonForm() {
  const { say } = useMessages();
  const add = useAct('people', 'add');
  const [entry, setEntry] = useState(empty);
  /** A new key empties the form, the repeated passphrase too. */
  const [round, setRound] = useState(0);
  const { fullName, signInName, passphrase, role } = entry;
  return (
    <section className="panel" aria-labelledby="add-person">
      <Form
        key={round}
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate(
            { person: { fullName, signInName, role, initials: initialsOf(fullName) }, passphrase },
            {
              onSuccess: (person) => {
                say({ tone: 'good', text: `${person.fullName} can sign in as “${person.signInName}”.` });
                setEntry(empty);
                setRound(round + 1);
              },
            },
          );
        }}
      >
        <h2 id="add-person">Add a person</h2>
        <TextField
          label="Full name"
          isRequired
          value={fullName}
          onChange={(next) => setEntry({ ...entry, fullName: next })}
          maxLength={120}
        />
        <TextField
          label="Name for signing in"
          isRequired
          value={signInName}
          onChange={(next) => setEntry({ ...entry, signInName: next })}
          maxLength={40}
        />
        <Choice
          label="Role"
          options={[
            { value: 'keyer', label: 'Keyer' },
            { value: 'supervisor', label: 'Supervisor' },
          ]}
          value={role}
          onChange={(next) => setEntry({ ...entry, role: next })}
        />
        <NewPassphraseFields
          value={passphrase}
          onChange={(next) => setEntry({ ...entry, passphrase: next })}
        />
        <div className="actions">
          <Button type="submit" isPrimary isPending={add.isPending}>
            Add
          </Button>
        </div>
      </Form>
    </section>
  );
}
