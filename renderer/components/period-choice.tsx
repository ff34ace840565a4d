import { Choice } from './choice.tsx';
import { today } from './dates.ts';
import { datesOf, type Period, type PeriodKind } from './period.ts';
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

/**
 * Which period is shown. The two dates are there from the beginning, so that nothing moves, and say what the period is;
 * who changes one of them goes on from there.
 */
export function PeriodChoice({ period, onChange }: Props) {
  const dates = datesOf(period, today());
  const begun = period.kind === 'all' ? { from: today(), to: today() } : dates;
  const date = (name: 'from' | 'to', label: string) => (
    <TextField
      label={label}
      type="date"
      value={dates[name]}
      onChange={(value) => onChange({ ...begun, kind: 'dates', [name]: value })}
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
