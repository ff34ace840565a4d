import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { Narrowing } from '../../../contract/headquarters/arrived.ts';
import { ask } from '../ask.ts';
import { freshEveryMs } from '../use-ask.ts';

/** The work list as far as it has been read, asked for again like everything shown; `showMore` reads on. */
export function useWorkList(only: Narrowing) {
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['work', only],
    queryFn: ({ pageParam: after }) =>
      ask('work', { ...only, ...(after === null ? {} : { after: String(after) }) }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: freshEveryMs,
    placeholderData: keepPreviousData,
  });
  if (data === undefined) return null;
  const { total, replies } = data.pages.at(-1)!;
  return {
    total,
    replies,
    rows: data.pages.flatMap(({ rows }) => rows),
    hasMore: hasNextPage,
    showMore: fetchNextPage,
    isShowingMore: isFetchingNextPage,
  };
}
