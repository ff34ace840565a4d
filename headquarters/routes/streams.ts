import { z } from 'zod';
import { consignmentMediaType, consignmentsRoute, streamRoute } from '../../contract/sync/endpoints.ts';
import { DeviceId, Epoch } from '../../contract/sync/ids.ts';
import { SignedReceipt } from '../../contract/sync/receipt.ts';
import { StreamHead } from '../../contract/sync/stream-head.ts';
import { readConsignment } from '../ingest/read-consignment.ts';
import { tellHead } from '../ingest/tell-head.ts';
import { takeIn } from '../ingest/take-in.ts';
import { unpackBody } from '../ingest/unpack-body.ts';
import { requireDevice } from './bearer.ts';
import { replyOf } from './reply.ts';
import type { Routes } from './routes.ts';

const params = z.object({ deviceId: DeviceId, epoch: z.coerce.number().pipe(Epoch) });
const query = z.strictObject({ after: z.coerce.number().pipe(z.int32().min(0)).optional() });

/** A stream's head, and consignments into it (S6, S9, S16). */
export const streamRoutes: Routes = (app, { database, identity, limits, projector }) => {
  const onRequest = requireDevice(database);

  app.route({
    method: 'GET',
    url: streamRoute,
    onRequest,
    schema: { params, querystring: query, response: { 200: replyOf(StreamHead) } },
    handler: async (request) => {
      const value = await tellHead(database, identity, limits, request.params, request.query.after);
      return { ok: true as const, value };
    },
  });

  // The body as it came: what is stored are the bytes that were sent, not somebody's reading of them.
  app.addContentTypeParser(
    consignmentMediaType,
    { parseAs: 'buffer', bodyLimit: limits.consignmentBytes },
    (_request, body, done) => done(null, body),
  );
  app.route({
    method: 'POST',
    url: consignmentsRoute,
    onRequest,
    bodyLimit: limits.consignmentBytes,
    schema: { params, body: z.instanceof(Buffer), response: { 200: replyOf(SignedReceipt) } },
    handler: async (request) => {
      const bytes = await unpackBody(
        {
          bytes: request.body,
          contentDigest: request.headers['content-digest']?.toString(),
          contentEncoding: request.headers['content-encoding'],
        },
        limits,
      );
      const { epoch } = request.params;
      const consignment = readConsignment(bytes, { device: request.device!, epoch, identity, limits });
      const value = await takeIn(database, identity, consignment);
      projector.wake();
      return { ok: true as const, value };
    },
  });
};
