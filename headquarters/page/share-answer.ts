import type { Database } from '../database/database.ts';

/** What was found sooner than this is found anew for everybody who asks. */
const quickMs = 200;

interface Answer<Value> {
  readonly found: Promise<Value>;
  goodUntilMs: number;
}

/**
 * Lets everybody who asks while something is being found have the same answer, and for ten times as long as it took:
 * what takes a second (a million replies, several people looking) never keeps the database busy for more than a tenth
 * of its time. What is found quickly is always fresh, and a failure is nobody else's.
 */
export function shareAnswer<Value>(
  find: (database: Database) => Promise<Value>,
  nowMs: () => number = () => performance.now(),
): (database: Database) => Promise<Value> {
  const shared = new WeakMap<Database, Answer<Value>>();
  const findAnew = async (database: Database): Promise<Value> => {
    const startedMs = nowMs();
    let goodUntilMs = 0;
    try {
      const value = await find(database);
      const tookMs = nowMs() - startedMs;
      if (tookMs >= quickMs) goodUntilMs = nowMs() + 10 * tookMs;
      return value;
    } finally {
      shared.get(database)!.goodUntilMs = goodUntilMs;
    }
  };
  return (database) => {
    const earlier = shared.get(database);
    if (earlier !== undefined && nowMs() < earlier.goodUntilMs) return earlier.found;
    const answer = { found: findAnew(database), goodUntilMs: Infinity };
    shared.set(database, answer);
    return answer.found;
  };
}
