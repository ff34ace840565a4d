import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { Reply } from '../../../contract/records/reply.ts';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { useMessages } from '../../components/messages.tsx';
import { TextField } from '../../components/text-field.tsx';

/** Takes a sealed reply back, with a reason. It can't be undone, so what stays and what goes is said beside the button. */
export function Withdraw({ reply, onDone }: { readonly reply: Reply; readonly onDone: () => void }) {
  const { say } = useMessages();
  const withdraw = useAct('corrections', 'withdraw');
  const [reason, setReason] = useState('');
  const { id: replyId, serialLabel } = reply;
  return (
    <section className="panel" aria-labelledby="withdraw">
      <Form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          withdraw.mutate(
            { replyId, reason: reason.trim() },
            {
              onSuccess: () => {
                say({
                  tone: 'good',
                  text: `${serialLabel} is withdrawn. It stays counted in its batch; headquarters is told by itself.`,
                });
                onDone();
              },
            },
          );
        }}
      >
        <h2 id="withdraw">Withdraw</h2>
        <p className="hint">
          For a reply that must not count: logged twice, or not for this consultation. It stays counted in its
          batch and is kept on both sides, and is no longer in the results. This is for good.
        </p>
        <TextField
          label="Reason for withdrawing"
          isRequired
          value={reason}
          onChange={setReason}
          maxLength={500}
        />
        <div className="actions">
          <Button type="submit" isPending={withdraw.isPending}>
            Withdraw {serialLabel} for good
          </Button>
        </div>
      </Form>
    </section>
  );
}
