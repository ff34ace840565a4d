import type { BatchStanding } from '../../../contract/headquarters/arrived.ts';
import { batchDigits } from '../../../contract/rules/batch-label.ts';
import { showDayShort } from '../../components/dates.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { SelectBox } from '../../components/select-box.tsx';
import { NothingArrived } from '../arrived/nothing-arrived.tsx';
import { comparedWithCount } from '../arrived/unit-standing.ts';
import { FigureLink } from '../figure-link.tsx';
import { FiguresTable, type FiguresColumn } from '../figures-table.tsx';
import { ListFilters } from '../list-filters.tsx';
import { narrowingOfBatch } from '../narrowing.ts';
import { addressOfPlace, goTo, usePlace } from '../place.ts';
import { partColumns } from '../standing-columns.tsx';
import { useAsk } from '../use-ask.ts';

const shows = {
  open: { label: 'With something open', isShown: (batch: BatchStanding) => isOpen(batch) },
  missing: {
    label: 'With something missing',
    isShown: (batch: BatchStanding) => comparedWithCount(batch).missing > 0,
  },
  beyond: {
    label: 'With more than was counted',
    isShown: (batch: BatchStanding) => comparedWithCount(batch).beyond > 0,
  },
} as const;

/** Whether the batch isn't settled: something is missing, too much, waits or needs a person. */
function isOpen(batch: BatchStanding): boolean {
  const { missing, beyond } = comparedWithCount(batch);
  return missing + beyond + batch.parts.person + batch.parts.waiting > 0;
}

const columns: readonly FiguresColumn<BatchStanding>[] = [
  {
    header: 'Batch',
    cell: ({ batchNumber }) =>
      batchNumber === null ? (
        <span className="look">none yet</span>
      ) : (
        <span className="serial">{batchDigits(batchNumber)}</span>
      ),
  },
  {
    header: 'Unit, computer',
    cell: ({ unitName, deviceLabel }) => (
      <>
        {unitName} <span className="quiet">{deviceLabel}</span>
      </>
    ),
  },
  { header: 'Consultation', cell: ({ consultationId }) => <code>{consultationId}</code> },
  {
    header: 'Date at the unit',
    cell: ({ receivedDate }) => (receivedDate === null ? '' : showDayShort(receivedDate)),
  },
  { header: 'Logged and sealed at the unit', isFigure: true, cell: ({ counted }) => counted ?? '' },
  {
    header: 'Received here',
    isFigure: true,
    cell: (batch) => (
      <FigureLink
        count={batch.received}
        label="received here"
        to={addressOfPlace('/replies', narrowingOfBatch(batch))}
      />
    ),
  },
  ...partColumns<BatchStanding>((batch) => batch.parts, narrowingOfBatch),
  { header: 'What is missing', cell: (batch) => <WhatIsMissing batch={batch} /> },
];

/** Every batch in one line: logged and sealed at the unit, received, applied, and what is missing by its serial. */
export function ReconciliationScreen() {
  const { only } = usePlace();
  const { data: batches } = useAsk('batches', {});
  if (batches === undefined) return <Page title="Reconciliation">{null}</Page>;
  if (batches.length === 0) {
    return (
      <Page title="Reconciliation">
        <NothingArrived />
      </Page>
    );
  }
  const show = Object.hasOwn(shows, only['show'] ?? '') ? (only['show'] as keyof typeof shows) : null;
  const rows = batches.filter(
    (batch) =>
      (!only['unit'] || batch.unitName === only['unit']) &&
      (!only['consultation'] || batch.consultationId === only['consultation']) &&
      (show === null || shows[show].isShown(batch)),
  );
  return (
    <Page title="Reconciliation">
      <p className="quiet">
        A unit seals a batch whole, so that what it logged and what it sealed is one figure; a batch that
        isn’t sealed yet isn’t known here. <b>Missing</b> is what was sealed at the unit and has not arrived:
        it is not sent yet, on its way, on a memory stick, or lost. Ask the unit to send; without a network,
        ask for its courier file.
      </p>
      <ListFilters screen="/reconciliation" batches={batches}>
        <SelectBox
          label="Batches"
          isInline
          anyLabel="All batches"
          options={(Object.keys(shows) as (keyof typeof shows)[]).map((value) => ({
            value,
            label: shows[value].label,
          }))}
          value={show}
          onChange={(value) => goTo(addressOfPlace('/reconciliation', { ...only, show: value }))}
        />
      </ListFilters>
      {rows.length === 0 ? (
        <EmptyState>
          <p>No batch is like that. Choose another unit, or all batches.</p>
        </EmptyState>
      ) : (
        <FiguresTable
          caption="Every batch: what was logged and sealed at the unit, and what has become of it here"
          columns={columns}
          rows={rows}
          keyOf={(batch) => `${batch.deviceId} ${batch.consultationId} ${batch.batchId}`}
        />
      )}
    </Page>
  );
}

function WhatIsMissing({ batch }: { readonly batch: BatchStanding }) {
  const { missing, beyond } = comparedWithCount(batch);
  if (batch.counted === null) return 'Can’t be read yet, so their batch isn’t known.';
  if (beyond > 0) return <span className="look">{beyond} more than were counted</span>;
  if (missing === 0) return <span className="good">Nothing: it adds up</span>;
  const named = batch.missingSerials;
  return (
    <>
      <span className="look">{missing}</span>
      {named.length > 0 && (
        <>
          {': '}
          {named.map((serials, at) => (
            <span key={serials}>
              {at > 0 && ', '}
              <span className="serial">{serials}</span>
            </span>
          ))}
        </>
      )}
    </>
  );
}
