import { keepPreviousData, useQueries } from '@tanstack/react-query';
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
  /** Says which rows are in view, so that their pages are fetched. */
  readonly showRange: (first: number, last: number) => void;
}

/** A long list, asked for a hundred rows at a time as they come into view. */
export function usePages<Answer extends Page>(
  queryKey: readonly unknown[],
  fetchPage: (page: { readonly offset: number; readonly limit: number }) => Promise<Answer>,
): Pages<Answer> {
  const [inView, setInView] = useState<readonly number[]>([0]);
  // The first page is always wanted: it says how many there are.
  const wanted = [...new Set([0, ...inView])];
  const answers = useQueries({
    queries: wanted.map((page) => ({
      queryKey: [...queryKey, page],
      queryFn: () => fetchPage({ offset: page * pageSize, limit: pageSize }),
      // The last list stays until the next one is there, so that nothing jumps at every letter.
      placeholderData: keepPreviousData<Answer>,
    })),
  });
  const pages = new Map(wanted.map((page, index) => [page, answers[index]?.data]));
  return {
    first: answers[0]?.data,
    rowAt: (index) => pages.get(Math.floor(index / pageSize))?.rows[index % pageSize],
    // Most scrolling stays within a page, and then nothing is drawn anew but the list itself.
    showRange: useCallback((first, last) => {
      const pagesInView = pagesOf(first, last);
      setInView((shown) => (shown.join() === pagesInView.join() ? shown : pagesInView));
    }, []),
  };
}

function pagesOf(first: number, last: number): readonly number[] {
  const firstPage = Math.floor(first / pageSize);
  const lastPage = Math.floor(last / pageSize);
  return Array.from({ length: lastPage - firstPage + 1 }, (_, index) => firstPage + index);
}
