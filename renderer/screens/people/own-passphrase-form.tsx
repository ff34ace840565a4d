import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useMessages } from '../../app/messages.tsx';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { NewPassphraseFields } from '../../components/new-passphrase-fields.tsx';

export function OwnPassphraseForm() {
  const { say } = useMessages();
  const change = useAct('session', 'changePassphrase');
  const [oldPassphrase, setOld] = useState('');
  const [newPassphrase, setNew] = useState('');
  const [round, setRound] = useState(0);
  return (
    <section className="panel" aria-labelledby="own-passphrase">
      <Form
        key={round}
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(
            { oldPassphrase, newPassphrase },
            {
              onSuccess: () => {
                say({
                  tone: 'good',
                  text: 'Your passphrase is changed. The old one opens nothing any more.',
                });
                setOld('');
                setNew('');
                setRound(round + 1);
              },
            },
          );
        }}
      >
        <h2 id="own-passphrase">Change your own passphrase</h2>
        <TextField
          label="Passphrase until now"
          type="password"
          autoComplete="current-password"
          isRequired
          value={oldPassphrase}
          onChange={setOld}
        />
        <NewPassphraseFields value={newPassphrase} onChange={setNew} />
        <div className="actions">
          <Button type="submit" isPending={change.isPending}>
            Change it
          </Button>
        </div>
      </Form>
    </section>
  );
}
