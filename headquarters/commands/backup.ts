import path from 'node:path';
import { transaction } from '../database/database.ts';
import { writeBackup } from '../backup/write-backup.ts';
import { defineCommand } from './command.ts';
import { recordCommand } from './record-command.ts';
import { withDatabase } from './with-database.ts';

/** Backs up everything, beside a running headquarters or without one. */
export const backup = defineCommand({
  name: 'backup',
  summary: 'write everything into one file, read it back, and say where it is',
  options: {
    out: { value: 'DIR', fallback: 'headquarters-backups', help: 'the folder that the file comes into' },
  },
  run: async (values, shell) => {
    const written = await withDatabase(shell.place, async (database) => {
      const done = await writeBackup(database, path.resolve(values.out));
      await transaction(database, (db) =>
        recordCommand(db, { act: 'write backup', subject: path.basename(done.file) }),
      );
      return done;
    });
    shell.say(
      `The backup was written and read back: ${written.file} (${megabytes(written.bytes)} MB).\n` +
        'It holds headquarters’ keys and everything that citizens wrote: keep it where nobody else can read it.',
    );
  },
});

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
