import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { SendingState } from '../../../contract/bridge/sending.ts';
import type { ConsultationSummary } from '../../../contract/bridge/consultations.ts';
import { useMessages } from '../../app/messages.tsx';
import { useSession } from '../../app/session.tsx';
import { useAct, useCall, useCalls } from '../../app/use-call.ts';
import { countOf } from '../../components/desk-words.ts';
import { failureWords, keptWords } from '../send/failure-words.ts';
import { waitingWorkOf, type WaitingWork } from './waiting-work.ts';

/** What waits, as a list of ways in. The first has the focus, so that Enter starts it. */
export function WhatWaits({ consultations }: { readonly consultations: readonly ConsultationSummary[] }) {
  const { person } = useSession();
  const again = useCalls(
    'checking',
    'waiting',
    consultations.map(({ id }) => ({ consultationId: id })),
  );
  const work = waitingWorkOf(
    consultations,
    new Map(consultations.map(({ id }, index) => [id, again?.[index]?.toKeyAgain ?? 0])),
    person.role === 'supervisor',
  );
  const { data: sending } = useCall('sending', 'state', null);
  const attention = sending?.needsAttention ?? 0;
  const { data: waiting } = useCall('checking', 'waiting', { consultationId: null });
  const toDecide = waiting?.toDecide ?? 0;
  // Before that the first line could be another one, and Enter would start what isn't meant.
  const isKnown = again !== undefined && waiting !== undefined;
  const list = useRef<HTMLUListElement>(null);
  // Work that has gone since the last look takes the focus with it; then the first has it again.
  const [first] = work;
  const isDecidingFirst = toDecide > 0 && !goesBeforeDeciding(first);
  const firstOfAll = isDecidingFirst ? 'decide' : first && `${first.act} ${first.consultationId}`;
  const isNew = useRef(true);
  useEffect(() => {
    if (!isKnown) return;
    if (isNew.current || document.activeElement === document.body) {
      list.current?.querySelector<HTMLElement>('a, button')?.focus();
    }
    isNew.current = false;
  }, [isKnown, firstOfAll]);
  const wayIn = (item: WaitingWork) => (
    <li key={`${item.act} ${item.consultationId}`}>
      <WayIn item={item} isNamed={consultations.length > 1} />
    </li>
  );
  if (!isKnown) {
    return (
      <section className="today-work" aria-labelledby="waits">
        <h2 id="waits">What waits</h2>
      </section>
    );
  }
  return (
    <section className="today-work" aria-labelledby="waits">
      <h2 id="waits">What waits</h2>
      {work.length === 0 && attention === 0 && toDecide === 0 ? (
        <p>
          Nothing waits. <Link to="/post-room">Open a batch</Link> when the next post comes.
        </p>
      ) : (
        <>
          <ul ref={list}>
            {work.filter(goesBeforeDeciding).map(wayIn)}
            {toDecide > 0 && (
              <li>
                <Link to="/decisions" className="way-in">
                  <b>{toDecide}</b> to decide
                  <span className="visually-hidden">
                    : {countOf(toDecide, 'difference', 'differences')} between two keyings
                  </span>
                </Link>
              </li>
            )}
            {work.filter((item) => !goesBeforeDeciding(item)).map(wayIn)}
            {attention > 0 && (
              <li>
                <Link to="/send" className="way-in">
                  <b>{attention}</b> at headquarters {attention === 1 ? 'needs' : 'need'} attention
                </Link>
              </li>
            )}
          </ul>
          <p className="hint">
            <kbd>Enter</kbd> starts · <kbd>Tab</kbd> next · <kbd>F6</kbd> go to a screen
          </p>
        </>
      )}
      {sending !== undefined && <SendingHeldUp sending={sending} />}
    </section>
  );
}

