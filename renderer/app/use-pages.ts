import { useQueries, type QueryKey } from '@tanstack/react-query';
import { useCallback, useState } from 'react';

const pageSize = 100;

interface Page {
  readonly total: number;
  readonly rows: readonly unknown[];
}

export interface Pages<Answer extends Page> {
  /** The first page's answer, which says how many there are; undefined until it came. */
  readonly first: Answer | undefined;
  /** Undefined while the row's page is on its way. */
  readonly rowAt: (index: number) => Answer['rows'][number] | undefined;
  /** Where a row stands among those that are here; -1 where none of them is it. */
  readonly indexOf: (isIt: (row: Answer['rows'][number]) => boolean) => number;
  /** Says which rows are in view, so that their pages are fetched. */
  readonly showRange: (first: number, last: number) => void;
}

/**
 * A long list, asked for a hundred rows at a time as they come into view.
 * @param kept a row that is wanted whether it is in view or not
 */
export function usePages<Answer extends Page>(
  queryKey: QueryKey,
  fetchPage: (page: { readonly offset: number; readonly limit: number }) => Promise<Answer>,
  kept = 0,
): Pages<Answer> {
  const [inView, setInView] = useState<readonly number[]>([0]);
  // The first page is always wanted: it says how many there are.
  const wanted = [...new Set([0, pageOf(kept), ...inView])];
  const answers = useQueries({
    queries: wanted.map((page) => ({
      queryKey: [...queryKey, page],
      queryFn: () => fetchPage({ offset: page * pageSize, limit: pageSize }),
      // The last list stays until the next one is there, so that nothing jumps at every letter: the same page of it,
      // since the rows of another would stand in the wrong place.
      placeholderData: (before: Answer | undefined, of: { readonly queryKey: QueryKey } | undefined) =>
        of?.queryKey.at(-1) === page ? before : undefined,
    })),
  });
  const pages = new Map(wanted.map((page, index) => [page, answers[index]?.data]));
  return {
    first: answers[0]?.data,
    rowAt: (index) => pages.get(pageOf(index))?.rows[index % pageSize],
    indexOf: (isIt) => {
      for (const [page, answer] of pages) {
        const place = answer?.rows.findIndex(isIt) ?? -1;
        if (place >= 0) return page * pageSize + place;
      }
      return -1;
    },
    // Most scrolling stays within a page, and then nothing is drawn anew but the list itself.
    showRange: useCallback((first, last) => {
      const pagesInView = pagesOf(first, last);
      setInView((shown) => (shown.join() === pagesInView.join() ? shown : pagesInView));
    }, []),
  };
}

function pageOf(index: number): number {
  return Math.floor(index / pageSize);
}

function pagesOf(first: number, last: number): readonly number[] {
  return Array.from({ length: pageOf(last) - pageOf(first) + 1 }, (_, index) => pageOf(first) + index);
}
