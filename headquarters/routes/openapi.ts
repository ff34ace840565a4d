import { openApiText } from '../serving/openapi.ts';
import type { App } from './routes.ts';

/** `GET /v1/openapi.json`: the description of everything under `/v1`. */
export function openApiRoutes(app: App): void {
  app.route({
    method: 'GET',
    url: '/v1/openapi.json',
    schema: { hide: true },
    handler: async (_request, reply) => reply.type('application/json').send(openApiText(app)),
  });
}
