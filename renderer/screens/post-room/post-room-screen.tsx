import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { BatchState } from '../../../contract/records/batch.ts';
import type { ConsultationId } from '../../../contract/records/id.ts';
import { bridge } from '../../bridge.ts';
import { useCall } from '../../app/use-call.ts';
import { usePages } from '../../app/use-pages.ts';
import { batchStateWords, countOf, optionsOf } from '../../components/desk-words.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { PagedGrid } from '../../components/paged-grid.tsx';
import { SelectBox } from '../../components/select-box.tsx';
import { batchColumns } from './batch-columns.tsx';
import { OpenBatchForm } from './open-batch-form.tsx';
import { placeInBatches } from './place-in-batches.ts';
import './post-room.css';

/** Bundles as they were opened: a new one is counted here, and every one is found again. */
export function PostRoomScreen() {
  const navigate = useNavigate();
  const { data: consultations } = useCall('consultations', 'list', null);
  const [state, setState] = useState<BatchState | null>(placeInBatches().state);
  const [consultationId, setConsultationId] = useState<ConsultationId | null>(null);
  const [activeIndex, setActiveIndex] = useState(placeInBatches().activeIndex);
  const [scrollOffset] = useState(placeInBatches().scrollOffset);
  const states = state === null ? [] : [state];
  const { first, rowAt, showRange } = usePages(['postroom', 'batches', consultationId, states], (page) =>
    bridge.postroom.batches({ consultationId, states, ...page }),
  );
  const total = first?.total ?? 0;
  const columns = useMemo(() => batchColumns(consultations ?? []), [consultations]);
  if (consultations === undefined) return null;
  if (consultations.length === 0) {
    return (
      <Page title="Post room">
        <EmptyState>
          <p>A batch belongs to a consultation, and there is none in this store yet.</p>
          <Link to="/consultations">Load a consultation</Link>
        </EmptyState>
      </Page>
    );
  }
  return (
    <div className="post-room">
      <Page
        title="Post room"
        actions={
          <>
            <output>
              <b>{countOf(total, 'batch', 'batches')}</b>
            </output>
            {consultations.length > 1 && (
              <SelectBox
                isInline
                label="Consultation"
                anyLabel="All"
                options={consultations.map(({ id, serialPrefix }) => ({ value: id, label: serialPrefix }))}
                value={consultationId}
                onChange={setConsultationId}
              />
            )}
            <SelectBox
              isInline
              label="State"
              anyLabel="Any"
              options={optionsOf(batchStateWords)}
              value={state}
              onChange={(next) => {
                setState(next);
                setActiveIndex(0);
                placeInBatches({ state: next, activeIndex: 0, scrollOffset: 0 });
              }}
            />
          </>
        }
      >
        <OpenBatchForm consultations={consultations} likely={rowAt(0)?.consultationId} />
        <PagedGrid
          label="Batches, newest first"
          columns={columns}
          total={total}
          rowAt={rowAt}
          activeIndex={Math.min(activeIndex, Math.max(0, total - 1))}
          onActiveIndexChange={(index) => {
            setActiveIndex(index);
            placeInBatches({ activeIndex: index });
          }}
          onOpen={(batch) => void navigate({ to: '/post-room/$batchId', params: { batchId: batch.id } })}
          onRangeChange={showRange}
          initialScrollOffset={scrollOffset}
          onScrollOffsetChange={(offset) => placeInBatches({ scrollOffset: offset })}
          empty={
            first === undefined
              ? 'Looking …'
              : 'No batch yet. Count the bundle, put the count above, and press Enter.'
          }
        />
        <p className="hint keys-line">
          <kbd>Enter</kbd> open the batch · <kbd>Tab</kbd> to the list · <kbd>↑</kbd> <kbd>↓</kbd> choose
        </p>
      </Page>
    </div>
  );
}
