import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ConsultationSummary } from '../../../contract/bridge/consultations.ts';
import { CalendarDate } from '../../../contract/records/calendar-date.ts';
import { useSession } from '../../app/session.tsx';
import { useCall } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { showDay, showWeekday, today } from '../../components/dates.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { dayOf, type PeriodMs } from '../../components/period.ts';
import { SelectBox } from '../../components/select-box.tsx';
import { TextField } from '../../components/text-field.tsx';
import { ChannelTable } from './channel-table.tsx';
import { DoneTable } from './done-table.tsx';
import { Outlook } from './outlook.tsx';
import './day-sheet.css';

/**
 * The supervisor's sheet of one consultation and one day: where everything stands, and what was done. Which, stands in
 * the address: a consultation's own link leads to its own sheet, and the way back from a list finds it again.
 */
export function DaySheetScreen() {
  const { person } = useSession();
  const { data: consultations } = useCall('consultations', 'list', null);
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  if (consultations === undefined) return null;
  const consultation = consultations.find(({ id }) => id === search['consultation']) ?? consultations[0];
  // A day that is being typed is no day for a moment, and the box has to keep what is in it.
  const day = typeof search['day'] === 'string' ? search['day'] : today();
  const choose = (part: Readonly<Record<string, string>>): void =>
    void navigate({ to: '/day-sheet', search: { ...search, ...part }, replace: true });
  if (person.role !== 'supervisor' || consultation === undefined) {
    return (
      <Page title="Day sheet">
        <EmptyState>
          {person.role === 'supervisor' ? (
            <p>
              There is no consultation in this store yet. <Link to="/consultations">Load one</Link> first.
            </p>
          ) : (
            <p>
              The day sheet is for supervisors. <Link to="/">Today</Link> says where everything stands.
            </p>
          )}
        </EmptyState>
      </Page>
    );
  }
  const period = CalendarDate.safeParse(day).success ? dayOf(day) : null;
  return (
    <Page title="Day sheet" actions={<Button onPress={() => print()}>Print</Button>}>
      <div className="day-sheet-choice">
        <SelectBox
          label="Consultation"
          options={consultations.map(({ id, serialPrefix }) => ({ value: id, label: serialPrefix }))}
          value={consultation.id}
          onChange={(chosen) => choose({ consultation: chosen ?? consultations[0]!.id })}
        />
        <TextField label="Day" type="date" value={day} onChange={(typed) => choose({ day: typed })} />
      </div>
      {period === null ? (
        <p className="look">Put a day above.</p>
      ) : (
        <SheetOf consultation={consultation} day={day} period={period} />
      )}
    </Page>
  );
}

interface Props {
  readonly consultation: ConsultationSummary;
  readonly day: string;
  readonly period: PeriodMs;
}

function SheetOf({ consultation, day, period }: Props) {
  const { id: consultationId, title } = consultation;
  const { data: sheet } = useCall(
    'postroom',
    'daySheet',
    { consultationId, ...period },
    { keepsPrevious: true },
  );
  if (sheet === undefined) return null;
  return (
    <article className="day-sheet">
      <h2>
        {title} · {showWeekday(day)} {showDay(day)}
      </h2>
      <section className="panel" aria-labelledby="stands">
        <h3 id="stands">Where everything stands now</h3>
        <ChannelTable consultationId={consultationId} channels={sheet.channels} />
      </section>
      <DoneTable channels={sheet.channels} done={sheet.done} isToday={day === today()} />
      <Outlook sheet={sheet} />
    </article>
  );
}
