import { z } from 'zod';
import { ConsultationPack } from '../../contract/records/consultation-pack.ts';
import { PackHash } from '../../contract/records/id.ts';
import { ConsultationPacks } from '../../contract/sync/consultation-packs.ts';
import { consultationsPath } from '../../contract/sync/endpoints.ts';
import { sha256 } from '../cryptography.ts';
import { newestPackHashes, newestPacks } from '../database/queries/consultation-packs.ts';
import { requireDevice } from './bearer.ts';
import { replyOf } from './reply.ts';
import type { Routes } from './routes.ts';

/** `GET /v1/consultations`: the newest packs, and 304 where the device has them (S16). */
export const consultationRoutes: Routes = (app, { database, identity }) => {
  app.route({
    method: 'GET',
    url: consultationsPath,
    onRequest: requireDevice(database, identity),
    schema: { response: { 200: replyOf(ConsultationPacks), 304: z.null() } },
    handler: async (request, reply) => {
      const known = etagOf(await newestPackHashes(database.read));
      void reply.header('cache-control', 'private, no-cache');
      if (isAmong(request.headers['if-none-match'], known)) {
        return reply.header('etag', known).status(304).send(null);
      }
      const packs = await newestPacks(database.read);
      // Of what is sent, and not of what was there a moment ago.
      void reply.header('etag', etagOf(packs.map(({ hash }) => hash)));
      const value = {
        packs: packs.map(({ hash, body }) => ({
          packHash: PackHash.parse(hash),
          pack: ConsultationPack.parse(JSON.parse(body)),
        })),
      };
      return { ok: true as const, value };
    },
  });
};

/** A strong tag: the same hashes in the same order are the same bytes. */
function etagOf(hashes: readonly string[]): string {
  return `"${sha256(hashes.join('\n'))}"`;
}

function isAmong(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim());
  return tags.some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag);
}
