import { useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReplyId } from '../../../contract/records/id.ts';
import { useSession } from '../../app/session.tsx';
import { useCall, wordsOf } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { CorrectLink } from './correct-link.tsx';
import { FormAsKeyed } from './form-as-keyed.tsx';
import { HistoryOfReply } from './history-of-reply.tsx';
import { OpenForKeying } from './open-for-keying.tsx';
import { PaperBeside } from './paper-beside.tsx';
import { FlagsOf, StateOf } from './reply-columns.tsx';
import { ReplyFacts } from './reply-facts.tsx';
import { NotesOfReply, QueriesOfReply } from './reply-remarks.tsx';
import { Revisions } from './revisions.tsx';
import { SetAside } from './set-aside.tsx';
import { Withdraw } from './withdraw.tsx';
import './reply.css';

/** Everything about one reply: what was logged, what was keyed, what was corrected, noted and asked. */
export function ReplyScreen() {
  const { replyId } = useParams({ strict: false });
  const { data, error } = useCall('replies', 'show', { replyId: replyId as ReplyId });
  const isSealed = data?.reply.state === 'sealed' || data?.reply.state === 'received';
  const { data: sheet } = useCall(
    'corrections',
    'open',
    { replyId: replyId as ReplyId },
    { isWanted: isSealed },
  );
  const { person } = useSession();
  const navigate = useNavigate();
  const { history } = useRouter();

  // Escape goes back to the list, where one was. In a text box it belongs to the box.
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isInBox = event.target instanceof Element && event.target.matches('input, textarea, select');
      if (event.key === 'Escape' && !event.defaultPrevented && !isInBox) history.back();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [history]);

  if (error !== null) {
    return (
      <Page title="Reply">
        <EmptyState>
          <p>{wordsOf(error)}</p>
          <Button isPrimary onPress={() => void navigate({ to: '/replies' })}>
            To the replies
          </Button>
        </EmptyState>
      </Page>
    );
  }
  if (data === undefined) return null;
  const { reply } = data;
  const hasPaper = reply.scannedPages > 0;
  const isToKeyAgain = reply.checkState === 'to-key-again' || reply.checkState === 'being-keyed-again';
  return (
    <Page
      title={`Reply ${reply.serialLabel}`}
      actions={
        <>
          <span>
            <b>
              <StateOf reply={reply} />
            </b>{' '}
            <FlagsOf reply={reply} />
          </span>
          <OpenForKeying shown={data} isPrimary />
          {sheet !== undefined && <CorrectLink reply={reply} isWithdrawn={sheet.isWithdrawn} />}
          <Button keyHint="Esc" onPress={() => history.back()}>
            Back
          </Button>
        </>
      }
    >
      <div className="reply-page" data-has-paper={hasPaper || undefined}>
        <div className="reply-side">
          <ReplyFacts reply={reply} />
          <QueriesOfReply reply={reply} queries={data.queries} />
          <NotesOfReply notes={data.notes} />
          <SetAside reply={reply} />
          {sheet !== undefined && <Revisions sheet={sheet} />}
          {sheet !== undefined && !sheet.isWithdrawn && person.role === 'supervisor' && (
            <Withdraw reply={reply} />
          )}
          <HistoryOfReply history={data.history} />
        </div>
        {hasPaper && <PaperBeside key={reply.id} reply={reply} />}
        <FormAsKeyed
          consultationId={reply.consultationId}
          packHash={data.packHash}
          isKeptBlind={data.isKeptBlind}
          isSeenBefore={isToKeyAgain && reply.keyerId !== person.id}
          marks={data.marks}
          now={sheet?.marks ?? null}
          formerMarks={data.formerMarks}
          notes={data.notes}
        />
      </div>
    </Page>
  );
}