/** That what is sealed doesn't go by itself: said here too, since nobody looks at the Send screen for days. */
function SendingHeldUp({ sending }: { readonly sending: SendingState }) {
  const { stopped, nextTry, onlyHere } = sending;
  if (stopped !== null && stopped.code !== 'CANCELLED') {
    return (
      <p className="stop">
        <span aria-hidden="true">✕ </span>Sending has stopped. Everything is kept here.{' '}
        <Link to="/send">Why, and what to do</Link>
      </p>
    );
  }
  if (nextTry === null || onlyHere === 0) return null;
  return (
    <p className="look">
      <span aria-hidden="true">! </span>
      {failureWords(nextTry)}. {keptWords(nextTry)} It is tried again by itself. <Link to="/send">More</Link>
    </p>
  );
}

function WayIn({ item, isNamed }: { readonly item: WaitingWork; readonly isNamed: boolean }) {
  const { count, act } = item;
  const name = isNamed ? <span className="quiet"> {item.serialPrefix}</span> : null;
  switch (act) {
    case 'key':
      return <KeyNext item={item} name={name} />;
    case 'again':
      return <KeyNextAgain item={item} name={name} />;
    case 'threat':
      return (
        <Link to="/queries" className="way-in">
          <b>{count}</b> {count === 1 ? 'threat' : 'threats'} or safeguarding
          {name}
        </Link>
      );
    case 'queries':
      return (
        <Link to="/queries" className="way-in">
          <b>{count}</b> {count === 1 ? 'query to decide' : 'queries to decide'}
          {name}
        </Link>
      );
    case 'log':
      return (
        <Link to="/post-room" className="way-in">
          <b>{count}</b> counted, to log
          {name}
        </Link>
      );
    case 'seal':
      return (
        <Link to="/send" className="way-in">
          <b>{count}</b> {count === 1 ? 'batch to seal' : 'batches to seal'}
          {name}
        </Link>
      );
    case 'held':
      return (
        <Link to="/queries" className="way-in">
          <b>{count}</b> {count === 1 ? 'batch held up by queries' : 'batches held up by queries'}
          {name}
        </Link>
      );
    case 'send':
      return (
        <Link to="/send" className="way-in">
          <b>{count}</b> sealed, to send
          {name}
        </Link>
      );
    default:
      return assertNever(act);
  }
}

function KeyNext({ item, name }: { readonly item: WaitingWork; readonly name: React.ReactNode }) {
  const navigate = useNavigate();
  const { say } = useMessages();
  const next = useAct('keying', 'next');
  const start = (): void =>
    next.mutate(
      { consultationId: item.consultationId, batchId: null, after: null },
      {
        onSuccess: (replyId) => {
          if (replyId !== null) void navigate({ to: '/keying/$replyId', params: { replyId } });
          else say({ tone: 'look', text: 'Every outstanding reply is open with somebody else.' });
        },
      },
    );
  return (
    <button type="button" className="way-in" onClick={start}>
      <b>{item.count}</b> to key
      <span className="visually-hidden">: {countOf(item.count, 'reply', 'replies')}</span>
      {name}
    </button>
  );
}

function KeyNextAgain({ item, name }: { readonly item: WaitingWork; readonly name: React.ReactNode }) {
  const navigate = useNavigate();
  const { say } = useMessages();
  const next = useAct('checking', 'next');
  const start = (): void =>
    next.mutate(
      { consultationId: item.consultationId, batchId: null, after: null },
      {
        onSuccess: (replyId) => {
          if (replyId !== null) void navigate({ to: '/checking/$replyId', params: { replyId } });
          else say({ tone: 'look', text: 'Somebody else is keying the last of them again.' });
        },
      },
    );
  return (
    <button type="button" className="way-in" onClick={start}>
      <b>{item.count}</b> to key again
      <span className="visually-hidden">: {countOf(item.count, 'reply', 'replies')}</span>
      {name}
    </button>
  );
}

/** A threat, and the work with the form and the paper, the first keying and the second: before what is decided of it. */
function goesBeforeDeciding(item: WaitingWork | undefined): boolean {
  return item !== undefined && ['threat', 'key', 'again'].includes(item.act);
}

function assertNever(act: never): never {
  throw new Error(`no way in for ${String(act)}`);
}
