import { Client } from 'pg';

// PostgreSQL's process that brings the log from its memory to the disk in the background. Held still, it can't come
// before a crash; killed, it takes PostgreSQL's memory with it: PostgreSQL throws that away and recovers from the disk.

/** Holds it still. @returns its process id */
export async function stopWalWriter(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity where backend_type = 'walwriter'`,
    );
    const { pid } = rows[0]!;
    process.kill(pid, 'SIGSTOP');
    return pid;
  } finally {
    await client.end();
  }
}

/** Crashes PostgreSQL by it, and waits until it has recovered. */
export async function killWalWriter(url: string, pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  for (;;) {
    const client = new Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      const { rows } = await client.query<{ pid: number }>(
        `select pid from pg_stat_activity where backend_type = 'walwriter'`,
      );
      if (rows[0] !== undefined && rows[0].pid !== pid) return;
    } catch {
      // Not there yet.
    } finally {
      await client.end().catch(() => {});
    }
  }
}
