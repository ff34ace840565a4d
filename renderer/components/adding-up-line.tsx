import type { ReactNode } from 'react';
import type { AddingUp } from '../../contract/records/batch.ts';

interface Props {
  readonly count: AddingUp;
  /** Wraps a number in the link to its list. */
  readonly linkTo?: (part: keyof AddingUp, figure: ReactNode) => ReactNode;
}

/** *received 412 = keyed 380 + excluded 4 + outstanding 28*: always in this form, so that the eye learns it. */
export function AddingUpLine({ count, linkTo = (_, figure) => figure }: Props) {
  const part = (name: keyof AddingUp) =>
    linkTo(
      name,
      <>
        {name} <b>{count[name]}</b>
      </>,
    );
  return (
    <span className="adding-up">
      {part('received')} = {part('keyed')} + {part('excluded')} + {part('outstanding')}
    </span>
  );
}
