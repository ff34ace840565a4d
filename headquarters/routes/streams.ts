import { z } from 'zod';
import { consignmentMediaType, consignmentsRoute, streamRoute } from '../../contract/sync/endpoints.ts';
import { DeviceId, Epoch } from '../../contract/sync/ids.ts';
import { mostBytes } from '../../contract/sync/limits.ts';
import { SignedReceipt } from '../../contract/sync/receipt.ts';
import { StreamHead } from '../../contract/sync/stream-head.ts';
import { Overtaking } from '../ingest/overtaking.ts';
import type { Arrival } from '../ingest/overtaking.ts';
import { receiveConsignment } from '../ingest/receive.ts';
import { tellHead } from '../ingest/tell-head.ts';
import { unpackBody } from '../ingest/unpack-body.ts';
import { onceOver } from '../serving/once-over.ts';
import { requireDevice } from './bearer.ts';
import { replyOf } from './reply.ts';
import type { Routes } from './routes.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Where a consignment stands among the others of its stream that are here. */
    arrival: Arrival | null;
  }
}

const params = z.object({ deviceId: DeviceId, epoch: z.coerce.number().pipe(Epoch) });
const query = z.strictObject({
  after: z.coerce.number().pipe(z.int32().min(0)).optional(),
  since: z.coerce.number().pipe(z.int().min(0)).optional(),
});

/** What gzip or zstd add at most to bytes that they can't make smaller, with much room to spare. */
const packingBytes = 1024 * 1024;

/** A stream's head, and consignments into it (S6, S9, S16). */
export const streamRoutes: Routes = (app, { database, identity, limits, projector }) => {
  const onRequest = requireDevice(database, identity);
  const overtaking = new Overtaking();

  app.route({
    method: 'GET',
    url: streamRoute,
    onRequest,
    schema: { params, querystring: query, response: { 200: replyOf(StreamHead) } },
    handler: async (request) => {
      const value = await tellHead(database, identity, limits, request.params, request.query);
      return { ok: true as const, value };
    },
  });

  // A single event may be larger than a consignment of several. Packing adds next to nothing to what can't be packed.
  const bodyLimit = mostBytes(limits, 1) + packingBytes;

  // The body as it came: what is stored are the bytes that were sent, not somebody's reading of them.
  app.addContentTypeParser(consignmentMediaType, { parseAs: 'buffer', bodyLimit }, (_request, body, done) =>
    done(null, body),
  );
  app.route({
    method: 'POST',
    url: consignmentsRoute,
    onRequest: [
      // Before the first thing that is waited for: in the order in which they come.
      async (request, reply) => {
        const { deviceId, epoch } = request.params;
        const arrival = overtaking.arrive(`${deviceId} ${epoch}`);
        request.arrival = arrival;
        onceOver(request, reply, () => arrival.leave());
      },
      onRequest,
    ],
    bodyLimit,
    schema: { params, body: z.instanceof(Buffer), response: { 200: replyOf(SignedReceipt) } },
    handler: async (request) => {
      const { headers, body } = request;
      const packed = {
        bytes: body,
        contentDigest: headers['content-digest']?.toString(),
        contentEncoding: headers['content-encoding'],
      };
      const { device, arrival } = request;
      const carriage = {
        via: 'network',
        device: device!,
        epoch: request.params.epoch,
        arrival: arrival!,
      } as const;
      const value = await projector.yieldTo(async () => {
        const bytes = await unpackBody(packed, limits);
        return (await receiveConsignment({ database, identity, limits }, bytes, carriage)).signed;
      });
      projector.wake();
      return { ok: true as const, value };
    },
  });
};
