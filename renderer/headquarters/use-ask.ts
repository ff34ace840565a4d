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

/** How often what is shown is asked for again, in milliseconds. */
export const freshEveryMs = 5_000;

/** What a screen shows: asked for again every few seconds while the page is in view. */
export function useAsk<Name extends PageEndpointName>(
  name: Name,
  request: PageRequest<Name>,
): UseQueryResult<PageValue<Name>> {
  const query = useQuery<PageValue<Name>, Error, PageValue<Name>, readonly unknown[]>({
    queryKey: [name, request],
    queryFn: () => ask(name, request),
    refetchInterval: freshEveryMs,
  });
  return query as UseQueryResult<PageValue<Name>>;
}

/** What a person does: what is shown is then asked for anew, and a refusal is said in the message line. */
export function useAct<Name extends PageEndpointName>(
  name: Name,
  options: { readonly saysRefusal?: boolean } = {},
): UseMutationResult<PageValue<Name>, Error, PageRequest<Name>> {
  const { say } = useMessages();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: PageRequest<Name>) => ask(name, request),
    // Not waited for: who acted hears of it at once, before what they acted on has gone from their list.
    onSettled: () => void queries.invalidateQueries(),
    onError: (error) => {
      if (options.saysRefusal ?? true) say({ tone: 'stop', text: error.message });
    },
  });
}
