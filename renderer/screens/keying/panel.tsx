import { useEffect, useRef, type KeyboardEvent, type ReactNode, type SubmitEvent } from 'react';
import { Button } from '../../components/button.tsx';
import { useDesk } from './desk-context.tsx';

interface Props {
  readonly title: string;
  readonly acceptLabel: string;
  /** Called for Enter and for the button. */
  readonly onAccept: () => void;
  readonly children: ReactNode;
}

/** A line that asks one thing, over the foot of the form; Escape closes it and the cursor is where it was. */
export function PanelLine({ title, acceptLabel, onAccept, children }: Props) {
  const desk = useDesk();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (form.current?.contains(document.activeElement)) return;
    form.current?.querySelector<HTMLElement>('input, button')?.focus();
  }, []);
  const close = (): void => desk.showPanel(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    // The keys of the form don't work through an open question.
    event.stopPropagation();
    if (event.key === 'Escape') close();
  };
  const onSubmit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onAccept();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape, wherever in the form one is
    <form ref={form} className="keying-panel" aria-label={title} onKeyDown={onKeyDown} onSubmit={onSubmit}>
      {children}
      <Button type="submit" isPrimary keyHint="Enter">
        {acceptLabel}
      </Button>
      <Button keyHint="Esc" onPress={close}>
        Close
      </Button>
    </form>
  );
}
