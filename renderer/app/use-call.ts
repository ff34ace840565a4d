import {
  keepPreviousData,
  useMutation,
  useQueries,
  useQuery,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { Bridge } from '../../contract/bridge/calls.ts';
import { messageOf, PostbagError } from '../../contract/errors.ts';
import { bridge } from '../bridge.ts';
import { useMessages } from './messages.tsx';

type Feature = keyof Bridge;
type RequestTo<F extends Feature, N extends keyof Bridge[F]> = Bridge[F][N] extends (
  request: infer R,
) => unknown
  ? R
  : never;
type ReplyFrom<F extends Feature, N extends keyof Bridge[F]> = Bridge[F][N] extends (
  request: never,
) => Promise<infer R>
  ? R
  : never;

function invoke<F extends Feature, N extends keyof Bridge[F]>(
  feature: F,
  name: N,
  request: RequestTo<F, N>,
): Promise<ReplyFrom<F, N>> {
  const call = bridge[feature][name] as unknown as (given: RequestTo<F, N>) => Promise<ReplyFrom<F, N>>;
  return call(request);
}

/** Under which a call's answer is kept. */
export function keyOf<F extends Feature, N extends keyof Bridge[F]>(
  feature: F,
  name: N,
  request: RequestTo<F, N>,
): readonly unknown[] {
  return [feature, name, request];
}

/** What a screen shows: asked once, and again after every change in the store (see `follow-announcements.ts`). */
export function useCall<F extends Feature, N extends keyof Bridge[F]>(
  feature: F,
  name: N,
  request: RequestTo<F, N>,
  options: { readonly isWanted?: boolean; readonly keepsPrevious?: boolean } = {},
): UseQueryResult<ReplyFrom<F, N>> {
  const query = useQuery<ReplyFrom<F, N>, Error, ReplyFrom<F, N>, readonly unknown[]>({
    queryKey: keyOf(feature, name, request),
    queryFn: () => invoke(feature, name, request),
    enabled: options.isWanted ?? true,
    // While a list turns its page the last one stays on the screen, so that nothing jumps.
    ...(options.keepsPrevious ? { placeholderData: keepPreviousData } : {}),
  });
  return query as UseQueryResult<ReplyFrom<F, N>>;
}

/** The same call for several things, say for each consultation; undefined until every answer is there. */
export function useCalls<F extends Feature, N extends keyof Bridge[F]>(
  feature: F,
  name: N,
  requests: readonly RequestTo<F, N>[],
): readonly ReplyFrom<F, N>[] | undefined {
  const answers = useQueries({
    queries: requests.map((request) => ({
      queryKey: keyOf(feature, name, request),
      queryFn: () => invoke(feature, name, request),
    })),
  });
  return answers.every(({ data }) => data !== undefined)
    ? answers.map(({ data }) => data as ReplyFrom<F, N>)
    : undefined;
}

/** What a person does: a refusal is said in the message line unless `saysRefusal` is false. */
export function useAct<F extends Feature, N extends keyof Bridge[F]>(
  feature: F,
  name: N,
  options: { readonly saysRefusal?: boolean } = {},
): UseMutationResult<ReplyFrom<F, N>, Error, RequestTo<F, N>> {
  const { say } = useMessages();
  return useMutation({
    mutationFn: (request: RequestTo<F, N>) => invoke(feature, name, request),
    onError: (error) => {
      if (options.saysRefusal ?? true) say({ tone: 'stop', text: wordsOf(error) });
    },
  });
}

/** For `mutateAsync`: a refusal was said in the message line by `useAct` itself. */
export function isSaidAlready(): void {}

/** An error in the catalogue's words. */
export function wordsOf(error: unknown): string {
  if (error instanceof PostbagError) return messageOf(error);
  return messageOf({
    code: 'UNEXPECTED',
    details: { reason: error instanceof Error ? error.message : String(error) },
  });
}
