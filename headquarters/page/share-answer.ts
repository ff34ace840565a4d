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
 * of its time. What is found quickly is always fresh.
 */
export function shareAnswer<Value>(
  find: (database: Database) => Promise<Value>,
  nowMs: () => number = () => performance.now(),
): (database: Database) => Promise<Value> {
  const shared = new WeakMap<Database, Answer<Value>>();
  const settle = async (answer: Answer<Value>, startedMs: number): Promise<void> => {
    const isFound = await answer.found.then(
      () => true,
      () => false,
    );
    const tookMs = nowMs() - startedMs;
    answer.goodUntilMs = isFound && tookMs >= quickMs ? nowMs() + 10 * tookMs : 0;
  };
  return (database) => {
    const earlier = shared.get(database);
    if (earlier !== undefined && nowMs() < earlier.goodUntilMs) return earlier.found;
    const startedMs = nowMs();
    const answer = { found: find(database), goodUntilMs: Infinity };
    shared.set(database, answer);
    void settle(answer, startedMs);
    return answer.found;
  };
}
