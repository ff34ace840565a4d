import { Link } from '@tanstack/react-router';
import type { Reply } from '../../../contract/records/reply.ts';
import { batchLabel } from '../../../contract/rules/batch-label.ts';
import { showDay, showMoment } from '../../components/dates.ts';
import { channelWords, countOf, kindWords, reasonWords } from '../../components/desk-words.ts';
import '../../components/facts.css';

/** What the post room wrote down about the piece of paper. */
export function ReplyFacts({ reply }: { readonly reply: Reply }) {
  return (
    <section className="panel form" aria-labelledby="logged">
      <h2 id="logged">As logged</h2>
      <dl className="facts">
        <dt>Batch</dt>
        <dd>
          <Link to="/post-room/$batchId" params={{ batchId: reply.batchId }}>
            {batchLabel(reply.batchNumber)}
          </Link>
        </dd>
        <dt>Received</dt>
        <dd>
          {showDay(reply.receivedDate)}, {channelWords[reply.channel].toLowerCase()}
          {reply.isLate && <span className="look"> · after the closing date</span>}
        </dd>
        <dt>Kind</dt>
        <dd>
          {kindWords[reply.kind]}
          {reply.signatures !== null && `, ${countOf(reply.signatures, 'signature', 'signatures')}`}
        </dd>
        <dt>Pages</dt>
        <dd>{reply.pages ?? <span className="quiet">not counted</span>}</dd>
        <dt>Enclosures</dt>
        <dd>{reply.enclosures === '' ? <span className="quiet">none</span> : reply.enclosures}</dd>
        <dt>Logged</dt>
        <dd>{showMoment(reply.loggedAtMs)}</dd>
        <dt>Keyed by</dt>
        <dd>{reply.keyedByName ?? <span className="quiet">nobody yet</span>}</dd>
        {reply.exclusion !== null && (
          <>
            <dt>Excluded</dt>
            <dd className="look">
              {reasonWords[reply.exclusion.reason]}
              {reply.exclusion.note !== '' && `: ${reply.exclusion.note}`}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
