import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { DecisionKind, WorkItem } from '../../../contract/headquarters/work.ts';
import { contentMessage } from '../../../contract/sync/content-codes.ts';
import { Button } from '../../components/button.tsx';
import { showMoment } from '../../components/dates.ts';
import { useMessages } from '../../components/messages.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAct } from '../use-ask.ts';
import { eventWords, shortWhy, statusWords } from './code-words.ts';
import { decisionKeys, decisionWords } from './decision-keys.ts';
import '../../components/facts.css';

interface Props {
  readonly item: WorkItem;
  /** What the person is about to decide; null while they read. */
  readonly wanted: DecisionKind | null;
  readonly onWant: (kind: DecisionKind) => void;
  /** Back to the list: decided, or Escape. */
  readonly onLeave: () => void;
  /** It is decided, though the list may have known so first. */
  readonly onDecided: () => void;
}

/** The item at hand: why it is here, and the decision with its reason. */
export function DecidePanel({ item, wanted, onWant, onLeave, onDecided }: Props) {
  const why = item.code === null ? null : contentMessage(item.code, 'headquarters');
  return (
    <section className="panel form" aria-label="The item at hand">
      <h2>{shortWhy(item.code)}</h2>
      {why !== null && <p>{why}</p>}
      {wanted === null ? (
        <div className="actions">
          {item.may.map((kind) => (
            <Button key={kind} keyHint={decisionKeys[kind]} onPress={() => onWant(kind)}>
              {decisionWords[kind].name}
            </Button>
          ))}
        </div>
      ) : (
        <DecisionForm key={wanted} item={item} kind={wanted} onLeave={onLeave} onDecided={onDecided} />
      )}
      <dl className="facts">
        <dt>Serial</dt>
        <dd className="serial">{item.serialLabel ?? 'not read'}</dd>
        <dt>What</dt>
        <dd>{eventWords[item.kind]}</dd>
        <dt>Standing</dt>
        <dd>{statusWords[item.status]}</dd>
        <dt>From</dt>
        <dd>
          {item.unitName}, {item.deviceLabel}
        </dd>
        <dt>Arrived</dt>
        <dd>{showMoment(item.receivedAtMs)}</dd>
        {item.detail !== null && (
          <>
            <dt>Exactly</dt>
            <dd>{item.detail}</dd>
          </>
        )}
        <dt>Event</dt>
        <dd>
          <code>{item.eventId}</code>
        </dd>
      </dl>
      <p className="hint">
        A decision is added to those before it, with your name and the time, and can’t be taken back.
      </p>
    </section>
  );
}

function DecisionForm({
  item,
  kind,
  onLeave,
  onDecided,
}: Pick<Props, 'item' | 'onLeave' | 'onDecided'> & { readonly kind: DecisionKind }) {
  const { say } = useMessages();
  const { name, does } = decisionWords[kind];
  const { consultationId, eventId, digest, serialLabel } = item;
  // The batches only fill the filters above the list.
  const decide = useAct('decide', {
    saysRefusal: false,
    leave: ['batches'],
    onDone: () => {
      say({ tone: 'good', text: `${name}: ${serialLabel ?? 'the item'}. It is written down.` });
      onDecided();
    },
  });
  const [reason, setReason] = useState('');
  // As it stood when the form was opened: the list goes on being asked for meanwhile.
  const [seen] = useState({ code: item.code, asOf: item.asOf });
  return (
    <Form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const decision = { consultationId, eventId, digest, what: kind, reason, seen };
        decide.mutate(decision, { onSuccess: onLeave });
      }}
    >
      <p>
        <b>{name}.</b> {does}
      </p>
      <TextField
        label="Why"
        hint="It is kept for ever: no names of citizens. Enter decides, Escape leaves it."
        autoFocus
        isRequired
        maxLength={500}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onLeave();
          // F6 and the like go on to whom they concern.
          else event.continuePropagation();
        }}
        value={reason}
        onChange={setReason}
      />
      <p className="refusal" role="alert">
        {decide.error?.message}
      </p>
      <div className="actions">
        <Button type="submit" isPrimary isPending={decide.isPending}>
          {name}
        </Button>
        <Button onPress={onLeave}>Leave it</Button>
      </div>
    </Form>
  );
}
