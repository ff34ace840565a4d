import { Link } from '@tanstack/react-router';
import { StoreNotices } from '../../app/store-notices.tsx';
import { useCall } from '../../app/use-call.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ConsultationStanding } from './consultation-standing.tsx';
import { WhatWaits } from './what-waits.tsx';
import './today.css';

/** What waits, and where every reply of every consultation stands. */
export function TodayScreen() {
  const { data: consultations } = useCall('consultations', 'list', null);
  if (consultations === undefined) return null;
  if (consultations.length === 0) {
    return (
      <Page title="Today">
        <StoreNotices />
        <EmptyState>
          <p>There is no consultation in this store yet.</p>
          <p>
            <Link to="/consultations">Load a consultation</Link>, then open the first batch in the post room.
          </p>
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page title="Today">
      <StoreNotices />
      <div className="today">
        <WhatWaits consultations={consultations} />
        <div className="today-consultations">
          {consultations.map((consultation) => (
            <ConsultationStanding key={consultation.id} consultation={consultation} />
          ))}
        </div>
      </div>
    </Page>
  );
}
