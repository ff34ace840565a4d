import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ScriptedKeyerOptions } from './scripted-keyer.ts';

export interface RunningKeyer {
  /** Resolves at its first field, or when it has ended before that. */
  readonly isKeying: Promise<unknown>;
  /** Resolves when it is gone, however it went. */
  readonly isGone: Promise<void>;
  kill(): void;
}

/** Starts the scripted keyer in a process of its own. */
export function startScriptedKeyer(
  options: ScriptedKeyerOptions,
  environment: Readonly<Record<string, string>> = {},
): RunningKeyer {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, 'scripted-keyer.ts'), JSON.stringify(options)],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } },
  );
  let complaint = '';
  child.stderr?.on('data', (data) => (complaint += String(data)));
  const isGone = untilGone(child, () => complaint);
  const isKeying = Promise.race([once(child.stdout!, 'data'), isGone]);
  return { isKeying, isGone, kill: () => void child.kill('SIGKILL') };
}

async function untilGone(child: ChildProcess, complaint: () => string): Promise<void> {
  await once(child, 'close');
  // It has no way to end but by SIGKILL; anything else is a mistake in it, and no result.
  if (child.signalCode !== 'SIGKILL') throw new Error(`the scripted keyer ended by itself: ${complaint()}`);
}
