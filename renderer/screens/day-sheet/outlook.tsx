import { Link } from '@tanstack/react-router';
import type { DaySheet } from '../../../contract/records/day-sheet.ts';
import { batchLabel } from '../../../contract/rules/batch-label.ts';
import { paceOf } from '../../../contract/rules/pace.ts';
import { showDay, showWeekday, today } from '../../components/dates.ts';
import { countOf } from '../../components/desk-words.ts';

/** What is left: the reply that waits longest, the days to the closing date, and the pace that they need. */
export function Outlook({ sheet }: { readonly sheet: DaySheet }) {
  const { oldestOutstanding: oldest, closesOn, channels } = sheet;
  const outstanding = channels.reduce((total, channel) => total + channel.outstanding, 0);
  const { daysLeft, workingDaysLeft, neededPerDay } = paceOf(outstanding, today(), closesOn);
  const closes = `${showWeekday(closesOn)} ${showDay(closesOn)}`;
  return (
    <section className="panel" aria-labelledby="left">
      <h3 id="left">What is left</h3>
      <p>
        {oldest === null ? (
          'Nothing waits to be keyed.'
        ) : (
          <>
            Waits longest:{' '}
            <Link to="/replies/$replyId" params={{ replyId: oldest.replyId }} className="serial">
              {oldest.serialLabel}
            </Link>
            , received on {showDay(oldest.receivedDate)}, in{' '}
            <Link to="/post-room/$batchId" params={{ batchId: oldest.batchId }}>
              {batchLabel(oldest.batchNumber)}
            </Link>
            .
          </>
        )}
      </p>
      <p>
        {daysLeft < 0
          ? `Closed on ${closes}.`
          : `Closes ${daysLeft === 0 ? 'today' : `in ${countOf(daysLeft, 'day', 'days')}`}, on ${closes}.`}{' '}
        {outstanding > 0 && neededPerDay !== null && (
          <>
            Pace needed: <b>{neededPerDay}</b> a working day, for{' '}
            {countOf(workingDaysLeft, 'working day', 'working days')}.
          </>
        )}
      </p>
    </section>
  );
}
