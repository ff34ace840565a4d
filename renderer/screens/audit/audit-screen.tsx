import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuditEntry, AuditFilter } from '../../../contract/bridge/audit.ts';
import { useSession } from '../../app/session.tsx';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { today } from '../../components/dates.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { momentsOf, type Period } from '../../components/period.ts';
import { AuditCheck } from './audit-check.tsx';
import { AuditFilters, type Chosen } from './audit-filters.tsx';
import { AuditTable } from './audit-table.tsx';
import './audit.css';

const nothingChosen: Chosen = { personId: null, act: null, subject: '' };

/** Who did what to what, and whether all of it still stands as it was written. */
export function AuditScreen() {
  const { person } = useSession();
  const [chosen, setChosen] = useState(nothingChosen);
  const [period, setPeriod] = useState<Period>({ kind: 'all', from: today(), to: today() });
  if (person.role !== 'supervisor') {
    return (
      <Page title="Audit">
        <EmptyState>
          <p>The audit is for supervisors. What was done to a reply stands on its own page.</p>
        </EmptyState>
      </Page>
    );
  }
  const moments = momentsOf(period, today());
  const isAll = period.kind === 'all';
  const filter: AuditFilter = {
    ...chosen,
    subject: chosen.subject.trim() === '' ? null : chosen.subject.trim(),
    fromMs: isAll ? null : (moments?.fromMs ?? null),
    toMs: isAll ? null : (moments?.toMs ?? null),
  };
  return (
    <Page title="Audit">
      <AuditCheck filter={filter} />
      <AuditFilters chosen={chosen} onChange={setChosen} period={period} onPeriodChange={setPeriod} />
      {moments === null ? (
        <p className="look">Put two dates above, the earlier one first.</p>
      ) : (
        <Entries filter={filter} onSubject={(subject) => setChosen({ ...nothingChosen, subject })} />
      )}
    </Page>
  );
}

const pageSize = 100;

interface EntriesProps {
  readonly filter: AuditFilter;
  readonly onSubject: (subject: string) => void;
}

function Entries({ filter, onSubject }: EntriesProps) {
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['audit', 'list', filter],
    queryFn: ({ pageParam: before }) => bridge.audit.list({ filter, before, limit: pageSize }),
    initialPageParam: null as AuditEntry['number'] | null,
    getNextPageParam: (page) => (page.length < pageSize ? null : page.at(-1)!.number),
  });
  if (data === undefined) return null;
  const entries = data.pages.flat();
  if (entries.length === 0) {
    return (
      <EmptyState>
        <p>No entry is like that. Choose less above.</p>
      </EmptyState>
    );
  }
  return (
    <>
      <AuditTable entries={entries} onSubject={onSubject} />
      {hasNextPage ? (
        <div className="actions">
          <Button isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            Show earlier entries
          </Button>
        </div>
      ) : (
        <p className="quiet">These are all.</p>
      )}
    </>
  );
}
