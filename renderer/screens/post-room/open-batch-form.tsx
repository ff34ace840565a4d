import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { ConsultationSummary } from '../../../contract/bridge/consultations.ts';
import { batchLabel } from '../../../contract/rules/batch-label.ts';
import type { Channel } from '../../../contract/records/batch.ts';
import type { ConsultationId } from '../../../contract/records/id.ts';
import { useMessages } from '../../app/messages.tsx';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { today } from '../../components/dates.ts';
import { channelWords, optionsOf } from '../../components/desk-words.ts';
import { NumberField } from '../../components/number-field.tsx';
import { TextField } from '../../components/text-field.tsx';

interface Props {
  readonly consultations: readonly ConsultationSummary[];
  /** The one whose batch was opened last: most likely the next one too. */
  readonly likely: ConsultationId | undefined;
}

/** A bundle, counted and dated, before any reply of it is logged. */
export function OpenBatchForm({ consultations, likely }: Props) {
  const navigate = useNavigate();
  const { say } = useMessages();
  const open = useAct('postroom', 'openBatch');
  const [chosen, setChosen] = useState<ConsultationId | null>(null);
  const [channel, setChannel] = useState<Channel>('post');
  const [receivedDate, setReceivedDate] = useState(today);
  const [documentCount, setDocumentCount] = useState(Number.NaN);
  const consultationId = chosen ?? likely ?? consultations[0]?.id;
  if (consultationId === undefined) return null;
  return (
    <section className="panel" aria-labelledby="open-batch">
      <Form
        className="open-batch-form"
        onSubmit={(event) => {
          event.preventDefault();
          open.mutate(
            { consultationId, channel, receivedDate, documentCount },
            {
              onSuccess: (batch) => {
                say({
                  tone: 'good',
                  text: `${batchLabel(batch.number)} is open. Log its replies one by one.`,
                });
                void navigate({ to: '/post-room/$batchId', params: { batchId: batch.id } });
              },
            },
          );
        }}
      >
        <h2 id="open-batch">Open a batch</h2>
        {consultations.length > 1 && (
          <Choice
            label="Consultation"
            options={consultations.map(({ id, serialPrefix, title }) => ({
              value: id,
              label: `${serialPrefix} – ${title}`,
            }))}
            value={consultationId}
            onChange={setChosen}
          />
        )}
        <Choice label="Came by" options={optionsOf(channelWords)} value={channel} onChange={setChannel} />
        <TextField
          label="Received on"
          type="date"
          isRequired
          value={receivedDate}
          onChange={setReceivedDate}
          hint="The stamp on page 1, not the postmark"
        />
        <NumberField
          label="Replies counted"
          isRequired
          minValue={1}
          maxValue={500}
          value={documentCount}
          onChange={setDocumentCount}
          hint="Replies, not envelopes: 25 to 50"
          autoFocus
        />
        <div className="actions">
          <Button type="submit" isPrimary isPending={open.isPending} keyHint="Enter">
            Open it
          </Button>
        </div>
      </Form>
    </section>
  );
}
