import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

const pack = promisify(gzip);

/** Shorter answers gain nothing, and fit into one packet anyway. */
const worthPackingBytes = 1024;

/** A hook that packs an answer for whoever says that gzip is understood: a receipt names 200 events, much alike. */
export async function packAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  const accepts = /(^|[,\s])gzip(?!;q=0(\.0*)?(,|\s|$))/.test(request.headers['accept-encoding'] ?? '');
  void reply.header('vary', 'accept-encoding');
  if (!accepts || typeof payload !== 'string' || payload.length < worthPackingBytes) return payload;
  void reply.header('content-encoding', 'gzip').removeHeader('content-length');
  return await pack(payload);
}
