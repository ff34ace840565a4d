import { countOf } from '../../components/desk-words.ts';
import { Page } from '../../components/page.tsx';
import { FigureLink } from '../figure-link.tsx';
import { FiguresTable, type FiguresColumn } from '../figures-table.tsx';
import { ListFilters } from '../list-filters.tsx';
import { addressOfPlace, usePlace } from '../place.ts';
import { partColumns } from '../standing-columns.tsx';
import { useAsk } from '../use-ask.ts';
import { NothingArrived } from './nothing-arrived.tsx';
import { byUnit, sumOf, type UnitStanding } from './unit-standing.ts';

const narrow = ({ unitName, consultationId }: UnitStanding) => ({
  unit: unitName,
  consultation: consultationId,
});

const columns: readonly FiguresColumn<UnitStanding>[] = [
  { header: 'Unit', cell: (row) => row.unitName },
  { header: 'Consultation', cell: (row) => <code>{row.consultationId}</code> },
  {
    header: 'Batches',
    isFigure: true,
    cell: (row) => (
      <FigureLink count={row.batches} label="batches" to={addressOfPlace('/reconciliation', narrow(row))} />
    ),
  },
  {
    header: 'Logged and sealed at the unit',
    isFigure: true,
    cell: (row) => (
      <FigureLink
        count={row.counted}
        label="logged and sealed at the unit"
        to={addressOfPlace('/reconciliation', narrow(row))}
      />
    ),
  },
  {
    header: 'Missing',
    isFigure: true,
    cell: (row) => (
      <FigureLink
        count={row.missing}
        label="missing"
        tone="look"
        to={addressOfPlace('/reconciliation', { ...narrow(row), show: 'missing' })}
      />
    ),
  },
  {
    header: 'Beyond the count',
    isFigure: true,
    cell: (row) => (
      <FigureLink
        count={row.beyond}
        label="beyond the count"
        tone="look"
        to={addressOfPlace('/reconciliation', { ...narrow(row), show: 'beyond' })}
      />
    ),
  },
  {
    header: 'Received here',
    isFigure: true,
    cell: (row) => (
      <FigureLink count={row.received} label="received here" to={addressOfPlace('/replies', narrow(row))} />
    ),
  },
  ...partColumns<UnitStanding>((row) => row.parts, narrow),
];

const figure = (count: number): string => count.toLocaleString('en-GB');

/** What has arrived, a line for each unit and consultation; every number leads to its list. */
export function ArrivedScreen() {
  const { only } = usePlace();
  const { data: batches } = useAsk('batches', {});
  if (batches === undefined) return <Page title="Arrived">{null}</Page>;
  if (batches.length === 0) {
    return (
      <Page title="Arrived">
        <NothingArrived />
      </Page>
    );
  }
  const shown = batches.filter(
    (batch) =>
      (!only['unit'] || batch.unitName === only['unit']) &&
      (!only['consultation'] || batch.consultationId === only['consultation']),
  );
  const rows = byUnit(shown);
  const total = sumOf('', '', shown);
  return (
    <Page title="Arrived">
      <SumLines total={total} />
      <ListFilters screen="/" batches={batches} />
      <FiguresTable
        caption="What has arrived, by unit and consultation"
        columns={columns}
        rows={rows}
        keyOf={(row) => `${row.unitName} ${row.consultationId}`}
        totals={[
          countOf(rows.length, 'line', 'lines'),
          '',
          ...[
            total.batches,
            total.counted,
            total.missing,
            total.beyond,
            total.received,
            total.parts.applied,
            total.parts['set-aside'],
            total.parts.withdrawn,
            total.parts.rejected,
            total.parts.person,
            total.parts.waiting,
          ].map(figure),
        ]}
      />
    </Page>
  );
}

/** The two sums that hold in every line, always in this form. */
function SumLines({ total }: { readonly total: UnitStanding }) {
  const { counted, beyond, received, missing, parts } = total;
  return (
    <p className="sum-line">
      logged and sealed at the unit <b>{counted}</b>
      {beyond > 0 && (
        <>
          {' '}
          + beyond the count <b>{beyond}</b>
        </>
      )}{' '}
      = received here <b>{received}</b> + missing <b>{missing}</b>
      <br />
      received here <b>{received}</b> = applied <b>{parts.applied}</b> + set aside <b>{parts['set-aside']}</b>{' '}
      + withdrawn <b>{parts.withdrawn}</b> + rejected here <b>{parts.rejected}</b> + needs a person{' '}
      <b>{parts.person}</b> + to be read <b>{parts.waiting}</b>
    </p>
  );
}
