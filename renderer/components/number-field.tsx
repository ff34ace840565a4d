import {
  FieldError,
  Input,
  Label,
  NumberField as AriaNumberField,
  Text,
  type NumberFieldProps,
} from 'react-aria-components';

interface Props extends NumberFieldProps {
  readonly label: string;
  readonly hint?: string;
}

/** A labelled whole number, typed; the arrow keys step it. */
export function NumberField({ label, hint, ...props }: Props) {
  return (
    <AriaNumberField
      formatOptions={{ maximumFractionDigits: 0, useGrouping: false }}
      {...props}
      className="field field-number"
    >
      <Label>{label}</Label>
      <Input />
      {hint !== undefined && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error" />
    </AriaNumberField>
  );
}
