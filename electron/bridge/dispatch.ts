import type { Call } from '../../contract/bridge/call.ts';
import { calls } from '../../contract/bridge/calls.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { Outcome } from '../../contract/pipe.ts';
import type { z } from 'zod';
import type { Session } from '../people/session.ts';
import { refusalOfSqlite } from '../store/sqlite-refusal.ts';
import { handlers } from './handlers.ts';

// Every call from a window passes here, from either host: find the call, see who asks, parse the request, run,
// parse the reply. The host has checked the sender before. Nothing thrown gets past this function.

export type Dispatch = (name: string, argument: unknown) => Promise<Outcome<unknown>>;

type AnyHandler = (subject: unknown, request: unknown, session: Session) => unknown;

/** `feature.call` → its declaration and handler. Own keys only: `constructor` is no feature. */
const table = new Map<string, { readonly call: Call; readonly handler: AnyHandler }>(
  Object.entries(calls).flatMap(([feature, declared]) =>
    Object.entries(declared).map(([name, call]) => {
      const featureHandlers: Record<string, unknown> = handlers[feature as keyof typeof handlers];
      return [`${feature}.${name}`, { call, handler: featureHandlers[name] as AnyHandler }];
    }),
  ),
);

/** The names of all calls, for the test that tries each of them. */
export const callNames: readonly string[] = [...table.keys()];

export function createDispatch(session: Session): Dispatch {
  return async (name, argument) => {
    try {
      const entry = table.get(name);
      if (entry === undefined) throw new PostbagError('UNKNOWN_CALL', { name: name.slice(0, 100) });
      const { call, handler } = entry;
      // Who asks comes before what is asked: a stranger isn't told what a right request looks like.
      const subject = call.access === 'anyone' ? session : session.desk;
      if (call.access === 'supervisor' && session.desk.person.role !== 'supervisor') {
        throw new PostbagError('SUPERVISOR_ONLY', {});
      }
      const request = call.request.safeParse(argument);
      if (!request.success) throw new PostbagError('INVALID_REQUEST', { issues: issuesOf(request.error) });
      const reply = call.reply.safeParse(await handler(subject, request.data, session));
      if (!reply.success) throw new PostbagError('INVALID_REPLY', { issues: issuesOf(reply.error) });
      return { ok: true, value: reply.data };
    } catch (error) {
      const needsDesk = table.get(name)?.call.access !== 'anyone';
      return { ok: false, error: refusalOf((needsDesk && closedUnder(error, session)) || error) };
    }
  };
}

/**
 * Why a call failed on a store that was closed while it ran: somebody signed out or the screen was locked.
 * Null for every other failure.
 */
function closedUnder(thrown: unknown, session: Session): PostbagError | null {
  if (thrown instanceof PostbagError) return null;
  try {
    void session.desk;
    return null;
  } catch (error) {
    return error instanceof PostbagError ? error : null;
  }
}

const issuesOf = (error: z.ZodError): string[] =>
  error.issues
    .slice(0, 10)
    .map((issue) => `${issue.path.map(String).join('.') || 'the request'}: ${issue.message}`);

function refusalOf(thrown: unknown): { code: string; details: unknown } {
  const error = refusalOfSqlite(thrown, 'store.postbag');
  if (error instanceof PostbagError) return { code: error.code, details: error.details };
  console.error('postbag: unexpected error in a call', error);
  return { code: 'UNEXPECTED', details: { reason: error instanceof Error ? error.message : String(error) } };
}
