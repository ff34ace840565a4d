import Fastify from 'fastify';
import type { FastifyServerOptions } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { isDatabaseAway } from './database/database.ts';
import { Refusal } from './refusal.ts';
import { enrolmentRoutes } from './routes/enrolments.ts';
import type { App, Means } from './routes/routes.ts';
import { streamRoutes } from './routes/streams.ts';

/** Where it logs, and the certificate and key with which it speaks TLS. */
export interface AppOptions {
  readonly logger?: { readonly level: string; readonly stream: NodeJS.WritableStream };
  readonly https?: { readonly cert: Buffer; readonly key: Buffer };
}

/** Builds headquarters' HTTP side. It doesn't listen: a test may call `inject`, `serve.ts` listens. */
export function buildApp(means: Means, options: AppOptions = {}): App {
  const settings: FastifyServerOptions = {
    ...options,
    // An answer under way is finished before the server closes; idle connections aren't waited for.
    forceCloseConnections: 'idle',
  };
  const app: App = Fastify(settings).withTypeProvider<ZodTypeProvider>();
  // zod neither removes what it doesn't know nor turns "007" into 7, as Fastify's own validator would.
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('device', null);
  app.setErrorHandler((error, request, reply) => {
    const refusal = refusalFor(error, means);
    if (refusal.code === 'INTERNAL') request.log.error({ err: error }, 'a request failed');
    else request.log.info({ code: refusal.code }, 'a request was refused');
    const { code, details, httpStatus } = refusal;
    return reply
      .status(httpStatus)
      .type('application/json')
      .send(JSON.stringify({ ok: false, error: { code, details } }));
  });
  app.setNotFoundHandler(() => {
    throw new Refusal('MALFORMED', { reason: 'There is nothing at this address.' });
  });
  enrolmentRoutes(app, means);
  streamRoutes(app, means);
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
