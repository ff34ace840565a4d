import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useMessages } from '../../app/messages.tsx';
import { useSession } from '../../app/session.tsx';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { NumberField } from '../../components/number-field.tsx';

export function LockAfterForm() {
  const { lockAfterMinutes } = useSession();
  const { say } = useMessages();
  const setLockAfter = useAct('people', 'setLockAfter');
  const [minutes, setMinutes] = useState(lockAfterMinutes);
  return (
    <section className="panel" aria-labelledby="lock-after">
      <Form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          setLockAfter.mutate(
            { minutes },
            {
              onSuccess: () =>
                say({ tone: 'good', text: `The screen locks after ${minutes} minutes without a key.` }),
            },
          );
        }}
      >
        <h2 id="lock-after">When nobody is at the keys</h2>
        <NumberField
          label="Lock the screen after so many minutes"
          minValue={1}
          maxValue={60}
          isRequired
          value={minutes}
          onChange={setMinutes}
        />
        <div className="actions">
          <Button type="submit" isPending={setLockAfter.isPending}>
            Set
          </Button>
        </div>
      </Form>
    </section>
  );
}
