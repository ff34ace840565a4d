import type { Call, ReplyOf, RequestOf } from '../../contract/bridge/call.ts';
import type { Calls } from '../../contract/bridge/calls.ts';
import type { Session } from '../people/session.ts';
import type { Desk } from '../store/desk.ts';

/** What carries out one call. One that anyone may make gets the session; all others get an open desk. */
export type Handler<C extends Call> = C['access'] extends 'anyone'
  ? (session: Session, request: RequestOf<C>) => ReplyOf<C> | Promise<ReplyOf<C>>
  : (desk: Desk, request: RequestOf<C>, session: Session) => ReplyOf<C> | Promise<ReplyOf<C>>;

/** Exactly one handler for each call of a feature: a missing or a surplus one doesn't compile. */
export type HandlersOf<Feature extends keyof Calls> = {
  readonly [Name in keyof Calls[Feature]]: Calls[Feature][Name] extends infer C extends Call
    ? Handler<C>
    : never;
};
