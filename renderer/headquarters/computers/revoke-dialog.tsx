import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { Computer } from '../../../contract/headquarters/computers.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useMessages } from '../../components/messages.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAct } from '../use-ask.ts';

/** Takes a computer's access away. It can't be undone, so what it does and doesn't do is said before. */
export function RevokeDialog({
  computer,
  onClose,
}: {
  readonly computer: Computer;
  readonly onClose: () => void;
}) {
  const revoke = useAct('revokeComputer', { saysRefusal: false });
  const { say } = useMessages();
  const [reason, setReason] = useState('');
  const { deviceId, label, unitName } = computer;
  return (
    <Dialog title={`Withdraw ${label} of ${unitName}`} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <p>
        It can no longer send over the network. What it has sent stays and counts; it keeps everything that is
        on it, and what it brings by courier is parked until a person decides. This can’t be undone: to let it
        send again, it is enrolled anew with a new code.
      </p>
      <Form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          revoke.mutate(
            { deviceId, reason },
            {
              onSuccess: () => {
                say({ tone: 'good', text: `${label} of ${unitName} is withdrawn. What it sent is kept.` });
                onClose();
              },
            },
          );
        }}
      >
        <TextField
          label="Why"
          hint="It stands on the list and in what was done."
          autoFocus
          isRequired
          maxLength={300}
          value={reason}
          onChange={setReason}
        />
        <p className="refusal" role="alert">
          {revoke.error?.message}
        </p>
        <div className="actions">
          <Button type="submit" isPrimary isPending={revoke.isPending}>
            Withdraw it
          </Button>
          <Button onPress={onClose}>Leave it as it is</Button>
        </div>
      </Form>
    </Dialog>
  );
}
