import type { ReplyAct } from '../../../contract/bridge/replies.ts';
import type { ExclusionReason } from '../../../contract/records/reply.ts';
import { showMoment } from '../../components/dates.ts';
import { reasonWords } from '../../components/desk-words.ts';
import { wordsOfReplyAct } from './reply-act-words.ts';

/** Who did what to the reply and when, from the audit. */
export function HistoryOfReply({ history }: { readonly history: readonly ReplyAct[] }) {
  return (
    <section className="panel form" aria-labelledby="history">
      <h2 id="history">History</h2>
      <ol className="history">
        {history.map(({ act, atMs, byName, details }) => (
          <li key={`${act} ${atMs}`}>
            {wordsOfReplyAct(act)}
            <Reason given={details['reason']} />{' '}
            <span className="hint">
              {byName ?? 'the program'}, {showMoment(atMs)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Reason({ given }: { readonly given: unknown }) {
  const words = typeof given === 'string' ? (reasonWords[given as ExclusionReason] ?? given) : null;
  return words === null ? null : `: ${words}`;
}
