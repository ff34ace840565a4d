import { Label, Radio, RadioGroup, type RadioGroupProps } from 'react-aria-components';

interface Props<Value extends string> extends Omit<RadioGroupProps, 'value' | 'onChange' | 'children'> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** One of a few, all visible; the arrow keys move. */
export function Choice<Value extends string>({ label, options, value, onChange, ...props }: Props<Value>) {
  return (
    <RadioGroup {...props} className="choice" value={value} onChange={(next) => onChange(next as Value)}>
      <Label>{label}</Label>
      <div className="choice-options">
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className="choice-option">
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
