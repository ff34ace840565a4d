import { useState } from 'react';
import { TextField } from './text-field.tsx';

const shortest = 12;

/** A new passphrase, twice: a slip of the finger would lock its owner out. */
export function NewPassphraseFields({
  value,
  onChange,
  isFirst = false,
}: {
  readonly value: string;
  readonly onChange: (passphrase: string) => void;
  /** Whether typing begins here. */
  readonly isFirst?: boolean;
}) {
  const [again, setAgain] = useState('');
  return (
    <>
      <TextField
        label="Passphrase"
        hint={`${shortest} characters or more. Several words are easiest to remember. Nobody can tell it to you later.`}
        type="password"
        autoComplete="new-password"
        isRequired
        minLength={shortest}
        autoFocus={isFirst}
        value={value}
        onChange={onChange}
      />
      <TextField
        label="The same passphrase again"
        type="password"
        autoComplete="new-password"
        isRequired
        value={again}
        onChange={setAgain}
        validate={(typed) => (typed === value ? null : 'The two are not the same.')}
      />
    </>
  );
}
