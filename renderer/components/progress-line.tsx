import type { ReactNode } from 'react';
import { Label, ProgressBar } from 'react-aria-components';
import './progress-line.css';

interface Props {
  readonly done: number;
  /** Null while nobody knows how much there is. */
  readonly total: number | null;
  /** As a screen reader says it: `3 of 12`. */
  readonly valueLabel?: string;
  /** How far it is and what is left. */
  readonly children: ReactNode;
}

/** Long work under way: a line of words and a bar, always of the same height. */
export function ProgressLine({ done, total, valueLabel, children }: Props) {
  if (total === null) {
    return (
      <ProgressBar isIndeterminate className="progress-line">
        <Label>{children}</Label>
      </ProgressBar>
    );
  }
  return (
    <ProgressBar
      className="progress-line"
      value={Math.min(done, total)}
      maxValue={total}
      {...(valueLabel === undefined ? {} : { valueLabel })}
    >
      {({ percentage = 0 }) => (
        <>
          <Label>{children}</Label>
          <div className="progress-bar">
            <span style={{ inlineSize: `${percentage}%` }} />
          </div>
        </>
      )}
    </ProgressBar>
  );
}
