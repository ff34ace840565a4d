import { join, resolve } from 'node:path';
import { createDispatch } from './bridge/dispatch.ts';
import { sendByItself } from './bridge/send-by-itself.ts';
import { keepRecoveryWraps } from './bridge/keep-recovery-wrap.ts';
import { trySample } from './bridge/try-sample.ts';
import { startLoopbackServer, type LoopbackServer } from './host/loopback-server.ts';
import { defaultStoreFolder } from './host/default-store-folder.ts';
import { readStartOptions } from './host/start-options.ts';
import { Session } from './people/session.ts';

// Entry 2: the same app, served to a browser on this computer. Started by scripts/start.ts, or by hand.

const options = readStartOptions(process.argv.slice(2));
if ('mistake' in options) {
  console.error(options.mistake);
  process.exit(2);
}

const root = resolve(import.meta.dirname, import.meta.filename.endsWith('.ts') ? '..' : '../..');
let server: LoopbackServer | null = null;
const session = new Session({
  folder: options.storeFolder ?? defaultStoreFolder(process.env, process.platform),
  resourcesFolder: join(root, 'resources'),
  keepsBackups: true,
  announce: (announcement) => server?.announce(announcement),
});
sendByItself(session);
keepRecoveryWraps(session);

let isEnding = false;
async function end(exitCode: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  await server?.close();
  await session.end();
  process.exit(exitCode);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));

try {
  if (options.isSample) await trySample(session);
  server = await startLoopbackServer({
    port: options.port,
    pageFolder: join(root, 'dist', 'renderer'),
    dispatch: createDispatch(session),
  });
  console.log(
    `Postbag is ready for a browser on this computer. Open:\n\n  ${server.address}\n\nCtrl+C ends it; everything shown as saved is kept.`,
  );
} catch (error) {
  const isPortTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  console.error(
    isPortTaken
      ? `Port ${options.port} is in use. Nothing was started. Choose another one with --port, or --port 0 for any.`
      : `Postbag could not start: ${error instanceof Error ? error.message : String(error)}`,
  );
  await end(1);
}
