import type { ReadableDb } from '../../electron/store/db.ts';

/**
 * The plans of every statement that `work` runs, one line a step. The statements are taken as they pass, so
 * that a test judges the SQL that is really run and not a copy of it.
 */
export function plansOf(db: ReadableDb, work: (watched: ReadableDb) => unknown): string[] {
  const plans: string[] = [];
  const watched = new Proxy(db, {
    get(target, property) {
      if (property !== 'prepare') {
        const value: unknown = Reflect.get(target, property, target);
        return typeof value === 'function' ? value.bind(target) : value;
      }
      return (sql: string) => {
        const statement = target.prepare(sql);
        const explain = (values: object): void => {
          const steps = target.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(values) as { detail: string }[];
          plans.push(...steps.map((step) => step.detail));
        };
        return {
          get: (values: object) => (explain(values), statement.get(values)),
          all: (values: object) => (explain(values), statement.all(values)),
          run: (values: object) => (explain(values), statement.run(values)),
        };
      };
    },
  });
  work(watched);
  return plans;
}
