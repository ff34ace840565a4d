import type { Session } from '../people/session.ts';

/**
 * Does work that waits for the network or a stick; when the store is to be closed, the work is stopped and waited for
 * first.
 */
export async function whileOpen<Value>(
  session: Session,
  work: (closing: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const closing = new AbortController();
  const end = work(closing.signal);
  const takeOff = session.beforeClosing(async () => {
    closing.abort();
    // How it ended is told to whoever asked for it.
    await end.catch(() => undefined);
  });
  try {
    return await end;
  } finally {
    takeOff();
  }
}
