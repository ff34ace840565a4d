import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The account that PostgreSQL runs as where headquarters itself runs as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. So root hands it to the account `postgres`, and makes that account where it is
 * missing; anybody else runs it as themselves (null).
 */
export async function databaseAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const found = await lookUp();
  if (found !== null) return found;
  await execute('groupadd', ['--system', '--force', 'postgres']);
  await execute('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']).catch(
    async (error: unknown) => {
      // Somebody else may have made it just now.
      if ((await lookUp()) === null) throw error;
    },
  );
  const made = await lookUp();
  if (made === null) throw new Error('The account “postgres”, which the database needs, could not be made.');
  return made;
}

async function lookUp(): Promise<Account | null> {
  try {
    const [uid, gid] = await Promise.all([
      execute('id', ['-u', 'postgres']),
      execute('id', ['-g', 'postgres']),
    ]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}
