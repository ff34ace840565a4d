import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { ExclusionReason, Reply } from '../../../contract/records/reply.ts';
import { useMessages } from '../../app/messages.tsx';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { optionsOf, reasonWords } from '../../components/desk-words.ts';
import { TextField } from '../../components/text-field.tsx';

interface Props {
  readonly reply: Reply;
  /** After the act: the place where the focus belongs on this screen. */
  readonly onDone?: () => void;
}

/** Sets a reply aside with a reason, or takes it back. It stays received either way, and nothing is lost. */
export function SetAside({ reply, onDone }: Props) {
  const { say } = useMessages();
  const exclude = useAct('postroom', 'exclude');
  const takeBack = useAct('postroom', 'takeBack');
  const [reason, setReason] = useState<ExclusionReason>('duplicate');
  const [note, setNote] = useState('');
  if (reply.state === 'sealed' || reply.state === 'received') return null;
  const { id: replyId, serialLabel } = reply;

  const putBack = (): void =>
    takeBack.mutate(
      { replyId },
      {
        onSuccess: (back) => {
          say({ tone: 'good', text: `${serialLabel} is taken back: it is ${back.state} again.` });
          onDone?.();
        },
      },
    );
  if (reply.state === 'excluded') {
    return (
      <section className="panel form" aria-label="Excluded">
        <p>
          <b>Set aside.</b> {reasonWords[reply.exclusion?.reason ?? 'other']}. It stays received and counted.
        </p>
        <div className="actions">
          <Button onPress={putBack} isPending={takeBack.isPending}>
            Take it back
          </Button>
        </div>
      </section>
    );
  }
  return (
    <section className="panel" aria-label="Set aside">
      <Form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          exclude.mutate(
            { replyId, reason, note },
            {
              onSuccess: () => {
                setNote('');
                say({
                  tone: 'good',
                  text: `${serialLabel} is set aside. It stays received, as excluded.`,
                  undo: putBack,
                });
                onDone?.();
              },
            },
          );
        }}
      >
        <Choice
          label="Set it aside as"
          options={optionsOf(reasonWords)}
          value={reason}
          onChange={setReason}
          orientation="vertical"
        />
        <TextField
          label={reason === 'other' ? 'The reason, in words' : 'Note (disclosable)'}
          isRequired={reason === 'other'}
          value={note}
          onChange={setNote}
          maxLength={500}
        />
        <div className="actions">
          <Button type="submit" isPending={exclude.isPending}>
            Set aside
          </Button>
        </div>
      </Form>
    </section>
  );
}
