import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from './built-app.ts';
import { preparedNode } from './prepared-node.ts';

/** What `npm start` runs, in a process of its own. */
export interface StartedProgram {
  readonly address: string;
  readonly output: () => string;
  /** Ends it as Ctrl+C does. @returns its exit code */
  stop(): Promise<number | null>;
}

/** @throws Error with what was printed, if it ends before it has printed an address */
export async function startProgram(
  given: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<StartedProgram> {
  const child = spawn(process.execPath, [...preparedNode, 'scripts/start.ts', ...given], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = once(child, 'exit');
  const address = await new Promise<string>((found, failed) => {
    const read = (data: unknown): void => {
      output += String(data);
      const printed = /http:\/\/127\.0\.0\.1:\d+\/#token=[0-9a-f]{64}/.exec(output)?.[0];
      if (printed !== undefined) found(printed);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('close', (code) => failed(new Error(`ended with ${code}: ${output}`)));
  });
  return {
    address,
    output: () => output,
    async stop() {
      child.kill('SIGINT');
      await exited;
      return child.exitCode;
    },
  };
}
