import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { v7 as newId } from 'uuid';
import type { LoggedDetails } from '../../../contract/bridge/postroom.ts';
import { PostbagError } from '../../../contract/errors.ts';
import type { Batch } from '../../../contract/records/batch.ts';
import type { ReplyId } from '../../../contract/records/id.ts';
import { useMessages } from '../../app/messages.tsx';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { emptyDetails, LoggedFields } from './logged-fields.tsx';

interface Props {
  readonly batch: Batch;
  readonly nextSerialLabel: string;
  readonly onLogged: () => void;
}

const newReplyId = (): ReplyId => newId() as ReplyId;

/**
 * Logs the next piece of paper: its serial stands there to be written on it, and Enter logs it. The cursor
 * stays, so that a bundle of questionnaires is a page count and Enter for each.
 */
export function LogReplyForm({ batch, nextSerialLabel, onLogged }: Props) {
  const { say } = useMessages();
  const log = useAct('postroom', 'logReply');
  const exclude = useAct('postroom', 'exclude');
  const [details, setDetails] = useState<LoggedDetails>(emptyDetails);
  /** Of the paper in hand. It stays until this is logged: sent again after a lost answer, it is the same paper. */
  const [replyId, setReplyId] = useState(newReplyId);
  /** A new round empties the boxes and puts the cursor back into the first. */
  const [round, setRound] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const isFull = batch.count.received >= batch.documentCount;
  const isOff = batch.state !== 'open' || isFull;

  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>('.pages-field input')?.focus();
  }, [round, isOff]);

  const beginNext = (): void => {
    setReplyId(newReplyId);
    setDetails(emptyDetails);
    setRound((last) => last + 1);
    onLogged();
  };
  const submit = (): void => {
    if (log.isPending) return;
    log.mutate(
      { replyId, batchId: batch.id, ...details },
      {
        onError: (error) => {
          // It is logged, as the message says; what differs is put right on the reply.
          if (error instanceof PostbagError && error.code === 'LOGGED_OTHERWISE') beginNext();
        },
        onSuccess: (reply) => {
          beginNext();
          say({
            tone: reply.isLate ? 'look' : 'good',
            text: `${reply.serialLabel} is logged${reply.isLate ? ', and late' : ''}.`,
            undo: () =>
              exclude.mutate(
                { replyId: reply.id, reason: 'logged-in-error', note: '' },
                {
                  onSuccess: () =>
                    say({
                      tone: 'look',
                      text: `${reply.serialLabel} is set aside as logged in error. Its number is not used again.`,
                    }),
                },
              ),
          });
        },
      },
    );
  };
  if (isOff) return <NothingToLog batch={batch} />;
  return (
    <section className="panel log-form" aria-labelledby="next-serial">
      <p className="next-serial" id="next-serial">
        <span className="hint">Write on the paper</span>
        <output className="serial-large" aria-live="polite">
          {nextSerialLabel}
        </output>
        <span className="hint">
          {batch.count.received + 1} of {batch.documentCount}
        </span>
      </p>
      <Form
        className="log-fields"
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <LoggedFields key={round} details={details} onChange={setDetails} />
        <Button type="submit" isPrimary isPending={log.isPending} keyHint="Enter">
          Log it
        </Button>
      </Form>
    </section>
  );
}

/** A full batch is ready to be keyed, a keyed one to be keyed again or sealed, and a sealed one is at rest. */
function NothingToLog({ batch }: { readonly batch: Batch }) {
  const navigate = useNavigate();
  const { say } = useMessages();
  const next = useAct('keying', 'next');
  const isOpen = batch.state === 'open';
  const hasOutstanding = batch.count.outstanding > 0;
  const isToVerify = batch.verified < batch.count.keyed;
  const keyNext = (): void =>
    next.mutate(
      { consultationId: batch.consultationId, batchId: batch.id, after: null },
      {
        onSuccess: (replyId) => {
          if (replyId !== null) void navigate({ to: '/keying/$replyId', params: { replyId } });
          else
            say({ tone: 'look', text: 'Every outstanding reply of this batch is open with somebody else.' });
        },
      },
    );
  return (
    <section className="panel log-form" aria-label="Logging">
      <p>
        {isOpen ? (
          <>
            <b className="good">
              ✓{' '}
              {batch.documentCount === 1
                ? 'The one reply counted is logged.'
                : `All ${batch.documentCount.toLocaleString('en-GB')} replies counted are logged.`}
            </b>{' '}
            If there is one more, correct the count.
          </>
        ) : (
          <>
            <b>This batch is sealed.</b> Nothing in it changes any more.
          </>
        )}
      </p>
      <div className="actions">
        {isOpen && hasOutstanding && (
          <Button isPrimary onPress={keyNext} isPending={next.isPending} autoFocus>
            Key this batch
          </Button>
        )}
        {isOpen && !hasOutstanding && isToVerify && (
          <Button isPrimary onPress={() => void navigate({ to: '/checking' })} autoFocus>
            Key it again on the Checking screen
          </Button>
        )}
        {(!isOpen || !(hasOutstanding || isToVerify)) && (
          <Button isPrimary onPress={() => void navigate({ to: '/send' })} autoFocus>
            {isOpen ? 'Seal it on the Send screen' : 'To the Send screen'}
          </Button>
        )}
      </div>
    </section>
  );
}
