import type { FastifyReply, FastifyRequest } from 'fastify';
import { PageRefusal } from '../page-refusal.ts';
import type { Means } from '../routes/routes.ts';
import { staffOfSession } from '../staff/sign-in.ts';
import type { Asker, PageSettings, StaffAsker } from './page-means.ts';
import { readSessionCookie, writeSessionCookie } from './session-cookie.ts';

/** Who asks, by the session that the browser has; nothing of the request's body is needed for that. */
export async function findAsker(
  request: FastifyRequest,
  reply: FastifyReply,
  means: Means,
  { isSecure }: PageSettings,
): Promise<Asker> {
  const token = readSessionCookie(request.headers.cookie, isSecure);
  return {
    ...means,
    token,
    staff: token === null ? null : await staffOfSession(means.database, token),
    setToken: (next) => void reply.header('set-cookie', writeSessionCookie(next, isSecure)),
  };
}

/** Somebody of staff, and nobody else. @throws {PageRefusal} NOT_SIGNED_IN */
export function demandStaff(asker: Asker): StaffAsker {
  const { staff, token } = asker;
  if (staff === null || token === null) throw new PageRefusal('NOT_SIGNED_IN', {});
  return { ...asker, staff, token };
}
