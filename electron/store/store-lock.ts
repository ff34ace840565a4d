import Database from 'better-sqlite3';
import { PostbagError } from '../../contract/errors.ts';
import { refusalOfSqlite } from './sqlite-refusal.ts';

/**
 * Keeps a second Postbag off the store. An open write transaction on a small database of its own is a lock
 * that the operating system takes back when the process dies, however it dies: no stale lock files.
 * @throws PostbagError STORE_IN_USE
 */
export function lockStore(file: string): { release(): void } {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
    const held = db;
    return { release: () => held.close() };
  } catch (error) {
    db?.close();
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) {
      throw new PostbagError('STORE_IN_USE', {});
    }
    throw refusalOfSqlite(error, file);
  }
}
