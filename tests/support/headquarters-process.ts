import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { preparedNode } from './prepared-node.ts';

const entry = fileURLToPath(new URL('../../headquarters/server.ts', import.meta.url));

/** A headquarters as a process, started with any options and environment. */
export interface HeadquartersProcess {
  readonly url: string;
  /** The enrolment code that it printed. */
  readonly code: string;
  /** Ctrl+C; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** `npm run headquarters -- serve …` with `environment` on top of this process's. */
export async function serveWith(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<HeadquartersProcess> {
  const child = spawn(process.execPath, [...preparedNode, entry, 'serve', '--port', '0', ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const printed: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    printed.push(line);
    if (line.startsWith('Ctrl+C')) break;
  }
  child.stdout.resume();
  const text = printed.join('\n');
  const url = /^Headquarters is at (\S+)/m.exec(text)?.[1];
  const code = /^ {2}(http\S+#\S+)$/m.exec(text)?.[1];
  if (url === undefined || code === undefined) throw new Error(`Headquarters did not start: ${text}`);
  return {
    url,
    code,
    stop: async () => {
      child.kill('SIGINT');
      return (await ended)[0];
    },
  };
}
