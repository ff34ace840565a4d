import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { PageEndpointName, PageRequest, PageValue } from '../../contract/headquarters/page-endpoints.ts';
import { useMessages } from '../components/messages.tsx';
import { ask } from './ask.ts';

/** How soon what is shown is asked for again, in milliseconds. */
export interface Pace {
  readonly everyMs: number;
  /** Not asked for at a screen's opening where it is no older. */
  readonly freshForMs: number;
}

/** What a screen is about. */
export const often: Pace = { everyMs: 5_000, freshForMs: 0 };

/** What costs headquarters much, and only helps to choose. */
export const seldom: Pace = { everyMs: 60_000, freshForMs: 60_000 };

/** What a screen shows: asked for again every few seconds, or at another pace, while the page is in view. */
export function useAsk<Name extends PageEndpointName>(
  name: Name,
  request: PageRequest<Name>,
  { everyMs, freshForMs }: Pace = often,
): UseQueryResult<PageValue<Name>> {
  const query = useQuery<PageValue<Name>, Error, PageValue<Name>, readonly unknown[]>({
    queryKey: [name, request],
    queryFn: () => ask(name, request),
    // What hasn't come yet is asked for as often as anything.
    refetchInterval: ({ state }) => (state.data === undefined ? often.everyMs : everyMs),
    staleTime: freshForMs,
  });
  return query as UseQueryResult<PageValue<Name>>;
}

/**
 * What a person does: what is shown is then asked for anew, except what they `leave`, and a refusal is said in the
 * message line.
 */
export function useAct<Name extends PageEndpointName>(
  name: Name,
  options: {
    readonly saysRefusal?: boolean;
    readonly leave?: readonly PageEndpointName[];
    /** It is done, whether or not whoever asked is still shown. */
    readonly onDone?: () => void;
  } = {},
): UseMutationResult<PageValue<Name>, Error, PageRequest<Name>> {
  const { say } = useMessages();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: PageRequest<Name>) => ask(name, request),
    // Not waited for: who acted hears of it at once, before what they acted on has gone from their list.
    onSettled: () =>
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => !options.leave?.some((left) => left === queryKey[0]),
      }),
    onSuccess: () => options.onDone?.(),
    onError: (error) => {
      if (options.saysRefusal ?? true) say({ tone: 'stop', text: error.message });
    },
  });
}
