import { Link } from '@tanstack/react-router';
import type { Batch } from '../../../contract/records/batch.ts';
import { batchLabel } from '../../../contract/rules/batch-label.ts';
import { asksForNewEnrolment } from '../../../contract/sync/sync-errors.ts';
import { StoreNotices } from '../../app/store-notices.tsx';
import { useCall } from '../../app/use-call.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { AttentionList } from './attention-list.tsx';
import { EnrolmentPanel } from './enrolment-panel.tsx';
import { NewSeriesList } from './new-series.tsx';
import { ReceiptList } from './receipt-list.tsx';
import { SealList } from './seal-list.tsx';
import { SealedList } from './sealed-list.tsx';
import { SendPanel } from './send-panel.tsx';
import './send.css';

/** What is only on this computer, what is at headquarters, and the one button between the two. */
export function SendScreen() {
  const { data: state } = useCall('sending', 'state', null);
  const { data: batches } = useCall('sending', 'batches', null);
  const { data: consultations } = useCall('consultations', 'list', null);
  if (state === undefined || batches === undefined || consultations === undefined) return null;
  const titles = new Map(consultations.map(({ id, title }) => [id, title]));
  // Batches of every consultation stand in these lists together.
  const prefixes = new Map(consultations.map(({ id, serialPrefix }) => [id, serialPrefix]));
  // A consultation that headquarters has sent and nobody has answered yet changes no batch's name.
  const answered = new Set([
    ...consultations.filter(({ count }) => count.received > 0).map(({ id }) => id),
    ...batches.map(({ batch }) => batch.consultationId),
  ]);
  const isOneOfSeveral = answered.size > 1;
  const nameOf = ({ number, consultationId }: Batch): string =>
    batchLabel(number, isOneOfSeveral ? prefixes.get(consultationId) : null);
  const open = batches.filter(({ batch }) => batch.state === 'open');
  const sealed = batches.filter(({ batch }) => batch.state === 'sealed');
  const hasNothing = batches.length === 0 && state.atHeadquarters + state.needsAttention === 0;
  return (
    <Page title="Send">
      <StoreNotices />
      {state.enrolled === null && <EnrolmentPanel why="first" />}
      {hasNothing ? (
        <EmptyState>
          <p>There is no batch in this store yet.</p>
          <p>
            <Link to="/post-room">Open a batch in the post room</Link>. When every reply of it is keyed or set
            aside, it is sealed here and sent to headquarters.
          </p>
        </EmptyState>
      ) : (
        <>
          <SendPanel key={state.enrolled?.deviceId ?? ''} state={state} />
          <div className="send-lists">
            <SealList lines={open} titles={titles} nameOf={nameOf} />
            <SealedList batches={sealed.map(({ batch }) => batch)} titles={titles} nameOf={nameOf} />
            {state.needsAttention > 0 && <AttentionList total={state.needsAttention} />}
            {state.newSeries.length > 0 && <NewSeriesList series={state.newSeries} />}
            {state.lastReceiptAtMs !== null && <ReceiptList />}
          </div>
          {/* At the end: it comes by itself, and must not push away what somebody is at. The line leads to it. */}
          {state.stopped !== null && asksForNewEnrolment(state.stopped.code) && (
            <EnrolmentPanel why={state.stopped.code === 'SERVER_CHANGED' ? 'moved' : 'not-taken'} />
          )}
        </>
      )}
    </Page>
  );
}
