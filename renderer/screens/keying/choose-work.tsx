import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ConsultationSummary } from '../../../contract/bridge/consultations.ts';
import type { ReplyId } from '../../../contract/records/id.ts';
import { useMessages } from '../../app/messages.tsx';
import { wordsOf } from '../../app/use-call.ts';
import { bridge } from '../../bridge.ts';
import { AddingUpLine } from '../../components/adding-up-line.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';

/** A consultation with replies outstanding, and the one of them that this person would key now. */
interface Work {
  readonly consultation: ConsultationSummary;
  /** Null: others are keying all that is outstanding. */
  readonly next: ReplyId | null;
}

async function findWork(): Promise<readonly Work[]> {
  const consultations = await bridge.consultations.list(null);
  return Promise.all(
    consultations
      .filter(({ count }) => count.outstanding > 0)
      .map(async (consultation) => ({
        consultation,
        next: await bridge.keying.next({ consultationId: consultation.id, batchId: null, after: null }),
      })),
  );
}

/** Which consultation to key. With one that waits there is nothing to choose: its next reply opens. */
export function ChooseWork() {
  const navigate = useNavigate();
  const { say } = useMessages();
  const [work, setWork] = useState<readonly Work[] | null>(null);

  useEffect(() => {
    let isWanted = true;
    // Asked anew each time, and never from what a screen remembers: what waited a moment ago may be keyed.
    const look = async (): Promise<void> => {
      try {
        const found = await findWork();
        if (!isWanted) return;
        const [only] = found;
        if (found.length === 1 && only?.next)
          await navigate({ to: '/keying/$replyId', params: { replyId: only.next }, replace: true });
        else setWork(found);
      } catch (error) {
        say({ tone: 'stop', text: wordsOf(error) });
      }
    };
    void look();
    return () => {
      isWanted = false;
    };
  }, [navigate, say]);

  if (work === null) return null;
  return (
    <Page title="Keying">
      {work.length === 0 ? (
        <NothingWaits />
      ) : (
        <ul className="keying-choice">
          {work.map(({ consultation, next }, index) => (
            <li key={consultation.id}>
              <h2>{consultation.title}</h2>
              <AddingUpLine count={consultation.count} />
              {next === null ? (
                <p className="quiet">Others are keying what is outstanding.</p>
              ) : (
                <Button
                  isPrimary={index === 0}
                  autoFocus={index === 0}
                  onPress={() => void navigate({ to: '/keying/$replyId', params: { replyId: next } })}
                >
                  Key the next reply
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

function NothingWaits() {
  return (
    <EmptyState>
      <p>Nothing waits to be keyed.</p>
      <p>
        <Link to="/post-room">Log replies in the post room</Link>, or look at what is keyed under{' '}
        <Link to="/replies">Replies</Link>.
      </p>
    </EmptyState>
  );
}
