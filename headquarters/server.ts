import { ReaderGoneError, UsageError } from './commands/command.ts';
import { helpOf, helpOfAll } from './commands/help.ts';
import { outputTo } from './commands/output.ts';
import { readCommandLine } from './commands/read-command-line.ts';

// The way in: `npm run headquarters -- …`. Messages are for the person at the keyboard; exit code 0 is success,
// 1 a failure that the message explains, 2 a command line that can't be understood.

const stopAsked = new Promise((resolve) => {
  // A second signal changes nothing: stopping takes as long as a consignment under way.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, resolve);
});

try {
  const output = outputTo(process.stdout);
  const asked = readCommandLine(process.argv.slice(2), process.env);
  if (asked.wants === 'help') output.say(asked.command === null ? helpOfAll() : helpOf(asked.command));
  else await asked.command.run(asked.values, { ...output, place: asked.place, stopAsked }, asked.operands);
} catch (error) {
  if (!(error instanceof ReaderGoneError)) {
    process.stderr.write(`${inWords(error)}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    return 'Something else listens at that port already. Nothing was changed. Choose another with --port N, or 0 for any.';
  }
  return error.message;
}
