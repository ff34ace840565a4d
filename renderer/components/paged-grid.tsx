import { useVirtualizer } from '@tanstack/react-virtual';
import {
  memo,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { columnsThatFit, tracksOf, type ColumnRoom } from './columns-that-fit.ts';
import { useWidth } from './use-width.ts';
import './paged-grid.css';

/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a table can't hold rows that are placed by hand; the roles say what it is */

// A list of any length, of which only the rows in view are in the page. The focus stays on the list itself and
// the current row is named by aria-activedescendant, so that scrolling a row out of the page can't lose it.

export interface GridColumn<Row> extends ColumnRoom {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  readonly isFigure?: boolean;
}

interface Props<Row> {
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly total: number;
  /** Undefined while the row's page is still on its way. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly activeIndex: number;
  readonly onActiveIndexChange: (index: number) => void;
  /** Enter on the current row, or a click. */
  readonly onOpen?: (row: Row, index: number) => void;
  /** Escape in the list: back to where its rows are looked for or made. */
  readonly onLeave?: () => void;
  /** Which rows are in view, for whoever fetches them. */
  readonly onRangeChange?: (first: number, last: number) => void;
  readonly initialScrollOffset?: number;
  readonly onScrollOffsetChange?: (offset: number) => void;
  readonly isQuiet?: (row: Row) => boolean;
  readonly empty: ReactNode;
  readonly gridRef?: React.RefObject<HTMLDivElement | null>;
}

const overscan = 8;

export function PagedGrid<Row>(props: Props<Row>) {
  const { label, total, rowAt, activeIndex, onActiveIndexChange, onOpen, onRangeChange } = props;
  const id = useId();
  const own = useRef<HTMLDivElement>(null);
  const scroller = props.gridRef ?? own;
  const width = useWidth(scroller);
  const [rem] = useState(remInPixels);
  const fitting = useMemo(() => columnsThatFit(props.columns, width / rem), [props.columns, width, rem]);
  const isNarrow = fitting === null;
  const columns = fitting ?? props.columns;
  // Narrow (or zoomed in): each row is a small card, one column under the other.
  const rowHeight = rem * (isNarrow ? 0.75 + 1.5 * columns.length : 2);
  // The head stays at the top of the list and lies over what is scrolled under it.
  const headHeight = isNarrow ? 0 : rem * 2;
  // oxlint-disable-next-line react/incompatible-library -- the virtualizer's answers change without its identity changing; nothing here memoises them
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    initialOffset: props.initialScrollOffset ?? 0,
    onChange: (instance) => props.onScrollOffsetChange?.(instance.scrollOffset ?? 0),
  });
  useEffect(() => rows.measure(), [rows, rowHeight]);
  const shown = rows.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => onRangeChange?.(first, last), [onRangeChange, first, last]);

  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(total - 1, index));
    onActiveIndexChange(next);
    rows.scrollToIndex(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: activeIndex + 1,
      ArrowUp: activeIndex - 1,
      PageDown: activeIndex + page,
      PageUp: activeIndex - page,
      Home: 0,
      End: total - 1,
    };
    const next = steps[event.key];
    if (next !== undefined && total > 0) {
      event.preventDefault();
      moveTo(next);
    } else if (event.key === 'Escape' && props.onLeave !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      props.onLeave();
    } else if (event.key === 'Enter') {
      const row = rowAt(activeIndex);
      if (row === undefined || onOpen === undefined) return;
      event.preventDefault();
      onOpen(row, activeIndex);
    }
  };

  const onClick = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    const index = Number(target?.closest('[data-index]')?.getAttribute('data-index') ?? Number.NaN);
    if (Number.isNaN(index)) return;
    onActiveIndexChange(index);
    // A link in the row goes its own way.
    const row = target?.closest('a') ? undefined : rowAt(index);
    if (row !== undefined) onOpen?.(row, index);
  };

  const tracks = isNarrow ? undefined : tracksOf(columns);
  const isActiveShown = activeIndex >= first && activeIndex <= last && total > 0;
  return (
    <div
      className="paged-grid"
      data-narrow={isNarrow || undefined}
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-activedescendant={isActiveShown ? `${id}-${activeIndex}` : undefined}
      tabIndex={0}
      ref={scroller}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div className="paged-grid-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: tracks }}>
        {columns.map((column) => (
          <div key={column.key} role="columnheader" className={column.isFigure ? 'figure' : undefined}>
            {column.header}
          </div>
        ))}
      </div>
      {total === 0 && <Empty span={columns.length}>{props.empty}</Empty>}
      <div className="paged-grid-body" role="rowgroup" style={{ height: rows.getTotalSize() }}>
        {shown.map(({ index, start, size }) => {
          const row = rowAt(index);
          return (
            <GridRow
              key={index}
              id={`${id}-${index}`}
              index={index}
              row={row}
              columns={columns}
              isActive={index === activeIndex}
              isQuiet={(row !== undefined && props.isQuiet?.(row)) || false}
              tracks={tracks}
              height={size}
              top={start - headHeight}
            />
          );
        })}
      </div>
    </div>
  );
}

/** A grid holds rows only, so that the words for an empty list are one too. */
function Empty({ span, children }: { readonly span: number; readonly children: ReactNode }) {
  return (
    <div role="row" className="paged-grid-empty">
      <div role="gridcell" aria-colspan={span}>
        {children}
      </div>
    </div>
  );
}

interface RowProps<Row> {
  readonly id: string;
  readonly index: number;
  readonly row: Row | undefined;
  readonly columns: readonly GridColumn<Row>[];
  readonly isActive: boolean;
  readonly isQuiet: boolean;
  readonly tracks: string | undefined;
  readonly height: number;
  readonly top: number;
}

/** One row. Memoised: while the list scrolls, only rows that come into view are made. */
const GridRow = memo(function GridRow<Row>(props: RowProps<Row>) {
  const { id, index, row, columns, isActive, isQuiet, tracks, height, top } = props;
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isActive}
      data-index={index}
      data-quiet={isQuiet || undefined}
      className="paged-grid-row"
      style={{ gridTemplateColumns: tracks, height, transform: `translateY(${top}px)` }}
    >
      {columns.map((column) => (
        <div
          key={column.key}
          role="gridcell"
          className={column.isFigure ? 'figure' : undefined}
          data-header={column.header}
        >
          {row === undefined ? <span className="quiet">…</span> : column.cell(row)}
        </div>
      ))}
    </div>
  );
}) as <Row>(props: RowProps<Row>) => ReactNode;

/** Asked once a list: asking at every scroll would make the browser lay everything out first. */
function remInPixels(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
