import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { readBackup } from '../backup/backup-file.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { openDatabase } from '../database/open-database.ts';
import { defineCommand, UsageError } from './command.ts';

/** Restores a backup into an empty folder or database. */
export const restore = defineCommand({
  name: 'restore',
  summary: 'restore a backup into an empty folder or database; it begins a new life',
  operands: { usage: 'FILE|DIR', least: 1, most: 1 },
  options: {},
  run: async (_values, { place, say }, [named]) => {
    const file = await newestIn(path.resolve(named!));
    // Before anything is made: a damaged file leaves no trace.
    await readBackup(file);
    const database = await openDatabase(
      place,
      'owner',
      () => {},
      async () => {},
    );
    try {
      const restored = await restoreBackup(database, file);
      say(
        `Restored from ${file}, which was taken at ${restored.takenAt}.\n` +
          `Headquarters is the same as before, in a new life (${restored.serverEpoch}). Start it as usual: every computer offers ` +
          'again what came after the backup, by itself, at its next send.\n' +
          'What was done here after the backup is not in it. Withdraw again each computer that was withdrawn since, ' +
          'decide again what was decided, and give a new code to each that was enrolled.\n' +
          'Check it: npm run headquarters -- verify',
      );
    } finally {
      await database.close();
    }
  },
});

/** The file that was named, or the newest backup in the folder that was. */
async function newestIn(named: string): Promise<string> {
  const found = await stat(named).catch(() => null);
  if (found === null) throw new UsageError(`There is nothing at ${named}.`);
  if (!found.isDirectory()) return named;
  const backups = (await readdir(named)).filter((name) =>
    /^headquarters-[0-9a-f]{12}-.+\.sql\.zst$/.test(name),
  );
  const owners = new Set(backups.map((name) => name.slice(0, 'headquarters-'.length + 12)));
  if (owners.size > 1) {
    throw new UsageError(`In ${named} lie backups of ${owners.size} headquarters. Name the file.`);
  }
  const newest = backups.toSorted().at(-1);
  if (newest === undefined) throw new UsageError(`There is no backup in ${named}.`);
  return path.join(named, newest);
}
