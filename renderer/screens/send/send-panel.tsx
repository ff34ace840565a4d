import { useRef } from 'react';
import type { SendingState } from '../../../contract/bridge/sending.ts';
import { PostbagError } from '../../../contract/errors.ts';
import type { ErrorDetails } from '../../../contract/errors.ts';
import { asksForNewEnrolment } from '../../../contract/sync/sync-errors.ts';
import { useMessages } from '../../app/messages.tsx';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { showMoment } from '../../components/dates.ts';
import { countOf } from '../../components/desk-words.ts';
import { SendCounts } from './send-counts.tsx';
import { SendProgress } from './send-progress.tsx';
import { useSendProgress } from './use-send-progress.ts';

/** The counts, the button, and the line that says how far a send has come; the line never changes its height. */
export function SendPanel({
  state,
  onRefused,
}: {
  readonly state: SendingState;
  /** Headquarters doesn't take this computer for the one that it enrolled. */
  readonly onRefused: () => void;
}) {
  const { say, clear } = useMessages();
  const send = useAct('sending', 'send');
  const cancel = useAct('sending', 'cancel');
  const progress = useSendProgress(state.progress);
  const sendButton = useRef<HTMLButtonElement>(null);
  const isSending = send.isPending || state.progress !== null;
  const { onlyHere: waiting } = state;
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
              onError: (error) => {
                if (isForNewEnrolment(error)) onRefused();
              },
            });
          }}
        >
          {isSending ? 'Sending…' : waiting > 0 ? `Send ${countOf(waiting, 'reply', 'replies')}` : 'Send'}
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
          {isSending ? <SendProgress progress={progress} /> : <p>{restingLine(state, waiting)}</p>}
        </div>
      </div>
    </section>
  );
}

function isForNewEnrolment(error: Error): boolean {
  if (!(error instanceof PostbagError) || error.code !== 'HEADQUARTERS_REFUSED') return false;
  return asksForNewEnrolment((error.details as ErrorDetails<'HEADQUARTERS_REFUSED'>).code);
}

function outcomeOf(after: SendingState): { readonly tone: 'good' | 'look'; readonly text: string } {
  const { onlyHere: left } = after;
  if (left === 0) return { tone: 'good', text: 'Every sealed reply is at headquarters and has its receipt.' };
  return {
    tone: 'look',
    text: `Stopped. What has its receipt keeps it; ${countOf(left, 'reply is', 'replies are')} sent the next time.`,
  };
}

function restingLine(state: SendingState, waiting: number): string {
  if (state.enrolled === null)
    return 'This computer is not enrolled, so nothing can be sent yet. All is kept here.';
  if (waiting > 0) return `Nothing is being sent. ${lastReceipt(state)}`;
  return `There is nothing to send. ${lastReceipt(state)}`;
}

function lastReceipt({ lastReceiptAtMs }: SendingState): string {
  return lastReceiptAtMs === null
    ? 'There is no receipt yet.'
    : `The last receipt came on ${showMoment(lastReceiptAtMs)}.`;
}
