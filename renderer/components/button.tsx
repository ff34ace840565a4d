import type { Ref } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components';

interface Props extends ButtonProps {
  /** The one thing to do on a screen: filled. All others are outlined. */
  readonly isPrimary?: boolean;
  /** The key that does the same, printed on the button. */
  readonly keyHint?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ isPrimary = false, isPending = false, keyHint, children, ...props }: Props) {
  // While its work is under way the button keeps the focus and does nothing. React Aria's own isPending leaves
  // an unnamed picture in its live region, so the state is said here.
  const atRest = isPending ? { type: 'button' as const, onPress: () => {}, 'aria-disabled': true } : {};
  return (
    <AriaButton
      {...props}
      {...atRest}
      data-pending={isPending || undefined}
      className={isPrimary ? 'button button-primary' : 'button'}
    >
      {(values) => (
        <>
          {typeof children === 'function' ? children({ ...values, defaultChildren: undefined }) : children}
          {keyHint !== undefined && <kbd>{keyHint}</kbd>}
        </>
      )}
    </AriaButton>
  );
}
