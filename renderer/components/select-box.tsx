import { useId, type Ref } from 'react';
import './select-box.css';

interface Props<Value extends string> {
  readonly label: string;
  /** What stands for “no choice made”, as the first option; left out where one is always chosen. */
  readonly anyLabel?: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value | null;
  readonly onChange: (value: Value | null) => void;
  /** The label beside the box instead of above it. */
  readonly isInline?: boolean;
  readonly ref?: Ref<HTMLSelectElement>;
}

/** One of several, or none of them where that has a label: the platform's own list, which every keyboard and screen reader knows. */
export function SelectBox<Value extends string>(props: Props<Value>) {
  const { label, anyLabel, options, value, onChange, isInline = false, ref } = props;
  const id = useId();
  return (
    <div className={isInline ? 'select-field select-inline' : 'field select-field'}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        ref={ref}
        className="select-box"
        value={value ?? ''}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          onChange(chosen?.value ?? null);
        }}
      >
        {anyLabel !== undefined && <option value="">{anyLabel}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
