import Fastify from 'fastify';
import type { FastifyServerOptions } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { isDatabaseAway } from './database/database.ts';
import type { PageSettings } from './page/page-means.ts';
import { pageRoutes } from './page/page-routes.ts';
import { Refusal } from './refusal.ts';
import { consultationRoutes } from './routes/consultations.ts';
import { enrolmentRoutes } from './routes/enrolments.ts';
import { healthRoutes } from './routes/health.ts';
import { openApiRoutes } from './routes/openapi.ts';
import type { App, Means } from './routes/routes.ts';
import { streamRoutes } from './routes/streams.ts';
import { logging, logRequests } from './serving/log.ts';
import type { LogOptions } from './serving/log.ts';
import { countRequests } from './serving/metrics.ts';
import { describeRoutes } from './serving/openapi.ts';
import { endConnectionsWhenStopping } from './serving/stopping.ts';
import { plainServing } from './serving/serving.ts';
import type { Serving } from './serving/serving.ts';
import type { SyncErrorCode } from '../contract/sync/sync-errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The code that it was refused with; set by the error handler. */
    refusalCode: SyncErrorCode | null;
  }
}

/** Where it logs, and the certificate and key with which it speaks TLS. */
export interface AppOptions {
  readonly logger?: LogOptions;
  readonly serving?: Serving;
  readonly https?: { readonly cert: Buffer; readonly key: Buffer };
  /** How headquarters' own page is reached; without TLS, by this computer only. */
  readonly page?: PageSettings;
}

/** Builds headquarters' HTTP side. It doesn't listen: a test may call `inject`, `serve.ts` listens. */
export function buildApp(means: Means, options: AppOptions = {}): App {
  const serving = options.serving ?? plainServing();
  const settings: FastifyServerOptions = {
    ...logging(options.logger),
    ...(options.https ? { https: options.https } : {}),
    // As long as the largest reply takes on a bad line; a request that never ends doesn't keep its place for ever.
    requestTimeout: 15 * 60_000,
    // An answer under way is finished before the server closes; idle connections aren't waited for.
    forceCloseConnections: 'idle',
  };
  const app: App = Fastify(settings).withTypeProvider<ZodTypeProvider>();
  // zod neither removes what it doesn't know nor turns "007" into 7, as Fastify's own validator would.
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('device', null);
  app.decorateRequest('arrival', null);
  app.decorateRequest('refusalCode', null);
  endConnectionsWhenStopping(app);
  logRequests(app);
  countRequests(app, serving.metrics);
  app.setErrorHandler((error, request, reply) => {
    const { code, details, httpStatus, retryAfterSeconds } = refusalFor(error, means);
    request.refusalCode = code;
    if (code === 'INTERNAL') request.log.error({ err: error }, 'a request failed');
    if (retryAfterSeconds !== null) void reply.header('retry-after', retryAfterSeconds);
    return reply
      .status(httpStatus)
      .type('application/json')
      .send(JSON.stringify({ ok: false, error: { code, details } }));
  });
  app.setNotFoundHandler(() => {
    throw new Refusal('MALFORMED', { reason: 'There is nothing at this address.' });
  });
  describeRoutes(app);
  // After what describes them has been loaded, which sees each of them as it is added.
  app.after(() => {
    healthRoutes(app, means, serving);
    openApiRoutes(app);
    consultationRoutes(app, means);
    enrolmentRoutes(app, means);
    streamRoutes(app, means);
    pageRoutes(app, means, options.page ?? { isSecure: false });
  });
  return app;
}

/** Every error has a code; what nobody foresaw is a fault of headquarters, and the device tries again. */
function refusalFor(error: unknown, { limits }: Means): Refusal {
  if (error instanceof Refusal) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const places = error.validation.map((issue) => issue.instancePath || '/').join(', ');
    return new Refusal('MALFORMED', {
      reason: `Not as the protocol has it: ${error.validationContext} ${places}.`,
    });
  }
  if (isDatabaseAway(error)) return new Refusal('BUSY', {});
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  if (status === 413) return new Refusal('TOO_LARGE', limits);
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new Refusal('MALFORMED', { reason: 'The request could not be read.' });
  }
  return new Refusal('INTERNAL', {});
}
