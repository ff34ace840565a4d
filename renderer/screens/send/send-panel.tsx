import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import type { SendingState } from '../../../contract/bridge/sending.ts';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { countOf } from '../../components/desk-words.ts';
import { useMessages } from '../../components/messages.tsx';
import { SendCounts } from './send-counts.tsx';
import { SendProgress } from './send-progress.tsx';
import { StandingLine } from './standing-line.tsx';
import { useSendProgress } from './use-send-progress.ts';

/** The counts, the button, and the line that says how sending stands; the line never changes its height. */
export function SendPanel({ state }: { readonly state: SendingState }) {
  const { say, clear } = useMessages();
  const send = useAct('sending', 'send');
  const cancel = useAct('sending', 'cancel');
  const progress = useSendProgress(state.progress);
  const sendButton = useRef<HTMLButtonElement>(null);
  const isSending = send.isPending || state.progress !== null;
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
            send.mutate(null, { onSuccess: (after) => say(outcomeOf(after)) });
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
          {isSending ? <SendProgress progress={progress} /> : <StandingLine state={state} />}
        </div>
      </div>
      {state.enrolled !== null && (
        <p className="hint">
          No network? <Link to="/send/courier">Carry it by hand</Link> on a stick; take in receipts that came
          back.
        </p>
      )}
    </section>
  );
}

function restingLabel({ onlyHere, nextTry }: SendingState): string {
  if (nextTry !== null) return 'Send now';
  return onlyHere > 0 ? `Send ${countOf(onlyHere, 'reply', 'replies')}` : 'Send';
}

function outcomeOf(after: SendingState): { readonly tone: 'good' | 'look'; readonly text: string } {
  const { onlyHere: left } = after;
  if (left === 0) return { tone: 'good', text: 'Every sealed reply is at headquarters and has its receipt.' };
  return {
    tone: 'look',
    text: `Stopped. What is sent stays sent; ${countOf(left, 'reply waits', 'replies wait')} here for the next time.`,
  };
}
