import type { CourierProgress } from '../../../contract/bridge/courier.ts';
import { countOf } from '../../components/desk-words.ts';
import { ProgressLine } from '../../components/progress-line.tsx';
import { showBytes } from '../../components/show-bytes.ts';

/** A file is written, and then read back; each has its own bar from the beginning. */
export function CourierProgressLine({ progress }: { readonly progress: CourierProgress | null }) {
  if (progress === null || progress.bytesTotal === 0) {
    return (
      <ProgressLine done={0} total={null}>
        Beginning…
      </ProgressLine>
    );
  }
  const { phase, bytesDone, bytesTotal, eventsDone, eventsTotal } = progress;
  const left = eventsTotal - eventsDone;
  return (
    <ProgressLine done={bytesDone} total={bytesTotal}>
      {phase === 'writing' ? 'Writing' : 'Reading back'}: {showBytes(bytesDone)} of {showBytes(bytesTotal)} ·{' '}
      {countOf(left, 'entry', 'entries')} left
    </ProgressLine>
  );
}
