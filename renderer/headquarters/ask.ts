import { pageHeader, pagePath } from '../../contract/headquarters/endpoint.ts';
import { pageEndpoints } from '../../contract/headquarters/page-endpoints.ts';
import type { PageEndpointName, PageRequest, PageValue } from '../../contract/headquarters/page-endpoints.ts';
import { pageErrorMessage, PageRefusal } from '../../contract/headquarters/page-errors.ts';

/** Headquarters said no, or couldn't be reached; the message is for the person at the page. */
export class AskError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'AskError';
    this.code = code;
  }
}

/** Relative to the page, which a proxy may serve anywhere. */
export const addressOf = (name: string): string => pagePath(name).slice(1);

export const actHeaders = { [pageHeader]: '1' };

/**
 * Asks headquarters one thing.
 *
 * @throws {AskError} with a code of `pageErrors`, or AWAY where headquarters doesn't answer
 */
export async function ask<Name extends PageEndpointName>(
  name: Name,
  request: PageRequest<Name>,
): Promise<PageValue<Name>> {
  const endpoint = pageEndpoints[name];
  const response = await (
    endpoint.kind === 'asks'
      ? fetch(`${addressOf(name)}?${new URLSearchParams(request as Record<string, string>).toString()}`)
      : fetch(addressOf(name), {
          method: 'POST',
          headers: { ...actHeaders, 'content-type': 'application/json' },
          body: JSON.stringify(request),
        })
  ).catch(() => {
    throw away();
  });
  return endpoint.value.parse(valueIn(await response.json().catch(() => null))) as PageValue<Name>;
}

/** The value of an answer. @throws {AskError} where it is a refusal, or no answer at all */
export function valueIn(answer: unknown): unknown {
  if (typeof answer === 'object' && answer !== null && 'value' in answer) return answer.value;
  const refusal = PageRefusal.safeParse(answer);
  if (!refusal.success) throw away();
  const { code, details } = refusal.data.error;
  throw new AskError(code, pageErrorMessage(code, details));
}

export const away = (): AskError =>
  new AskError(
    'AWAY',
    'Headquarters does not answer. Nothing was changed. Look whether it is running; this page goes on by itself.',
  );
