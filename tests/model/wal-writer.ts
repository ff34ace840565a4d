import { Client } from 'pg';

// PostgreSQL's process that brings the log from its memory to the disk in the background. Held still, it can't come
// before a crash; killed, it takes PostgreSQL's memory with it: PostgreSQL throws that away and recovers from the disk.

interface WalWriter {
  readonly pid: number;
  /** What it waits for; `WalWriterMain` while it has nothing to do. */
  readonly waits_for: string | null;
}

/** Holds it still while it has nothing to do: in the middle of a write it would hold everybody else still too. */
export async function stopWalWriter(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const look = async (): Promise<WalWriter> => {
    const { rows } = await client.query<WalWriter>(
      `select pid, wait_event as waits_for from pg_stat_activity where backend_type = 'walwriter'`,
    );
    return rows[0]!;
  };
  try {
    const { pid } = await look();
    for (;;) {
      process.kill(pid, 'SIGSTOP');
      if ((await look()).waits_for === 'WalWriterMain') return pid;
      process.kill(pid, 'SIGCONT');
    }
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
