import { useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import type { DecidedDifference } from '../../../contract/records/checking.ts';
import { batchLabel } from '../../../contract/rules/batch-label.ts';
import { fieldsOf, lampsOf } from '../../../contract/rules/fields.ts';
import { isSaidAlready, useAct, useCall } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { showMoment } from '../../components/dates.ts';
import { useMessages } from '../../components/messages.tsx';
import { TextField } from '../../components/text-field.tsx';
import { faultWords } from './decision-words.ts';
import { MarkOrNone } from './two-values.tsx';
import '../../components/facts.css';

/** One decision about a person's own keying: what each had, what counts, who is charged, and the way to contest it. */
export function DecidedPane({ decided }: { readonly decided: DecidedDifference }) {
  const { serialLabel, batchNumber, fieldName, packHash, mine, others, decision, contest } = decided;
  const { data: pack } = useCall('consultations', 'pack', { packHash });
  const field = pack && [...fieldsOf(pack), ...lampsOf(pack)].find(({ id }) => id === decided.field);
  const pane = useRef<HTMLElement>(null);
  return (
    <section
      className="panel query-pane"
      aria-label={`${serialLabel}, ${fieldName}`}
      ref={pane}
      tabIndex={-1}
    >
      <h2>
        <span className="serial">{serialLabel}</span> {fieldName}{' '}
        <span className="quiet">{batchLabel(batchNumber)}</span>
      </h2>
      {field !== undefined && <p>{field.questionText}</p>}
      <dl className="facts">
        <dt>Mine</dt>
        <dd>
          <MarkOrNone field={field} mark={mine} />
        </dd>
        <dt>The other’s</dt>
        <dd>
          <MarkOrNone field={field} mark={others} />
        </dd>
        <dt>Counts</dt>
        <dd>
          <b>
            <MarkOrNone field={field} mark={decision.mark} />
          </b>
        </dd>
        <dt>Charged to</dt>
        <dd>{chargedWords(decided)}</dd>
        <dt>Decided</dt>
        <dd>
          {decision.byName}, {showMoment(decision.atMs)}
        </dd>
        {contest !== null && (
          <>
            <dt>Contested</dt>
            <dd>
              {contest.reason}{' '}
              <span className="quiet">
                {contest.byName}, {showMoment(contest.atMs)}; a supervisor decides again.
              </span>
            </dd>
          </>
        )}
      </dl>
      {decided.isContestable && <ContestForm decided={decided} onContested={() => pane.current?.focus()} />}
      {!decided.isContestable && contest === null && (
        <p className="quiet">
          It stands: it was contested once already, or its reply is sealed. A sealed reply is put right by a
          correction.
        </p>
      )}
    </section>
  );
}

function chargedWords({ pass, decision: { fault } }: DecidedDifference): string {
  if (fault === 'both') return 'you and the other keyer';
  if (fault === 'first' || fault === 'second') {
    return (fault === 'first') === (pass === 1) ? 'you' : 'the other keyer';
  }
  return faultWords[fault];
}

interface FormProps {
  readonly decided: DecidedDifference;
  /** The form goes then; the focus stays with what it was about. */
  readonly onContested: () => void;
}

function ContestForm({ decided, onContested }: FormProps) {
  const { replyId, field, serialLabel, fieldName } = decided;
  const contest = useAct('checking', 'contest');
  const { say } = useMessages();
  const [reason, setReason] = useState('');
  const send = async (): Promise<void> => {
    await contest.mutateAsync({ replyId, field, reason });
    onContested();
    say({
      tone: 'good',
      text: `${serialLabel}, ${fieldName}: contested. A supervisor decides again; until then its batch isn’t sealed.`,
    });
  };
  return (
    <Form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!contest.isPending) send().catch(isSaidAlready);
      }}
    >
      <TextField
        label="Why the decision is wrong"
        hint="You can contest a decision once. A supervisor reads the reason and looks at the paper again."
        rows={2}
        isRequired
        maxLength={1000}
        value={reason}
        onChange={setReason}
      />
      <div className="actions">
        <Button type="submit" isPending={contest.isPending}>
          Contest it
        </Button>
      </div>
    </Form>
  );
}
