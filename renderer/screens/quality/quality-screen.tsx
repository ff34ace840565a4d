import { useState } from 'react';
import type { ConsultationId } from '../../../contract/records/id.ts';
import { errorsPer1000Strokes, errorsPer10000Fields } from '../../../contract/rules/quality/rates.ts';
import { useSession } from '../../app/session.tsx';
import { useCall } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { today } from '../../components/dates.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { PeriodChoice } from '../../components/period-choice.tsx';
import { momentsOf, type Period, type PeriodMs } from '../../components/period.ts';
import { SelectBox } from '../../components/select-box.tsx';
import { KeyerFigures, saysSomething } from './keyer-figures.tsx';
import { QuestionMap } from './question-map.tsx';
import { endOfScale } from './rate-words.ts';
import './quality.css';

/** What second keying says about keying: a person's own figures, everybody's for a supervisor, and the questions'. */
export function QualityScreen() {
  const { data: consultations } = useCall('consultations', 'list', null);
  const [chosen, setChosen] = useState<ConsultationId | null>(null);
  const [period, setPeriod] = useState<Period>({ kind: 'four-weeks', from: today(), to: today() });
  const moments = momentsOf(period, today());
  if (consultations === undefined) return null;
  const consultationId = chosen ?? (consultations.length === 1 ? consultations[0]!.id : null);
  return (
    <Page title="Quality" actions={<Button onPress={() => print()}>Print</Button>}>
      <div className="quality-filters">
        <PeriodChoice period={period} onChange={setPeriod} />
        <SelectBox
          label="Consultation"
          anyLabel="All of them"
          options={consultations.map(({ id, serialPrefix }) => ({ value: id, label: serialPrefix }))}
          value={chosen}
          onChange={setChosen}
        />
      </div>
      {moments === null ? (
        <p className="look">Put two dates above, the earlier one first.</p>
      ) : (
        <>
          <Keyers consultationId={consultationId} {...moments} />
          <Questions consultationId={consultationId} {...moments} />
        </>
      )}
    </Page>
  );
}

interface Asked extends PeriodMs {
  readonly consultationId: ConsultationId | null;
}

function Keyers(asked: Asked) {
  const { person } = useSession();
  const isSupervisor = person.role === 'supervisor';
  const own = useCall('quality', 'own', asked, { isWanted: !isSupervisor, keepsPrevious: true });
  const all = useCall('quality', 'keyers', asked, { isWanted: isSupervisor, keepsPrevious: true });
  const keyers = isSupervisor ? all.data : own.data && [own.data];
  if (keyers === undefined) return null;
  if (keyers.length === 0) {
    return (
      <EmptyState>
        <p>Nobody finished a reply in this period. Choose another one above.</p>
      </EmptyState>
    );
  }
  // Where there is too little to say no line is drawn, and none of those stretches the scale.
  const enough = keyers
    .flatMap(({ first, second }) => [first, second])
    .filter(saysSomething)
    .map(({ checked }) => checked);
  const perFields = enough.map(({ errors, fields }) => errorsPer10000Fields(errors, fields));
  const perStrokes = enough.map(({ errors, strokes }) => errorsPer1000Strokes(errors, strokes));
  return (
    <>
      <p className="hint">
        {isSupervisor ? 'By name. ' : 'Your own figures. '}
        Each rate with the interval in which the true one lies, 19 times in 20: of the fields that two people
        have keyed to the end, and of the strokes in those. What is still being keyed again isn’t in it yet.
        What was put right by its own keyer and what the paper caused count for themselves, and are nobody’s
        errors.
      </p>
      <div className="keyers">
        {keyers.map((keyer) => (
          <KeyerFigures
            key={keyer.personId}
            keyer={keyer}
            mostPer10000={endOfScale(perFields)}
            mostPer1000={endOfScale(perStrokes)}
          />
        ))}
      </div>
    </>
  );
}

function Questions({ consultationId, fromMs, toMs }: Asked) {
  return (
    <section className="panel questions" aria-labelledby="questions">
      <h2 id="questions">The questions that cause errors</h2>
      {consultationId === null ? (
        <p className="quiet">Choose a consultation above to see its questions.</p>
      ) : (
        <MapOf consultationId={consultationId} fromMs={fromMs} toMs={toMs} />
      )}
    </section>
  );
}

function MapOf(asked: PeriodMs & { readonly consultationId: ConsultationId }) {
  const { data: fields } = useCall('quality', 'fields', asked, { keepsPrevious: true });
  if (fields === undefined) return null;
  return fields.length === 0 ? (
    <p className="quiet">No field of this consultation was keyed by two people in this period.</p>
  ) : (
    <QuestionMap fields={fields} />
  );
}
