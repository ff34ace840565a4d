import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Account } from './account.ts';

/** How a program ended. */
export interface Ended {
  readonly exitCode: number;
  readonly output: string;
}

/**
 * Runs a program of PostgreSQL's on a folder, to its end, as `account` where there is one.
 *
 * Program or folder may lie where other accounts can't enter, like root's own home. Then Linux' setpriv lends the
 * account the one privilege of passing through; PostgreSQL asks only that it isn't root.
 */
export async function runAs(
  account: Account | null,
  folder: string,
  program: string,
  args: readonly string[],
): Promise<Ended> {
  if (account === null) return await run(program, args);
  if ((await mayEnter(account, folder)) && (await mayEnter(account, path.dirname(program)))) {
    return await run(program, args, account);
  }
  return await run('setpriv', [
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    '--clear-groups',
    // Else access(2), by which PostgreSQL looks for its own programs, would ask without the privilege.
    '--securebits=+no_setuid_fixup',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    '--',
    program,
    ...args,
  ]);
}

/** Whether an account may pass through every folder on the way to one, and through that. */
async function mayEnter(account: Account, folder: string): Promise<boolean> {
  const { mode, uid, gid } = await stat(folder);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  const above = path.dirname(folder);
  return above === folder || (await mayEnter(account, above));
}

function run(program: string, args: readonly string[], account?: Account): Promise<Ended> {
  return new Promise((resolve, reject) => {
    // A fixed locale: messages are read, and the order of text must not differ between two computers.
    const env = { ...process.env, LC_ALL: 'C' };
    execFile(program, args, { env, windowsHide: true, ...account }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      if (typeof exitCode === 'number') resolve({ exitCode, output: `${stdout}${stderr}`.trim() });
      else reject(error);
    });
  });
}
