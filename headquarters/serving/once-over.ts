import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Calls `end` once when an exchange is over: answered, or cut off before or while it was. Fastify's own hook is for
 * answers that went out; what is cut off in the middle of its body never gets there, and an answer that was to follow
 * another on the same connection doesn't hear of its end.
 */
export function onceOver(request: FastifyRequest, reply: FastifyReply, end: () => void): void {
  const { raw } = reply;
  const { socket } = request.raw;
  let isOver = false;
  const over = (): void => {
    if (isOver) return;
    isOver = true;
    raw.off('close', over);
    socket.off('close', over);
    end();
  };
  if (raw.closed || socket.destroyed) return over();
  raw.once('close', over);
  socket.once('close', over);
}
