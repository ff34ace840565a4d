import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import type { SendingState } from '../../../contract/bridge/sending.ts';
import { PostbagError } from '../../../contract/errors.ts';
import { useAct, wordsOf } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { countOf } from '../../components/desk-words.ts';
import { useMessages, type Message } from '../../components/messages.tsx';
import { OfThese, SendCounts } from './send-counts.tsx';
import { SendProgress } from './send-progress.tsx';
import { StandingLine } from './standing-line.tsx';

/** The counts, the button, and the line that says how sending stands; the line never changes its height. */
export function SendPanel({ state }: { readonly state: SendingState }) {
  const { say, clear } = useMessages();
  const send = useAct('sending', 'send', { saysRefusal: false });
  const cancel = useAct('sending', 'cancel');
  const sendButton = useRef<HTMLButtonElement>(null);
  // A run of the program's own sends nothing until it has found what to send; as a rule it only asks.
  const isSending = send.isPending || (state.progress !== null && state.progress.total.events > 0);
  return (
    <section className="panel send-panel" aria-labelledby="where">
      <h2 id="where">Where the replies are</h2>
      <SendCounts state={state} />
      <div className="actions">
        <Button
          ref={sendButton}
          isPrimary
          autoFocus={state.enrolled !== null}
          // Not disabled while it sends: the focus stays on it, and pressing it again does nothing.
          isDisabled={state.enrolled === null}
          onPress={() => {
            if (isSending) return;
            clear();
            send.mutate(null, {
              onSuccess: (after) => say(outcomeOf(after)),
              onError: (error) => say(notSent(error)),
            });
          }}
        >
          {isSending ? 'Sending…' : restingLabel(state)}
        </Button>
        <Button
          isDisabled={!isSending}
          onPress={() => {
            // The button goes out with the send; the focus goes back to where the next one begins.
            sendButton.current?.focus();
            cancel.mutate(null);
          }}
        >
          Cancel
        </Button>
        <div className="work-line">
          {isSending ? <SendProgress progress={state.progress} /> : <StandingLine state={state} />}
        </div>
      </div>
      {state.enrolled !== null && (
        <p className="hint">
          No network? <Link to="/send/courier">Carry it by hand</Link> on a stick; take in receipts that came
          back.
        </p>
      )}
      <OfThese state={state} />
    </section>
  );
}

function restingLabel({ onlyHere, nextTry }: SendingState): string {
  if (nextTry !== null) return 'Send now';
  return onlyHere > 0 ? `Send ${countOf(onlyHere, 'reply', 'replies')}` : 'Send';
}

/** The line beside the button says why; said at length twice, it would only be read less. */
function notSent(error: Error): Message {
  if (!(error instanceof PostbagError)) return { tone: 'stop', text: wordsOf(error) };
  switch (error.code) {
    case 'HEADQUARTERS_UNREACHABLE':
    case 'RECEIPT_INVALID':
      return { tone: 'look', text: 'Not all is sent. Everything is kept here and tried again by itself.' };
    case 'HEADQUARTERS_REFUSED':
      return {
        tone: 'stop',
        text: 'Sending stopped. Everything is kept here; what to do stands beside the button.',
      };
    case 'NOTHING_TO_SEND':
      return { tone: 'good', text: wordsOf(error) };
    default:
      return { tone: 'look', text: wordsOf(error) };
  }
}

function outcomeOf(after: SendingState): Message {
  const { onlyHere: left } = after;
  if (left === 0) return { tone: 'good', text: 'Every sealed reply is at headquarters and has its receipt.' };
  return {
    tone: 'look',
    text: `Stopped. What is sent stays sent; ${countOf(left, 'reply waits', 'replies wait')} here for the next time.`,
  };
}
