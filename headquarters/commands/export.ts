import path from 'node:path';
import { transaction } from '../database/database.ts';
import { knowsConsultation } from '../database/queries/export.ts';
import { exportReplies } from '../export/export-replies.ts';
import { writeWholeFile } from '../export/whole-file.ts';
import { defineCommand, UsageError } from './command.ts';
import { recordCommand } from './record-command.ts';
import { withDatabase } from './with-database.ts';

/** Hands the replies out, for whoever counts them (docs/reply-format.md). */
export const exportCommand = defineCommand({
  name: 'export',
  summary: 'write the replies of a consultation that count, one JSON object a line',
  options: {
    consultation: { value: 'ID', help: 'which one; list and consultations name them' },
    out: { value: 'FILE', help: 'where to; as it is: to the standard output' },
  },
  run: async ({ consultation, out }, shell) => {
    if (consultation === undefined) throw new UsageError('--consultation needs the id of one.');
    await withDatabase(shell.place, async (database) => {
      if (!(await knowsConsultation(database.read, consultation))) {
        throw new Error(
          `Headquarters knows no consultation “${consultation}”. npm run headquarters -- list names those that it has.`,
        );
      }
      // Before the first of them is out: it is what citizens wrote.
      await transaction(database, (db) =>
        recordCommand(db, { act: 'export replies', subject: consultation }),
      );
      if (out === undefined) {
        await exportReplies(database, consultation, shell.print);
        return;
      }
      const file = path.resolve(out);
      let count = 0;
      await writeWholeFile(file, async (write) => {
        count = await exportReplies(database, consultation, write);
      });
      shell.say(`${count} replies of ${consultation} were written to ${file}.`);
    });
  },
});
