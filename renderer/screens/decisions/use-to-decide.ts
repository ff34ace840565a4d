import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/bridge/call.ts';
import type { Calls } from '../../../contract/bridge/calls.ts';
import type { DifferenceToDecide } from '../../../contract/records/checking.ts';
import { usePages } from '../../app/use-pages.ts';
import { bridge } from '../../bridge.ts';

type Page = ReplyOf<Calls['checking']['toDecide']>;

const queryKey = ['checking', 'toDecide'] as const;

/** A decision that is contested is another thing to decide than the first time. */
export const keyOf = ({ replyId, field, contested }: DifferenceToDecide): string =>
  `${replyId} ${field} ${contested?.decision.number ?? 0}`;

export interface ToDecide {
  /** Undefined until the list has come. */
  readonly total: number | undefined;
  readonly rowAt: (index: number) => DifferenceToDecide | undefined;
  readonly showRange: (first: number, last: number) => void;
  /** What is being decided, and where it stands in the list; undefined while its page is on its way. */
  readonly current: DifferenceToDecide | undefined;
  readonly index: number;
  readonly goTo: (index: number) => void;
  /** It is decided, and the one that takes its place is next. */
  readonly isDecided: (difference: DifferenceToDecide) => void;
  /** It was taken back, and is decided anew as soon as it is in the list again. */
  readonly comesBack: (difference: DifferenceToDecide) => void;
}

/**
 * The differences that wait, page by page, and the one of them that is being decided. It stays, whatever comes into the
 * list before it; what is decided goes at once, since the next key is meant for the next one.
 */
export function useToDecide(): ToDecide {
  const queries = useQueryClient();
  const [chosen, setChosen] = useState({ key: '', index: 0, isAwaited: false });
  const { first, rowAt, indexOf, showRange } = usePages<Page>(
    queryKey,
    (page) => bridge.checking.toDecide({ consultationId: null, ...page }),
    chosen.index,
  );
  const at = indexOf((row) => keyOf(row) === chosen.key);
  const index = at >= 0 ? at : Math.max(0, Math.min(chosen.index, (first?.total ?? 0) - 1));
  const current = rowAt(index);
  // What was taken back is on its way: until it is there the one before the person stays.
  if (current !== undefined && at >= 0 === chosen.isAwaited) {
    setChosen({ key: keyOf(current), index, isAwaited: false });
  }

  /** Out of what was fetched: the list itself doesn't know yet. */
  const drop = (key: string): void => {
    const isIt = (row: DifferenceToDecide): boolean => keyOf(row) === key;
    const pages = queries.getQueriesData<Page>({ queryKey });
    if (!pages.some(([, page]) => page?.rows.some(isIt))) return;
    queries.setQueriesData<Page>(
      { queryKey },
      (page) => page && { total: page.total - 1, rows: page.rows.filter((row) => !isIt(row)) },
    );
  };
  return {
    total: first?.total,
    rowAt,
    showRange,
    current,
    index,
    goTo: (to) => {
      const row = rowAt(to);
      setChosen({ key: row === undefined ? '' : keyOf(row), index: to, isAwaited: false });
    },
    isDecided: (difference) => {
      setChosen({ key: '', index, isAwaited: false });
      drop(keyOf(difference));
    },
    comesBack: (difference) => setChosen({ key: keyOf(difference), index, isAwaited: true }),
  };
}
