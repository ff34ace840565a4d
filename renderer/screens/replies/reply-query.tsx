import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { Query } from '../../../contract/records/keying.ts';
import { whyNotClose } from '../../../contract/rules/query-owner.ts';
import { useMessages } from '../../app/messages.tsx';
import { useSession } from '../../app/session.tsx';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { showMoment } from '../../components/dates.ts';
import { TextField } from '../../components/text-field.tsx';
import { QueryOwner, WhyNotClose } from '../queries/query-owner.tsx';
import { queryWords } from '../queries/query-words.ts';

interface Props {
  readonly query: Query;
}

/** One query: what it asks, who asked, and the words that close it. */
export function ReplyQuery({ query }: Props) {
  const { say } = useMessages();
  const { person } = useSession();
  const close = useAct('queries', 'close');
  const reopen = useAct('queries', 'reopen');
  const [reason, setReason] = useState('');
  const { id: queryId } = query;
  const openAgain = (): void =>
    reopen.mutate(
      { queryId },
      {
        onSuccess: () => {
          say({ tone: 'good', text: `The query on ${query.serialLabel} is open again.` });
        },
      },
    );
  return (
    <div className="query-panel">
      <p>
        <b>{queryWords[query.kind]}</b>
        {/* What a check asks begins with the field's name. */}
        {query.fieldName !== null && !query.text.startsWith(query.fieldName) && <> · {query.fieldName}</>}
        {query.text !== '' && `: ${query.text}`}
      </p>
      <p className="hint">
        Raised by {query.raisedByName}, {showMoment(query.raisedAtMs)}
      </p>
      {query.closedAtMs === null ? (
        <>
          <QueryOwner query={query} />
          <WhyNotClose query={query} />
          {whyNotClose(query, person) === null && (
            <Form
              className="query-close"
              onSubmit={(event) => {
                event.preventDefault();
                close.mutate(
                  { queryId, reason },
                  {
                    onSuccess: () => {
                      setReason('');
                      say({
                        tone: 'good',
                        text: `The query on ${query.serialLabel} is closed.`,
                        undo: openAgain,
                      });
                    },
                  },
                );
              }}
            >
              <TextField
                label="What was decided"
                isRequired
                value={reason}
                onChange={setReason}
                maxLength={2000}
              />
              <Button
                type="submit"
                isPending={close.isPending}
                aria-label={`Close the query on ${query.serialLabel}`}
              >
                Close it
              </Button>
            </Form>
          )}
        </>
      ) : (
        <>
          <p>
            <span className="good">✓ Closed:</span> {query.closingReason}{' '}
            <span className="hint">
              {query.closedByName}, {showMoment(query.closedAtMs)}
            </span>
          </p>
          <div className="actions">
            <Button onPress={openAgain} isPending={reopen.isPending}>
              Open it again
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
