import { Link } from '@tanstack/react-router';
import { useState, type RefObject } from 'react';
import { Form } from 'react-aria-components';
import type { LoggedDetails } from '../../../contract/bridge/postroom.ts';
import type { Reply } from '../../../contract/records/reply.ts';
import { useMessages } from '../../app/messages.tsx';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { SetAside } from '../replies/set-aside.tsx';
import { LoggedFields } from './logged-fields.tsx';

interface Props {
  readonly reply: Reply | undefined;
  readonly panelRef: RefObject<HTMLElement | null>;
  /** The focus goes back to the list. */
  readonly onDone: () => void;
}

/** The current reply of the list, at a fixed place beside it: put right what was logged, set it aside, take it back. */
export function ReplyAtHand({ reply, panelRef, onDone }: Props) {
  return (
    <section className="panel reply-at-hand" aria-label="The current reply" ref={panelRef}>
      {reply === undefined ? (
        <p className="quiet">The reply chosen in the list stands here.</p>
      ) : (
        <>
          <h2>
            <span className="serial">{reply.serialLabel}</span>{' '}
            <Link to="/replies/$replyId" params={{ replyId: reply.id }}>
              everything about it
            </Link>
          </h2>
          {/* What undoes an exclusion comes first; otherwise putting right is the likelier thing. */}
          {reply.state === 'excluded' && <SetAside reply={reply} onDone={onDone} />}
          <CorrectForm key={`${reply.id} ${reply.state}`} reply={reply} onDone={onDone} />
          {reply.state !== 'excluded' && <SetAside key={reply.id} reply={reply} onDone={onDone} />}
        </>
      )}
    </section>
  );
}

function CorrectForm({ reply, onDone }: { readonly reply: Reply; readonly onDone: () => void }) {
  const { say } = useMessages();
  const correct = useAct('postroom', 'correctReply');
  const { kind, signatures, pages, enclosures } = reply;
  const logged: LoggedDetails = { kind, signatures, pages, enclosures };
  const [details, setDetails] = useState(logged);
  if (reply.state === 'sealed' || reply.state === 'received') {
    return <p className="quiet">Sealed: nothing of it changes any more.</p>;
  }
  const save = (next: LoggedDetails, undo: boolean): void =>
    correct.mutate(
      { replyId: reply.id, ...next },
      {
        onSuccess: () => {
          say({
            tone: 'good',
            text: undo ? `${reply.serialLabel} is as it was.` : `${reply.serialLabel} is put right.`,
            ...(undo ? {} : { undo: () => save(logged, true) }),
          });
          onDone();
        },
      },
    );
  return (
    <Form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        save(details, false);
      }}
    >
      <LoggedFields details={details} onChange={setDetails} />
      <div className="actions">
        <Button type="submit" isPending={correct.isPending}>
          Put right
        </Button>
      </div>
    </Form>
  );
}
