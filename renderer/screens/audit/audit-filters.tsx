import type { AuditFilter } from '../../../contract/bridge/audit.ts';
import { useCall } from '../../app/use-call.ts';
import { PeriodChoice } from '../../components/period-choice.tsx';
import type { Period } from '../../components/period.ts';
import { SelectBox } from '../../components/select-box.tsx';
import { TextField } from '../../components/text-field.tsx';
import { wordsOfAct } from './audit-words.ts';

/** What is chosen beside the period; an empty subject asks for all. */
export interface Chosen extends Pick<AuditFilter, 'personId' | 'act'> {
  readonly subject: string;
}

interface Props {
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
  readonly period: Period;
  readonly onPeriodChange: (period: Period) => void;
}

export function AuditFilters({ chosen, onChange, period, onPeriodChange }: Props) {
  const { data: people = [] } = useCall('people', 'list', null);
  const { data: acts = [] } = useCall('audit', 'acts', null);
  return (
    <div className="audit-filters">
      <SelectBox
        label="Person"
        anyLabel="Everybody"
        options={people.map(({ id, fullName }) => ({ value: id, label: fullName }))}
        value={chosen.personId}
        onChange={(personId) => onChange({ ...chosen, personId })}
      />
      <SelectBox
        label="Act"
        anyLabel="Anything"
        options={acts.map((act) => ({ value: act, label: wordsOfAct(act) }))}
        value={chosen.act}
        onChange={(act) => onChange({ ...chosen, act })}
      />
      <TextField
        label="Serial or id"
        maxLength={200}
        value={chosen.subject}
        onChange={(subject) => onChange({ ...chosen, subject })}
      />
      <PeriodChoice period={period} onChange={onPeriodChange} />
    </div>
  );
}
