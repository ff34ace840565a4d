import { pagePath } from '../../contract/headquarters/endpoint.ts';
import type { PageEndpoint } from '../../contract/headquarters/endpoint.ts';
import { pageEndpoints } from '../../contract/headquarters/page-endpoints.ts';
import type { PageEndpointName } from '../../contract/headquarters/page-endpoints.ts';
import { isDatabaseAway } from '../database/database.ts';
import { PageRefusal } from '../page-refusal.ts';
import type { App, Means } from '../routes/routes.ts';
import { demandStaff, findAsker } from './asker.ts';
import { courierUploadRoute } from './courier-upload.ts';
import { demandOwnPage } from './own-page-only.ts';
import { readPageFiles } from './page-files.ts';
import { pageHandlers } from './page-handlers.ts';
import { pageHeaders } from './page-headers.ts';
import type { Asker, PageSettings } from './page-means.ts';

type AnyHandler = (asker: Asker, request: unknown) => Promise<unknown>;

/**
 * Headquarters' own page: its files, and what it asks. In a context of its own, so that its refusals and headers
 * aren't those of the devices' protocol.
 */
export function pageRoutes(app: App, means: Means, settings: PageSettings): void {
  void app.register(async (page: App) => {
    page.setErrorHandler((error, request, reply) => {
      const refusal = refusalFor(error);
      if (refusal.code === 'INTERNAL') request.log.error({ err: error }, 'the page’s request failed');
      const { code, details, httpStatus } = refusal;
      return reply.status(httpStatus).send({ ok: false, error: { code, details } });
    });
    page.addHook('onRequest', async (request, reply) => {
      void reply.headers(pageHeaders);
      demandOwnPage(request, settings.address);
    });
    for (const [url, { bytes, mediaType, isForGood }] of readPageFiles()) {
      page.get(url, (_request, reply) => {
        if (isForGood) void reply.header('cache-control', 'public, max-age=31536000, immutable');
        return reply.type(mediaType).send(bytes);
      });
    }
    for (const name of Object.keys(pageEndpoints) as PageEndpointName[]) {
      const endpoint: PageEndpoint = pageEndpoints[name];
      // Each handler takes what its endpoint's schema gives: `PageHandlers` holds that, this line forgets it.
      const handler = pageHandlers[name] as AnyHandler;
      page.route({
        method: endpoint.kind === 'asks' ? 'GET' : 'POST',
        url: pagePath(name),
        handler: async (request, reply) => {
          const found = await findAsker(request, reply, means, settings);
          const asker = endpoint.access === 'staff' ? demandStaff(found) : found;
          const asked = endpoint.request.safeParse(endpoint.kind === 'asks' ? request.query : request.body);
          if (!asked.success) {
            const places = asked.error.issues.map((issue) => issue.path.join('.')).join(', ');
            throw new PageRefusal('MALFORMED', { reason: `${name}: ${places}.` });
          }
          return { ok: true, value: endpoint.value.parse(await handler(asker, asked.data)) };
        },
      });
    }
    courierUploadRoute(page, means, settings);
  });
}

/** Every refusal has a code; what nobody foresaw is a fault of headquarters, and says nothing of what is inside. */
function refusalFor(error: unknown): PageRefusal {
  if (error instanceof PageRefusal) return error;
  if (isDatabaseAway(error)) return new PageRefusal('BUSY', {});
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' && status >= 400 && status < 500
    ? new PageRefusal('MALFORMED', { reason: 'The request could not be read.' })
    : new PageRefusal('INTERNAL', {});
}
