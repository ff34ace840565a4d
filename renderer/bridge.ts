import type { Bridge } from '../contract/bridge/calls.ts';
import { PostbagError, type ErrorCode, type ErrorDetails } from '../contract/errors.ts';
import { openPipe } from './app/open-pipe.ts';

// The window's only way out. `bridge.postroom.openBatch({…})` becomes one message on the pipe; the names and
// types come from the declarations in contract/bridge/, which this file takes as types only, so that no
// schema is loaded here: the main process checks both ways.

export const pipe = openPipe();

async function invoke(name: string, request: unknown): Promise<unknown> {
  const outcome = await pipe.invoke(name, request);
  if (outcome.ok) return outcome.value;
  // Dispatch answers with codes of the catalogue only.
  const code = outcome.error.code as ErrorCode;
  throw new PostbagError(code, outcome.error.details as ErrorDetails<typeof code>);
}

const featureProxy = (feature: string): object =>
  new Proxy({}, { get: (_, name) => (request: unknown) => invoke(`${feature}.${String(name)}`, request) });

/** Each call of the bridge as a function. It rejects with a PostbagError for a refusal. */
export const bridge = new Proxy({}, { get: (_, feature) => featureProxy(String(feature)) }) as Bridge;
