import { useInfiniteQuery } from '@tanstack/react-query';
import type { Narrowing } from '../../../contract/headquarters/arrived.ts';
import { ask } from '../ask.ts';
import { often } from '../use-ask.ts';

/** The work list as far as it has been read, asked for again like everything shown; `showMore` reads on. */
export function useWorkList(only: Narrowing) {
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['work', only],
    queryFn: ({ pageParam: after }) =>
      ask('work', { ...only, ...(after === null ? {} : { after: String(after) }) }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: often.everyMs,
  });
  if (data === undefined) return null;
  // Counted with the first page alone.
  const { total, replies } = data.pages[0]!.whole!;
  return {
    total,
    replies,
    rows: data.pages.flatMap(({ rows }) => rows),
    hasMore: hasNextPage,
    /** What was wrong where the next page didn't come; `hasCome` is false also where something newer came instead. */
    showMore: async (): Promise<{ readonly hasCome: boolean; readonly error: Error | null }> => {
      const next = await fetchNextPage();
      return {
        hasCome: !next.isError && (next.data?.pages.length ?? 0) > data.pages.length,
        error: next.isFetchNextPageError ? next.error : null,
      };
    },
    isShowingMore: isFetchingNextPage,
  };
}
