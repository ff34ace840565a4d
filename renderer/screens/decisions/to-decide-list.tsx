import type { DifferenceToDecide } from '../../../contract/records/checking.ts';
import { batchLabel } from '../../../contract/rules/batch-label.ts';
import { PagedGrid, type GridColumn } from '../../components/paged-grid.tsx';
import type { ToDecide } from './use-to-decide.ts';

const columns: readonly GridColumn<DifferenceToDecide>[] = [
  { key: 'batch', header: 'Batch', rem: 6.5, rank: 1, cell: ({ batchNumber }) => batchLabel(batchNumber) },
  {
    key: 'serial',
    header: 'Serial',
    rem: 7,
    cell: ({ serialLabel }) => <span className="serial">{serialLabel}</span>,
  },
  {
    key: 'field',
    header: 'Field',
    rem: 8,
    share: 1,
    cell: ({ fieldName, contested }) => (
      <>
        {contested !== null && <span className="look">! contested </span>}
        {fieldName}
      </>
    ),
  },
];

interface Props {
  readonly list: ToDecide;
  /** The focus is in the list: moving there leaves it there. */
  readonly onEnter: () => void;
  /** To what is chosen. */
  readonly onOpen: () => void;
}

/** All that waits to be decided, however much it is. */
export function ToDecideList({ list, onEnter, onOpen }: Props) {
  return (
    <div className="decisions-list" onFocus={onEnter}>
      <PagedGrid
        label="To decide, the oldest batch first"
        columns={columns}
        total={list.total ?? 0}
        rowAt={list.rowAt}
        activeIndex={list.index}
        onActiveIndexChange={list.goTo}
        onOpen={onOpen}
        onLeave={onOpen}
        onRangeChange={list.showRange}
        empty={null}
      />
    </div>
  );
}
