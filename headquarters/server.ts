import { runEnrol } from './commands/enrol.ts';
import { runList } from './commands/list.ts';
import { runServe } from './commands/serve.ts';
import { help, readSettings, UsageError } from './commands/settings.ts';

// The way in: `npm run headquarters -- …`. Messages are for the person at the keyboard; exit code 0 is success,
// 1 a failure that the message explains, 2 a command line that can't be understood.

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const stopAsked = new Promise((resolve) => {
  // A second signal changes nothing: stopping takes as long as a consignment under way.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, resolve);
});

async function run(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), process.env);
  switch (settings.command) {
    case 'help':
      return say(help);
    case 'serve':
      return await runServe(settings, say, stopAsked);
    case 'enrol':
      return await runEnrol(settings, say);
    case 'list':
      return await runList(settings, say);
    default:
      return settings.command satisfies never;
  }
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${inWords(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    return 'Something else listens at that port already. Nothing was changed. Choose another with --port N, or 0 for any.';
  }
  return error.message;
}
