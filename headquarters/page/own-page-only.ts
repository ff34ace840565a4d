import type { FastifyRequest } from 'fastify';
import { pageHeader } from '../../contract/headquarters/endpoint.ts';
import { PageRefusal } from '../page-refusal.ts';

/**
 * Lets through what headquarters' own page asks, and nothing that somebody else's page makes a browser ask: what
 * changes something must come from this very origin and carry a header that a form can't send.
 *
 * @param address how headquarters is reached from outside, where a proxy stands before it
 * @throws {PageRefusal} FOREIGN_PAGE
 */
export function demandOwnPage(request: FastifyRequest, address: string | undefined): void {
  // Browsers that know it say where a request came from; `none` is an address typed by a person.
  const site = request.headers['sec-fetch-site'];
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (site !== undefined && site !== 'same-origin' && !(isRead && site === 'none')) throw refusal();
  if (isRead) return;
  if (request.headers[pageHeader] === undefined) throw refusal();
  if (!isOwnOrigin(request.headers.origin, request.headers.host, address)) throw refusal();
}

function isOwnOrigin(
  origin: string | undefined,
  host: string | undefined,
  address: string | undefined,
): boolean {
  const from = URL.parse(origin ?? '');
  if (from === null) return false;
  return from.host === host || (address !== undefined && from.origin === URL.parse(address)?.origin);
}

const refusal = (): PageRefusal => new PageRefusal('FOREIGN_PAGE', {});
