import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps,
} from 'react-aria-components';

interface Props extends TextFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly rows?: number;
}

/** A labelled text box; with `rows` one of several lines. */
export function TextField({ label, hint, rows, ...props }: Props) {
  return (
    <AriaTextField {...props} className="field">
      <Label>{label}</Label>
      {rows === undefined ? <Input /> : <TextArea rows={rows} />}
      {hint !== undefined && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error" />
    </AriaTextField>
  );
}
