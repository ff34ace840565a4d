import { Link } from '@tanstack/react-router';
import type { ConsultationSummary } from '../../../contract/bridge/consultations.ts';
import { paceOf } from '../../../contract/rules/pace.ts';
import { showDay, showWeekday, today } from '../../components/dates.ts';
import { countOf } from '../../components/desk-words.ts';
import { LinkedAddingUp, ReplyListLink } from '../replies/reply-list-link.tsx';
import { ChannelBars } from './channel-bars.tsx';

/** Where every reply of one consultation stands. */
export function ConsultationStanding({ consultation }: { readonly consultation: ConsultationSummary }) {
  const { id, title, count, serialPrefix } = consultation;
  const heading = `standing-${id}`;
  return (
    <section className="panel standing" aria-labelledby={heading}>
      <h2 id={heading}>
        <Link to="/consultations">{title}</Link> <span className="quiet serial">{serialPrefix}</span>
      </h2>
      <Closing consultation={consultation} />
      <p className="standing-line">
        <LinkedAddingUp count={count} of={{ consultationId: id }} />
      </p>
      <ChannelBars consultation={consultation} />
      <p>
        <Link to="/day-sheet" search={{ consultation: consultation.id }}>
          Day sheet
        </Link>{' '}
        ·{' '}
        <Link to="/consultations/$consultationId/plan" params={{ consultationId: id }}>
          Plan of second keying
        </Link>
      </p>
      <WhereItIs consultation={consultation} />
    </section>
  );
}

function Closing({ consultation }: { readonly consultation: ConsultationSummary }) {
  const { closesOn, count } = consultation;
  const { daysLeft, workingDaysLeft, neededPerDay } = paceOf(count.outstanding, today(), closesOn);
  const day = `${showWeekday(closesOn)} ${showDay(closesOn)}`;
  if (daysLeft < 0) {
    return (
      <p>
        Closed on {day}. <span className="quiet">What is received now is late, and keyed and flagged.</span>
      </p>
    );
  }
  const inDays = daysLeft === 0 ? 'today' : `in ${countOf(daysLeft, 'day', 'days')}`;
  return (
    <p>
      Closes <b>{inDays}</b>, on {day}.{' '}
      {count.outstanding === 0 && <span className="quiet">Nothing is outstanding.</span>}
      {count.outstanding > 0 && neededPerDay !== null && (
        <>
          Pace needed: <b>{neededPerDay}</b> a working day, for{' '}
          {countOf(workingDaysLeft, 'working day', 'working days')}.
        </>
      )}
    </p>
  );
}

/** Only on this computer, or at headquarters too: what a lost laptop would take with it. */
function WhereItIs({ consultation }: { readonly consultation: ConsultationSummary }) {
  const { id, count, onlyHere, atHeadquarters } = consultation;
  const notSealed = count.received - onlyHere - atHeadquarters;
  return (
    <dl className="where-it-is">
      <div>
        <dt>Only on this computer</dt>
        <dd>
          <b>{notSealed + onlyHere}</b>
          {notSealed + onlyHere > 0 && (
            <>
              {' '}
              = not sealed{' '}
              <ReplyListLink filter={{ consultationId: id, stage: 'here' }}>{notSealed}</ReplyListLink> +
              sealed, no receipt yet{' '}
              <ReplyListLink filter={{ consultationId: id, stage: 'sealed' }}>{onlyHere}</ReplyListLink>
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>At headquarters, with a receipt</dt>
        <dd>
          <ReplyListLink filter={{ consultationId: id, stage: 'received' }}>
            <b>{atHeadquarters}</b>
          </ReplyListLink>
        </dd>
      </div>
    </dl>
  );
}
