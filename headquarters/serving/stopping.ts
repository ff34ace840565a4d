import type { App } from '../routes/routes.ts';

/** Has the last answer on each connection say that it is the last, so that stopping doesn't wait for idle ones. */
export function endConnectionsWhenStopping(app: App): void {
  let isStopping = false;
  app.addHook('preClose', async () => {
    isStopping = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isStopping) void reply.header('connection', 'close');
  });
}
