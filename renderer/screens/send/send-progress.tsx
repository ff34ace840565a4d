import { Label, ProgressBar } from 'react-aria-components';
import { countOf } from '../../components/desk-words.ts';
import { showBytes } from './show-bytes.ts';
import type { SendProgressNow } from './use-send-progress.ts';

/** A bar, the bytes, and what is left. Before headquarters has said what it has, there is no figure to show. */
export function SendProgress({ progress }: { readonly progress: SendProgressNow | null }) {
  if (progress === null || progress.total.events === 0) {
    return (
      <ProgressBar isIndeterminate className="send-progress">
        <Label>Asking headquarters what it has…</Label>
      </ProgressBar>
    );
  }
  const { done, total } = progress;
  const left = total.events - done.events;
  return (
    <ProgressBar
      className="send-progress"
      value={done.events}
      maxValue={total.events}
      valueLabel={`${done.events} of ${total.events}`}
    >
      {({ percentage = 0 }) => (
        <>
          <Label>
            {showBytes(done.bytes)} of {showBytes(total.bytes)} · {countOf(left, 'reply', 'replies')} left
            {progress.timeLeft !== null && ` · ${progress.timeLeft}`}
          </Label>
          <div className="send-bar">
            <span style={{ inlineSize: `${percentage}%` }} />
          </div>
        </>
      )}
    </ProgressBar>
  );
}
