import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { Reply } from '../../../contract/records/reply.ts';
import { settleFocus } from '../../app/settle-focus.ts';
import { isSaidAlready, useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { useMessages } from '../../components/messages.tsx';
import { TextField } from '../../components/text-field.tsx';

/** Takes a sealed reply back, with a reason. It can't be undone, so what stays and what goes is said beside the button. */
export function Withdraw({ reply }: { readonly reply: Reply }) {
  const { say } = useMessages();
  const withdraw = useAct('corrections', 'withdraw');
  const [reason, setReason] = useState('');
  const { id: replyId, serialLabel } = reply;
  const withdrawNow = async (form: Element): Promise<void> => {
    // Awaited, and not left to a callback of `mutate`: this panel may be gone by then, and the callback with it.
    await withdraw.mutateAsync({ replyId, reason: reason.trim() });
    settleFocus(form);
    say({
      tone: 'good',
      text: `${serialLabel} is withdrawn. It stays counted in its batch; headquarters is told by itself.`,
    });
  };
  return (
    <section className="panel" aria-labelledby="withdraw">
      <Form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          withdrawNow(event.currentTarget).catch(isSaidAlready);
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
