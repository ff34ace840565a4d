import { useRef } from 'react';
import type { RecoveryState } from '../../../contract/bridge/session.ts';
import { useAct, useCall, wordsOf } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { showMoment } from '../../components/dates.ts';

/** The request as a block of text, to be sent to headquarters by whatever way there is. */
export function RecoveryRequestPanel({ request }: Pick<RecoveryState, 'request'>) {
  const ask = useAct('session', 'askRecovery', { saysRefusal: false });
  const { refetch } = useCall('session', 'recovery', null);
  const box = useRef<HTMLTextAreaElement>(null);
  return (
    <section className="restore-panel" aria-labelledby="request">
      <h2 id="request">1. Send headquarters the request</h2>
      {ask.error && (
        <p className="refusal" role="alert">
          {wordsOf(ask.error)}
        </p>
      )}
      {request === null ? (
        <p>
          The request is a block of text. It shows nobody what is in the store, and opens nothing by itself.
        </p>
      ) : (
        <>
          <p>
            Send this text to headquarters, whole: by e-mail, or on a stick. Made on{' '}
            {showMoment(request.madeAtMs)}. When they ring up, read out: request{' '}
            <b className="serial">{request.check}</b>
          </p>
          <textarea
            ref={box}
            className="recovery-text"
            aria-label="The request to headquarters"
            readOnly
            rows={8}
            value={request.text}
            onFocus={() => box.current?.select()}
          />
        </>
      )}
      <div className="actions">
        <Button
          isPrimary={request === null}
          autoFocus
          isPending={ask.isPending}
          onPress={() => ask.mutate(null, { onSuccess: () => void refetch() })}
        >
          {request === null ? 'Write the request' : 'Write a new request'}
        </Button>
        {request !== null && (
          <span className="hint">An answer to the request before it is then of no use.</span>
        )}
      </div>
    </section>
  );
}
