import type { FastifyReply } from 'fastify';

/**
 * Calls `end` once when an exchange is over: answered, or cut off before or while it was. Fastify's own hook is for
 * answers that went out; what is cut off in the middle of its body never gets there.
 */
export function onceOver({ raw }: FastifyReply, end: () => void): void {
  if (raw.closed) end();
  else raw.once('close', end);
}
