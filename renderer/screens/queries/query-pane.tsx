import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { Query } from '../../../contract/records/keying.ts';
import { whyNotClose } from '../../../contract/rules/query-owner.ts';
import { useMessages } from '../../app/messages.tsx';
import { useSession } from '../../app/session.tsx';
import { useAct, useCall } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { showMoment } from '../../components/dates.ts';
import { TextField } from '../../components/text-field.tsx';
import { OpenForKeying } from '../replies/open-for-keying.tsx';
import { QueryOwner, WhyNotClose } from './query-owner.tsx';
import { queryWords } from './query-words.ts';

interface Props {
  readonly query: Query;
  /**
   * Every open query that one and the same decision ends, this one among them: whether late replies count is
   * decided once a consultation, not once a reply. Other kinds are looked at one by one.
   */
  readonly decidedTogether: readonly Query[];
  readonly startsInReason: boolean;
  /** Before the query goes: the list may know of it sooner than this pane. */
  readonly onClosing: () => void;
  readonly onRefused: () => void;
}

/** One query: what it says, the way to its reply, and its end, always with a reason. */
export function QueryPane({ query, decidedTogether, startsInReason, onClosing, onRefused }: Props) {
  const navigate = useNavigate();
  const { say } = useMessages();
  const { person } = useSession();
  const close = useAct('queries', 'close');
  const reopen = useAct('queries', 'reopen');
  const [reason, setReason] = useState('');
  const { replyId } = query;
  const { data: standing } = useCall('replies', 'standing', { replyId });

  async function end(queries: readonly Query[]): Promise<void> {
    onClosing();
    for (const { id } of queries) await close.mutateAsync({ queryId: id, reason });
    const which =
      queries.length === 1 ? `The query on ${query.serialLabel} is` : `${queries.length} queries are`;
    say({
      tone: 'good',
      text: `${which} closed: ${reason}`,
      undo: () => {
        for (const { id } of queries) reopen.mutate({ queryId: id });
      },
    });
  }

  return (
    <section className="panel query-pane" aria-label={`Query on ${query.serialLabel}`}>
      <h2>
        <span className="serial">{query.serialLabel}</span> {queryWords[query.kind]}
      </h2>
      {query.text !== '' && <p>{query.text}</p>}
      <p className="quiet">
        {query.fieldName !== null && <>{query.fieldName} · </>}
        raised by {query.raisedByName}, {showMoment(query.raisedAtMs)}
      </p>
      <div className="actions">
        <Button onPress={() => void navigate({ to: '/replies/$replyId', params: { replyId } })}>
          Show the reply
        </Button>
        {standing !== undefined && <OpenForKeying shown={standing} />}
      </div>
      <QueryOwner query={query} />
      <WhyNotClose query={query} />
      {whyNotClose(query, person) === null && (
        <Form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            // The button that was pressed says which: this one, or all that one decision ends.
            const { nativeEvent } = event;
            const isForAll =
              nativeEvent instanceof SubmitEvent && nativeEvent.submitter?.getAttribute('value') === 'all';
            // A refusal is said in the message line; what was closed before it stays closed.
            end(isForAll ? decidedTogether : [query]).catch(onRefused);
          }}
        >
          <TextField
            label="What was found, and why the query can be closed"
            rows={2}
            autoFocus={startsInReason}
            isRequired
            maxLength={2000}
            value={reason}
            onChange={setReason}
          />
          <div className="actions">
            <Button type="submit" isPrimary isPending={close.isPending}>
              Close the query
            </Button>
            {decidedTogether.length > 1 && (
              <Button type="submit" name="which" value="all" isPending={close.isPending}>
                Close all {decidedTogether.length} that came late
              </Button>
            )}
          </div>
        </Form>
      )}
    </section>
  );
}
