import swagger from '@fastify/swagger';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { consignmentMediaType, consignmentsRoute, enrolmentsPath } from '../../contract/sync/endpoints.ts';
import { SyncRefusal, syncErrors } from '../../contract/sync/sync-errors.ts';
import type { App } from '../routes/routes.ts';

// The description of what headquarters answers over the network (S16), from the very schemas that it checks by.

const transform = createJsonSchemaTransform({});

const description = `What units' computers ask of headquarters, and what it answers. Every answer is
{"ok":true,"value":…} or {"ok":false,"error":{"code":…,"details":…}}. The bytes of a consignment, the chain and the
signatures are described in docs/protocol.md.`.replaceAll('\n', ' ');

/** Has the app describe itself; to be called before any route is added. */
export function describeRoutes(app: App): void {
  void app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Postbag headquarters', version: '1', description },
      components: { securitySchemes: { device: { type: 'http', scheme: 'bearer' } } },
    },
    transform: (input) => {
      const { url } = input;
      const isPublished = url.startsWith('/v1/') || url === '/health';
      if (!isPublished) return { schema: { hide: true }, url };
      if (url !== consignmentsRoute) return transform(input);
      // Its body isn't JSON and has no schema: bytes, checked by what stands in them.
      const schema = input.schema as Readonly<Record<string, unknown>> | undefined;
      const { body: _, ...rest } = schema ?? {};
      const described = transform({ ...input, schema: rest });
      return {
        ...described,
        schema: {
          ...described.schema,
          consumes: [consignmentMediaType],
          body: { type: 'string', format: 'binary' },
        },
      };
    },
  });
}

/** The description as JSON, once the app is ready: the same for every headquarters. */
export function openApiText(app: App): string {
  const document = app.swagger();
  const refusal = z.toJSONSchema(SyncRefusal, { target: 'openapi-3.0' });
  const codes = Object.entries(syncErrors)
    .map(([code, { httpStatus }]) => `${code} (${httpStatus})`)
    .join(', ');
  const refused = {
    description: `Refused: ${codes}. 429 and 503 come with Retry-After.`,
    content: { 'application/json': { schema: refusal } },
  };
  const paths = (document.paths ?? {}) as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  for (const [path, methods] of Object.entries(paths)) {
    if (!path.startsWith('/v1/')) continue;
    for (const operation of Object.values(methods)) {
      operation.responses = { ...operation.responses, default: refused };
      if (path !== enrolmentsPath) operation.security = [{ device: [] }];
    }
  }
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** What of a described request is added here. */
interface Operation {
  responses: Readonly<Record<string, unknown>>;
  security?: readonly object[];
}
