import { batchLabel } from '../../../contract/rules/batch-label.ts';
import { Link } from '@tanstack/react-router';
import { useCall } from '../../app/use-call.ts';
import { ReplyListLink } from '../replies/reply-list-link.tsx';
import { attentionWords } from './attention-words.ts';

const mostShown = 200;

/**
 * The work list: replies that headquarters has and that a person must look at, and what to do about each. Not all of
 * many; the rest is in the list of replies.
 */
export function AttentionList({ total }: { readonly total: number }) {
  const { data: lines = [] } = useCall('sending', 'attention', { limit: mostShown });
  return (
    <section className="panel" aria-labelledby="attention" tabIndex={-1}>
      <h2 id="attention">Needs attention</h2>
      {lines.length > 0 && lines.length < total && (
        <p>
          These are {lines.length} of {total}: first those for which there is something to do here, the oldest
          first. <ReplyListLink filter={{ stage: 'needs-attention' }}>All {total} in Replies</ReplyListLink>
        </p>
      )}
      <table>
        <thead>
          <tr>
            <th scope="col">Reply</th>
            <th scope="col">Batch</th>
            <th scope="col">What happened, and what to do</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.replyId}>
              <th scope="row" className="serial">
                <Link to="/replies/$replyId" params={{ replyId: line.replyId }}>
                  {line.serialLabel}
                </Link>
              </th>
              <td>{batchLabel(line.batchNumber)}</td>
              <td className="what-to-do">{attentionWords(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
