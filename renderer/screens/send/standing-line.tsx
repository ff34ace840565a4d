import { Link } from '@tanstack/react-router';
import { failureWords, keptWords } from './failure-words.ts';
import type { NextTry, SendingState, SendingStopped } from '../../../contract/bridge/sending.ts';
import { asksForNewEnrolment } from '../../../contract/sync/sync-errors.ts';
import { showMoment, showTimeOfDay } from '../../components/dates.ts';

/** What sending is at while nothing moves: at rest, waiting for its next try, or stopped. One steady line. */
export function StandingLine({ state }: { readonly state: SendingState }) {
  const { enrolled, stopped, nextTry } = state;
  if (enrolled === null) {
    return <p>This computer is not enrolled, so nothing can be sent yet. All is kept here.</p>;
  }
  if (stopped !== null) return <StoppedLine stopped={stopped} />;
  if (nextTry !== null) return <p className="look">{nextTryWords(nextTry)}</p>;
  return (
    <p>
      {restingWords(state)} {lastReceipt(state)}
    </p>
  );
}

function StoppedLine({ stopped: { code, message, reply, atMs } }: { readonly stopped: SendingStopped }) {
  return (
    <p className={code === 'CANCELLED' ? 'look' : 'stop'}>
      <span aria-hidden="true">{code === 'CANCELLED' ? '! ' : '✕ '}</span>
      <b>Sending stopped at {showTimeOfDay(atMs)}.</b> {message}
      {reply !== null && (
        <>
          {' '}
          <Link to="/replies/$replyId" params={{ replyId: reply.replyId }} className="serial">
            {reply.serialLabel}
          </Link>
        </>
      )}
      {asksForNewEnrolment(code) && (
        <>
          {' '}
          <button type="button" className="link-button" onClick={goToEnrolment}>
            Enrol again
          </button>
        </>
      )}
    </p>
  );
}

/** The panel stands at the end of this screen. */
function goToEnrolment(): void {
  const panel = document.getElementById('enrolment')?.closest('section');
  const box = panel?.querySelector('input');
  (box ?? panel)?.focus();
  panel?.scrollIntoView({ block: 'nearest' });
}

/** Why the last try failed, what is kept, how often it was tried and when it is tried next. */
export function nextTryWords(nextTry: NextTry): string {
  const { reason, attempts, atMs } = nextTry;
  const tried = attempts === 1 ? 'Tried once' : `Tried ${attempts} times`;
  const parts = [
    `${failureWords(nextTry)}: ${reason}.`,
    keptWords(nextTry),
    `${tried}; next try at ${showTimeOfDay(atMs)}.`,
  ];
  return parts.filter((part) => part !== null).join(' ');
}

function restingWords({ onlyHere, atHeadquarters, needsAttention }: SendingState): string {
  if (onlyHere > 0) return 'Nothing is being sent.';
  return atHeadquarters + needsAttention > 0
    ? 'Every sealed reply is at headquarters and has its receipt.'
    : 'There is nothing to send.';
}

function lastReceipt({ lastReceiptAtMs }: SendingState): string {
  return lastReceiptAtMs === null
    ? 'There is no receipt yet.'
    : `The last receipt came on ${showMoment(lastReceiptAtMs)}.`;
}
