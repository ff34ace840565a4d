import type { SendingState } from '../../../contract/bridge/sending.ts';
import { countOf } from '../../components/desk-words.ts';
import { ProgressLine } from '../../components/progress-line.tsx';
import { showBytes } from '../../components/show-bytes.ts';
import { timeLeftWords } from './time-left.ts';

/**
 * The bytes and what is left. Before headquarters has said what it has, there is no figure to show; after the last
 * receipt there is nothing left, and it is asked what became of the replies.
 */
export function SendProgress({ progress }: { readonly progress: SendingState['progress'] }) {
  if (progress === null || progress.total.events === 0) {
    return (
      <ProgressLine done={0} total={null}>
        Asking headquarters what it has…
      </ProgressLine>
    );
  }
  const { done, total } = progress;
  const left = total.events - done.events;
  const time = timeLeftWords(progress.timeLeftMs);
  return (
    <ProgressLine done={done.events} total={total.events} valueLabel={`${done.events} of ${total.events}`}>
      {left <= 0 ? (
        'All of these have their receipt. Asking what became of them…'
      ) : (
        <>
          {showBytes(done.bytes)} of {showBytes(total.bytes)} · {countOf(left, 'reply', 'replies')} left
          {time !== null && ` · ${time}`}
        </>
      )}
    </ProgressLine>
  );
}
