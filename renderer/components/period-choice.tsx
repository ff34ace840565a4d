import { Choice } from './choice.tsx';
import type { Period, PeriodKind } from './period.ts';
import { TextField } from './text-field.tsx';
import './period-choice.css';

const options: readonly { readonly value: PeriodKind; readonly label: string }[] = [
  { value: 'week', label: 'This week' },
  { value: 'four-weeks', label: 'Last 4 weeks' },
  { value: 'all', label: 'All' },
  { value: 'dates', label: 'Two dates' },
];

interface Props {
  readonly period: Period;
  readonly onChange: (period: Period) => void;
}

/** Which period is shown; the two dates are there from the beginning, so that nothing moves. */
export function PeriodChoice({ period, onChange }: Props) {
  const date = (name: 'from' | 'to', label: string) => (
    <TextField
      label={label}
      type="date"
      value={period[name]}
      onChange={(value) => onChange({ ...period, kind: 'dates', [name]: value })}
    />
  );
  return (
    <div className="period-choice">
      <Choice
        label="Period"
        options={options}
        value={period.kind}
        onChange={(kind) => onChange({ ...period, kind })}
      />
      {date('from', 'From')}
      {date('to', 'To and including')}
    </div>
  );
}
