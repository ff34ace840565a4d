import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import type { BatchOnItsWay } from '../../../contract/bridge/sending.ts';
import type { Batch } from '../../../contract/records/batch.ts';
import type { ConsultationId } from '../../../contract/records/id.ts';
import { sealObstacles } from '../../../contract/rules/seal-obstacles.ts';
import type { SealObstacle } from '../../../contract/rules/seal-obstacles.ts';
import { useMessages } from '../../app/messages.tsx';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { countOf } from '../../components/desk-words.ts';
import { LinkedAddingUp } from '../replies/reply-list-link.tsx';
import { BatchCells, BatchHeads } from './batch-cells.tsx';

interface Props {
  readonly lines: readonly BatchOnItsWay[];
  readonly titles: ReadonlyMap<ConsultationId, string>;
  readonly nameOf: (batch: Batch) => string;
}

/** Open batches: which can be sealed, and what stands in the way of the others. */
export function SealList({ lines, titles, nameOf }: Props) {
  const { say } = useMessages();
  const seal = useAct('sending', 'sealBatch');
  const section = useRef<HTMLElement>(null);
  const sealNow = (batch: Batch): void =>
    seal.mutate(
      { batchId: batch.id },
      {
        onSuccess: () => {
          say({
            tone: 'good',
            text: `${nameOf(batch)} is sealed: ${countOf(batch.count.received, 'reply', 'replies')}, ready to be sent.`,
          });
          // Its button goes with its line; the focus stays in this list.
          section.current?.focus();
        },
      },
    );
  const readyFirst = lines
    .map(({ batch, openQueries }) => ({ batch, obstacles: sealObstacles(batch, openQueries) }))
    .toSorted((one, other) => Number(one.obstacles.length > 0) - Number(other.obstacles.length > 0));
  return (
    <section className="panel" aria-labelledby="to-seal" tabIndex={-1} ref={section}>
      <h2 id="to-seal">To seal</h2>
      <p className="hint">
        Sealing writes every reply of a batch once and for all. After that, a correction is sent as a new
        revision.
      </p>
      {lines.length === 0 ? (
        <p>
          No batch is open. <Link to="/post-room">Open one</Link> when the next post comes.
        </p>
      ) : (
        <table>
          <thead>
            <tr>
              {/* Before the links of its line, so that Tab finds what this list is for first. */}
              <th scope="col">
                <span className="visually-hidden">Seal</span>
              </th>
              <BatchHeads />
              <th scope="col">Where its replies stand</th>
              <th scope="col">What stands in the way</th>
            </tr>
          </thead>
          <tbody>
            {readyFirst.map(({ batch, obstacles }) => {
              return (
                <tr key={batch.id}>
                  <td>
                    {obstacles.length === 0 && (
                      <Button onPress={() => sealNow(batch)} aria-label={`Seal ${nameOf(batch)}`}>
                        Seal
                      </Button>
                    )}
                  </td>
                  <BatchCells name={nameOf(batch)} batch={batch} title={titles.get(batch.consultationId)} />
                  <td>
                    <LinkedAddingUp count={batch.count} of={{ batchId: batch.id }} />
                  </td>
                  <td>
                    {obstacles.length > 0 ? (
                      <ul className="obstacles">
                        {obstacles.map((obstacle) => (
                          <li key={obstacle.code}>
                            <Obstacle obstacle={obstacle} batch={batch} />
                          </li>
                        ))}
                      </ul>
                    ) : (
                      'Nothing'
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** One obstacle in the desk's words, as the way to where it is dealt with. */
function Obstacle({ obstacle, batch }: { readonly obstacle: SealObstacle; readonly batch: Batch }) {
  switch (obstacle.code) {
    case 'BATCH_SHORT': {
      const { documentCount, logged } = obstacle.details;
      return (
        <Link to="/post-room/$batchId" params={{ batchId: batch.id }}>
          {logged} of {documentCount} logged
        </Link>
      );
    }
    case 'BATCH_OUTSTANDING':
      return (
        <Link to="/replies" search={{ batch: batch.id, place: 'outstanding' }}>
          {obstacle.details.outstanding} to key
        </Link>
      );
    case 'BATCH_UNVERIFIED':
      return <span>{obstacle.details.unverified} to key again or decide</span>;
    case 'BATCH_QUERIES':
      return (
        <Link to="/replies" search={{ batch: batch.id, queries: 'open' }}>
          {countOf(obstacle.details.queries, 'open query', 'open queries')}
        </Link>
      );
    default:
      return assertNever(obstacle);
  }
}

function assertNever(obstacle: never): never {
  throw new Error(`No such obstacle: ${JSON.stringify(obstacle)}`);
}
