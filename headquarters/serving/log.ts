import { LogController } from 'fastify';
import type { FastifyServerOptions } from 'fastify';
import { DatabaseError } from 'pg';
import type { App } from '../routes/routes.ts';

// The log is one JSON object a line, and holds no personal data and no secret, so that it can be handed to whoever
// looks after the computer: no names, no bodies, no tokens, no addresses of people's computers, and of an error only
// what it is and where it arose. Messages of errors quote what they stumbled over; so does PostgreSQL's `detail`.

/** Where the log goes and how much of it; `silent` is nothing at all. */
export interface LogOptions {
  readonly level: string;
  readonly stream: NodeJS.WritableStream;
}

/** What Fastify is told about logging. */
export function logging(log: LogOptions | undefined): FastifyServerOptions {
  // Fastify's own lines name whole addresses; ours are written below.
  const logController = new LogController({ disableRequestLogging: true });
  if (log === undefined) return { logger: false, logController };
  return { logger: { ...log, base: null, serializers: { err: describeError } }, logController };
}

/** An error without what anybody wrote. */
export function describeError(error: Error): { type: string; message: string; stack: string } {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const { table, column, constraint, routine } = error instanceof DatabaseError ? error : ({} as never);
  return {
    type: error.name,
    message: '',
    ...code,
    ...Object.fromEntries(
      Object.entries({ table, column, constraint, routine }).filter(([, value]) => value),
    ),
    stack: frames.slice(0, 12).join('\n'),
  };
}

/** Logs each request when it has been answered: what was asked, by which device, and what became of it. */
export function logRequests(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    const line = {
      method: request.method,
      // The route as it is declared: an address could hold anything that somebody made up.
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      ...(request.refusalCode === null ? {} : { code: request.refusalCode }),
      ...(request.device === null ? {} : { deviceId: request.device.deviceId }),
    };
    request.log.info(line, 'answered');
  });
}
