import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { readBackup } from '../backup/backup-file.ts';
import { readReplaced } from '../backup/read-replaced.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { openAsItIs } from '../database/open-database.ts';
import { defineCommand, UsageError } from './command.ts';
import { restoredWords } from './restored-words.ts';

/** Restores a backup into an empty folder or database. */
export const restore = defineCommand({
  name: 'restore',
  summary: 'restore a backup into an empty folder or database; it begins a new life',
  operands: { usage: 'FILE|DIR', least: 1, most: 1 },
  options: {
    replaces: {
      value: 'DIR|URL',
      help: 'where the headquarters lies that it replaces; whom that withdrew last stays withdrawn',
    },
    'forget-later-revocations': {
      help: 'that one can’t be read any more: restores without knowing what was withdrawn after the backup',
    },
  },
  run: async (values, { place, say }, [named]) => {
    const isForgetting = values['forget-later-revocations'];
    if ((values.replaces === undefined) !== isForgetting) throw new UsageError(whichIsReplaced);
    const file = await newestIn(path.resolve(named!));
    // Before anything is made: a damaged file leaves no trace.
    await readBackup(file);
    const last = values.replaces === undefined ? null : await readReplaced(values.replaces);
    const database = await openAsItIs(place);
    try {
      say(restoredWords(file, await restoreBackup(database, file, last)));
    } finally {
      await database.close();
    }
  },
});

const whichIsReplaced =
  'Name the headquarters that the restored one replaces with --replaces, by its folder or the address of its ' +
  'PostgreSQL: a computer that was withdrawn after the backup stays withdrawn. Where it can’t be read any more, say ' +
  '--forget-later-revocations instead.';

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
