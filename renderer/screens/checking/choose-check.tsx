import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ConsultationSummary } from '../../../contract/bridge/consultations.ts';
import type { ReplyId } from '../../../contract/records/id.ts';
import { useMessages } from '../../app/messages.tsx';
import { wordsOf } from '../../app/use-call.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { countOf } from '../../components/desk-words.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';

/** A consultation with replies that this person may key again, and the one of them that would be keyed now. */
interface Work {
  readonly consultation: ConsultationSummary;
  readonly toKeyAgain: number;
  readonly next: ReplyId;
}

interface Found {
  readonly work: readonly Work[];
  /** Differences that this person may decide instead. */
  readonly toDecide: number;
  /** Replies that nobody has keyed yet. */
  readonly outstanding: number;
}

async function findWork(): Promise<Found> {
  const [consultations, { toDecide }] = await Promise.all([
    bridge.consultations.list(null),
    bridge.checking.waiting({ consultationId: null }),
  ]);
  const found = await Promise.all(
    consultations.map(async (consultation) => {
      const ofIt = { consultationId: consultation.id };
      const [{ toKeyAgain }, next] = await Promise.all([
        bridge.checking.waiting(ofIt),
        bridge.checking.next({ ...ofIt, batchId: null, after: null }),
      ]);
      return next === null ? [] : [{ consultation, toKeyAgain, next }];
    }),
  );
  const outstanding = consultations.reduce((sum, { count }) => sum + count.outstanding, 0);
  return { work: found.flat(), toDecide, outstanding };
}

/** Which consultation to key again. With one that waits there is nothing to choose: its next reply opens. */
export function ChooseCheck() {
  const navigate = useNavigate();
  const { say } = useMessages();
  const [found, setFound] = useState<Found | null>(null);

  useEffect(() => {
    let isWanted = true;
    const look = async (): Promise<void> => {
      try {
        const next = await findWork();
        if (!isWanted) return;
        const [only] = next.work;
        if (next.work.length === 1 && only)
          await navigate({ to: '/checking/$replyId', params: { replyId: only.next }, replace: true });
        else setFound(next);
      } catch (error) {
        say({ tone: 'stop', text: wordsOf(error) });
      }
    };
    void look();
    return () => {
      isWanted = false;
    };
  }, [navigate, say]);

  if (found === null) return null;
  return (
    <Page title="Checking">
      {found.work.length === 0 ? (
        <NothingWaits found={found} />
      ) : (
        <ul className="keying-choice">
          {found.work.map(({ consultation, toKeyAgain, next }, index) => (
            <li key={consultation.id}>
              <h2>{consultation.title}</h2>
              <p>{countOf(toKeyAgain, 'reply', 'replies')} to key again</p>
              <Button
                isPrimary={index === 0}
                autoFocus={index === 0}
                onPress={() => void navigate({ to: '/checking/$replyId', params: { replyId: next } })}
              >
                Key the next one again
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

/** Why nothing waits for this person, and what does. */
function NothingWaits({ found: { toDecide, outstanding } }: { readonly found: Found }) {
  return (
    <EmptyState>
      <p>Nothing waits for you to be keyed again.</p>
      <p>
        A reply is keyed again when its first keying is finished, and never by the person who keyed it first
        or has looked at what was keyed: that waits for somebody else.
      </p>
      {toDecide > 0 && (
        <p>
          <Link to="/decisions">
            {toDecide === 1 ? 'One difference waits' : `${toDecide} differences wait`} to be decided by you
          </Link>
          .
        </p>
      )}
      <p>
        {outstanding > 0 ? (
          <Link to="/keying">{countOf(outstanding, 'reply', 'replies')} to key for the first time</Link>
        ) : (
          <Link to="/">What else waits today</Link>
        )}
      </p>
    </EmptyState>
  );
}
