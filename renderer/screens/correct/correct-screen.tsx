import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ReplyId } from '../../../contract/records/id.ts';
import { useSession } from '../../app/session.tsx';
import { useCall, wordsOf } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { CorrectionForm } from './correction-form.tsx';
import '../replies/reply.css';
import './correct.css';

/** Puts right what is sealed: the newest revision's marks, to be changed in place and sealed as the next one. */
export function CorrectScreen() {
  const params = useParams({ strict: false });
  const replyId = params.replyId as ReplyId;
  const { person } = useSession();
  const { data: sheet, error } = useCall('corrections', 'open', { replyId });
  if (error !== null) return <NotToCorrect replyId={replyId}>{wordsOf(error)}</NotToCorrect>;
  if (sheet === undefined) return null;
  if (sheet.isWithdrawn) {
    return (
      <NotToCorrect replyId={replyId}>
        Reply {sheet.reply.serialLabel} is withdrawn, so there is nothing in it to correct.
      </NotToCorrect>
    );
  }
  if (person.role !== 'supervisor') {
    return (
      <NotToCorrect replyId={replyId}>
        Only a supervisor corrects what is sealed. Nothing was changed. Ask a supervisor to sign in.
      </NotToCorrect>
    );
  }
  return <CorrectionForm key={`${replyId} ${sheet.revision}`} sheet={sheet} />;
}

function NotToCorrect({ replyId, children }: { readonly replyId: ReplyId; readonly children: ReactNode }) {
  const navigate = useNavigate();
  return (
    <Page title="Correct a reply">
      <EmptyState>
        <p>{children}</p>
        <Button
          isPrimary
          autoFocus
          onPress={() => void navigate({ to: '/replies/$replyId', params: { replyId } })}
        >
          To the reply
        </Button>
      </EmptyState>
    </Page>
  );
}
