import { Link } from '@tanstack/react-router';
import type { ReplyStage } from '../../../contract/bridge/replies.ts';
import type { Batch } from '../../../contract/records/batch.ts';
import type { Reply } from '../../../contract/records/reply.ts';
import { ReplyListLink } from '../replies/reply-list-link.tsx';
import { progressOf } from './progress-of-batch.ts';

interface Props {
  readonly batch: Batch;
  readonly replies: readonly Reply[];
  /** How many lie in a file to carry and have no receipt yet. */
  readonly carried: number;
}

/** *keyed 30 = verified 26 + to key again 3 + to decide 1*, how far it has gone, and by name what keeps it. */
export function BatchProgress({ batch, replies, carried }: Props) {
  const { keyed, verified, toKeyAgain, toDecide, sealed, sent, receipted, waiting } = progressOf(
    batch,
    replies,
    carried,
  );
  const linked = (stage: ReplyStage, words: string, count: number) => (
    <ReplyListLink filter={{ batchId: batch.id, stage }}>
      {words} <b>{count}</b>
    </ReplyListLink>
  );
  return (
    <>
      <p className="adding-up">
        keyed <b>{keyed}</b> = {linked('verified', 'verified', verified)} +{' '}
        {linked('to-key-again', 'to key again', toKeyAgain)} + {linked('to-decide', 'to decide', toDecide)} ·
        sealed <b>{sealed}</b> · sent <b>{sent}</b> · at headquarters <b>{receipted}</b>
      </p>
      {waiting.length > 0 && (
        <p className="outstanding-names">
          <span>Keeps the batch from being sealed:</span>
          {waiting.map(({ reply, why }) => (
            <span key={reply.id}>
              <Link to="/replies/$replyId" params={{ replyId: reply.id }} className="serial">
                {reply.serialLabel}
              </Link>{' '}
              <span className="quiet">{why}</span>
            </span>
          ))}
        </p>
      )}
    </>
  );
}
