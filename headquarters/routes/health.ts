import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { sha256 } from '../cryptography.ts';
import type { Database } from '../database/database.ts';
import { hasFsync } from '../database/queries/durability.ts';
import { projectionLag, readStanding } from '../database/queries/standing.ts';
import { Refusal } from '../refusal.ts';
import type { Serving } from '../serving/serving.ts';
import type { App, Means } from './routes.ts';

const Health = z.strictObject({
  isWell: z.boolean(),
  /** Whether the database answers. */
  database: z.boolean(),
  /** Whether it waits for the disk before it says *committed* (S9). */
  waitsForDisk: z.boolean(),
  /** Events not read yet, and for how long the first of them has waited. */
  waitingEvents: z.int().min(0),
  lagSeconds: z.number(),
  /** Scheduled backups that failed since the last one that was verified. */
  backupFailures: z.int().min(0),
});
type Health = z.infer<typeof Health>;

const away: Health = {
  isWell: false,
  database: false,
  waitsForDisk: false,
  waitingEvents: 0,
  lagSeconds: 0,
  backupFailures: 0,
};

/**
 * `GET /health` for whatever watches over headquarters: 200 where receipts can be given, 503 where not. A backup
 * that failed or a projection that lags is shown and doesn't stop the service. `GET /metrics` for Prometheus: from
 * this computer, or with the token of `--metrics-token`.
 */
export function healthRoutes(app: App, { database }: Means, serving: Serving): void {
  app.route({
    method: 'GET',
    url: '/health',
    schema: { response: { 200: Health, 503: Health } },
    handler: async (_request, reply) => {
      const health = await readHealth(database, serving).catch(() => away);
      return reply.status(health.isWell ? 200 : 503).send(health);
    },
  });
  app.route({
    method: 'GET',
    url: '/metrics',
    schema: { hide: true },
    handler: async (request, reply) => {
      if (!mayReadMetrics(request, serving.metricsToken)) throw new Refusal('TOKEN_UNKNOWN', {});
      const standing = await readStanding(database.read).catch(() => null);
      const text = serving.metrics.text(standing, serving.backupFailures());
      return reply.type('text/plain; version=0.0.4; charset=utf-8').send(text);
    },
  });
}

async function readHealth(database: Database, serving: Serving): Promise<Health> {
  const waitsForDisk = await hasFsync(database.read);
  const lag = await projectionLag(database.read);
  return {
    isWell: waitsForDisk,
    database: true,
    waitsForDisk,
    ...lag,
    backupFailures: serving.backupFailures(),
  };
}

function mayReadMetrics(request: FastifyRequest, token: string | undefined): boolean {
  if (token !== undefined) {
    const given = sha256(request.headers.authorization ?? '');
    return timingSafeEqual(Buffer.from(given), Buffer.from(sha256(`Bearer ${token}`)));
  }
  // A proxy on this computer asks for somebody else.
  const isForwarded =
    request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
  return !isForwarded && /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '');
}
