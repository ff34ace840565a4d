import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { ConsultationSummary } from '../../../contract/bridge/consultations.ts';
import { batchLabel } from '../../../contract/rules/batch-label.ts';
import { isLate } from '../../../contract/rules/lateness.ts';
import type { Batch } from '../../../contract/records/batch.ts';
import { useMessages } from '../../app/messages.tsx';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { showDay, showMoment, showWeekday } from '../../components/dates.ts';
import { channelWords, countOf } from '../../components/desk-words.ts';
import { NumberField } from '../../components/number-field.tsx';
import { BatchStanding } from './batch-columns.tsx';
import '../../components/facts.css';

interface Props {
  readonly batch: Batch;
  readonly consultation: ConsultationSummary | undefined;
}

/** What the header slip says of the bundle, and the correction of its count. */
export function BatchFacts({ batch, consultation }: Props) {
  const isTooLate = consultation !== undefined && isLate(batch.receivedDate, consultation.closesOn);
  return (
    <section className="panel batch-facts" aria-label="The batch">
      <dl className="facts">
        <dt>Consultation</dt>
        <dd>{consultation?.title}</dd>
        <dt>Received</dt>
        <dd>
          {showWeekday(batch.receivedDate)} {showDay(batch.receivedDate)},{' '}
          {channelWords[batch.channel].toLowerCase()}
          {isTooLate && <span className="look"> · late: after {showDay(consultation.closesOn)}</span>}
        </dd>
        <dt>Opened</dt>
        <dd>
          {batch.openedByName}, {showMoment(batch.openedAtMs)}
        </dd>
        <dt>State</dt>
        <dd>
          <BatchStanding batch={batch} />
        </dd>
      </dl>
      {batch.state === 'open' && <Recount batch={batch} key={batch.documentCount} />}
    </section>
  );
}

/** The opener counted wrong: the count is corrected, never below what is logged. */
function Recount({ batch }: { readonly batch: Batch }) {
  const { say } = useMessages();
  const recount = useAct('postroom', 'recount');
  const [documentCount, setDocumentCount] = useState(batch.documentCount);
  const change = (to: number): void =>
    recount.mutate(
      { batchId: batch.id, documentCount: to },
      {
        onSuccess: () =>
          say({
            tone: 'good',
            text: `${batchLabel(batch.number)} is counted as ${countOf(to, 'reply', 'replies')}.`,
            undo: () => change(batch.documentCount),
          }),
      },
    );
  return (
    <Form
      className="recount"
      onSubmit={(event) => {
        event.preventDefault();
        if (documentCount !== batch.documentCount) change(documentCount);
      }}
    >
      <NumberField
        label="Replies counted"
        isRequired
        minValue={Math.max(1, batch.count.received)}
        maxValue={500}
        value={documentCount}
        onChange={setDocumentCount}
      />
      <Button type="submit" isPending={recount.isPending}>
        Correct the count
      </Button>
    </Form>
  );
}
