import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ConsultationSummary } from '../../../contract/bridge/consultations.ts';
import type { RekeyPlanVersion } from '../../../contract/records/checking.ts';
import type { RekeyPlan } from '../../../contract/records/rekey-plan.ts';
import { fieldsOf, lampsOf, type Field } from '../../../contract/rules/fields.ts';
import { useMessages } from '../../app/messages.tsx';
import { useSession } from '../../app/session.tsx';
import { useAct, useCall } from '../../app/use-call.ts';
import { showMoment } from '../../components/dates.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { Page } from '../../components/page.tsx';
import { PassingChart } from './passing-chart.tsx';
import { PlanForm } from './plan-form.tsx';
import { drawnInBatch, planWords } from './plan-words.ts';
import './plan.css';

/** Which fields of a consultation a second person keys again: the plan, what it finds, and what it was before. */
export function PlanScreen() {
  const { consultationId } = useParams({ strict: false });
  const { data: consultations } = useCall('consultations', 'list', null);
  if (consultations === undefined) return null;
  const consultation = consultations.find(({ id }) => id === consultationId);
  if (consultation === undefined) {
    return (
      <Page title="Plan of second keying">
        <EmptyState>
          <p>There is no such consultation here.</p>
          <Link to="/consultations">To the consultations</Link>
        </EmptyState>
      </Page>
    );
  }
  return <PlanOf consultation={consultation} />;
}

function PlanOf({ consultation }: { readonly consultation: ConsultationSummary }) {
  const { id: consultationId, packHash } = consultation;
  const { data: plans } = useCall('checking', 'plans', { consultationId });
  const { data: pack } = useCall('consultations', 'pack', { packHash });
  const [standing] = plans ?? [];
  if (plans === undefined || pack === undefined || standing === undefined) return null;
  const fields = [...fieldsOf(pack), ...lampsOf(pack)];
  return (
    <Page title={`Plan of second keying: ${consultation.serialPrefix}`}>
      <p>
        <Link to="/consultations">{consultation.title}</Link>
      </p>
      {/* A new plan begins the form anew. */}
      <Plan key={standing.number} consultation={consultation} standing={standing} fields={fields} />
      <History plans={plans} fields={fields} />
    </Page>
  );
}

interface PlanProps {
  readonly consultation: ConsultationSummary;
  readonly standing: RekeyPlanVersion;
  readonly fields: readonly Field[];
}

function Plan({ consultation, standing, fields }: PlanProps) {
  const { person } = useSession();
  const { say } = useMessages();
  const makePlan = useAct('checking', 'makePlan');
  const [plan, setPlan] = useState<RekeyPlan>(standing.plan);
  const [replies, setReplies] = useState(30);
  const isChanged = JSON.stringify(plan) !== JSON.stringify(standing.plan);
  const drawn = drawnInBatch(plan, fields, replies);
  return (
    <div className="plan">
      <section className="panel" aria-labelledby="plan-stands">
        <h2 id="plan-stands">The plan that stands</h2>
        <ul className="plan-words">
          {planWords(standing.plan, fields).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
        <p className="hint">{madeWords(standing)}</p>
      </section>
      <section className="panel" aria-labelledby="draw">
        <h2 id="draw">{isChanged ? 'What the draw finds, as it is typed' : 'What the draw finds'}</h2>
        <NumberField
          label="Replies in a batch"
          minValue={1}
          maxValue={500}
          value={replies}
          onChange={(typed) => setReplies(Number.isNaN(typed) ? 30 : typed)}
        />
        {drawn === 0 ? (
          <p>
            Nothing is drawn from such a batch, so every batch passes. What the plan names is keyed again all
            the same.
          </p>
        ) : (
          <PassingChart replies={replies} drawn={drawn} mostWrong={plan.mostWrong} />
        )}
      </section>
      {person.role === 'supervisor' && (
        <PlanForm
          plan={plan}
          fields={fields}
          onChange={setPlan}
          isPending={makePlan.isPending}
          onMake={(reason) =>
            makePlan.mutate(
              { consultationId: consultation.id, plan, reason },
              {
                onSuccess: () =>
                  say({
                    tone: 'good',
                    text: 'The new plan stands, for what is finished from now on. What was drawn stays drawn.',
                  }),
              },
            )
          }
        />
      )}
    </div>
  );
}

function madeWords({ madeByName, madeAtMs, reason }: RekeyPlanVersion): string {
  return `${madeByName ?? 'The program'}, ${showMoment(madeAtMs)}: ${reason}`;
}

function History({
  plans,
  fields,
}: {
  readonly plans: readonly RekeyPlanVersion[];
  readonly fields: readonly Field[];
}) {
  const earlier = plans.slice(1);
  if (earlier.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="earlier-plans">
      <h2 id="earlier-plans">Earlier plans, the newest first</h2>
      <ol className="plan-history">
        {earlier.map((version) => (
          <li key={version.number}>
            <p className="hint">{madeWords(version)}</p>
            <p>{planWords(version.plan, fields).join(' ')}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
