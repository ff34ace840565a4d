import { PostbagError } from '../../contract/errors.ts';
import { inTransaction, type ReadableDb, type WritableDb } from './db.ts';

/** One step from a version to the next. Plain SQL in `run`, no imports of live code: it must mean the same in ten years. */
export interface Migration {
  /** Steps of ten, so that a fix can go between: 10, 20, 30 … The newest is written to user_version. */
  readonly version: number;
  readonly name: string;
  readonly run: (db: WritableDb) => void;
}

export function versionOf(db: ReadableDb): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/**
 * Brings a store file to the newest version. All missing steps are one transaction with the version stamp: a
 * step that fails leaves the file as it was before the first of them.
 * @throws PostbagError STORE_NEWER, MIGRATION_FAILED
 */
export function migrate(db: WritableDb, migrations: readonly Migration[]): void {
  const known = migrations.at(-1)?.version ?? 0;
  const found = versionOf(db);
  if (found > known) throw new PostbagError('STORE_NEWER', { storeVersion: found, knownVersion: known });
  if (found === known) return;
  let step = '';
  try {
    inTransaction(db, () => {
      for (const migration of migrations.filter(({ version }) => version > found)) {
        step = `${String(migration.version).padStart(4, '0')}-${migration.name}`;
        migration.run(db);
      }
      db.pragma(`user_version=${known}`);
    });
  } catch (error) {
    throw new PostbagError('MIGRATION_FAILED', {
      step,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}
