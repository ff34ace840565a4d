import { useId } from 'react';
import type { PlaceNotice } from '../../../contract/bridge/backups.ts';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { showMoment } from '../../components/dates.ts';
import { countOf } from '../../components/desk-words.ts';

/** Says once that this store was copied or restored, and what follows from it; it stays until somebody has read it. */
export function PlaceNoticePanel({ notice }: { readonly notice: PlaceNotice }) {
  const read = useAct('backups', 'noticeRead');
  const heading = useId();
  return (
    <section className="panel place-notice" aria-labelledby={heading}>
      <h2 id={heading}>
        {notice.why === 'restored' ? 'This store was put back from a backup' : 'This store is a copy'}
      </h2>
      {notice.why === 'restored' ? <Restored notice={notice} /> : <Copied notice={notice} />}
      <p>
        The next send begins a new series, in which everything that has no receipt is offered again. Nothing
        that headquarters has is lost or counted twice.
      </p>
      <div className="actions">
        <Button
          onPress={() => {
            // The panel goes now; the next thing to do takes the focus from here.
            document.getElementById('main')?.focus();
            read.mutate({ number: notice.number });
          }}
        >
          I have read this
        </Button>
      </div>
    </section>
  );
}

function Copied({ notice }: { readonly notice: PlaceNotice }) {
  return (
    <p>
      It was open before on the computer <b>{notice.fromMachine}</b>, in{' '}
      <code className="path">{notice.fromFolder}</code>. Go on here, and don’t use the other one any more:
      what is keyed in both would have the same serials.
    </p>
  );
}

function Restored({ notice }: { readonly notice: PlaceNotice }) {
  const { backupMadeAtMs, setAside, unsentReplies } = notice;
  return (
    <>
      <p>
        It is as it was on {backupMadeAtMs === null ? 'the day of the backup' : showMoment(backupMadeAtMs)}.
        The store before it was set aside and is kept whole
        {setAside !== null && (
          <>
            {' '}
            in <code className="path">{setAside}</code>
          </>
        )}
        .
      </p>
      <p>
        {unsentReplies === null
          ? 'The store that was set aside can’t be opened, so what was keyed after the backup can’t be counted. Compare the last batches with their paper.'
          : unsentReplies === 0
            ? 'Nothing had been keyed after the backup that was not sent.'
            : `Keyed after this backup and not sent: ${countOf(unsentReplies, 'reply is', 'replies are')} in the store that was set aside. Key them again from their paper.`}
      </p>
    </>
  );
}
