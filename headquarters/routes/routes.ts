import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Limits } from '../../contract/sync/limits.ts';
import type { Database } from '../database/database.ts';
import type { Identity } from '../database/queries/identity.ts';
import type { Projector } from '../projection/projector.ts';

/** What the routes work with. */
export interface Means {
  readonly database: Database;
  readonly identity: Identity;
  readonly limits: Limits;
  readonly projector: Projector;
}

/** A Fastify that takes its schemas from zod. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Adds a group of routes to the app. */
export type Routes = (app: App, means: Means) => void;
