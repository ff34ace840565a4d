import { createReadStream } from 'node:fs';
import path from 'node:path';
import { isAllTakenIn } from '../../contract/sync/courier-report.ts';
import { courierWords } from '../../contract/sync/courier-words.ts';
import { takeInCourierFile } from '../courier/take-in-courier-file.ts';
import { transaction } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import type { Identity } from '../database/queries/identity.ts';
import { readIdentity } from '../identity.ts';
import { projectNext } from '../projection/project-next.ts';
import { defineCommand } from './command.ts';
import type { Shell } from './command.ts';
import { recordCommand } from './record-command.ts';
import { withDatabase } from './with-database.ts';

/** Takes in courier files, whether headquarters is running or not. */
export const courier = defineCommand({
  name: 'courier',
  summary: 'take in courier files that units’ computers wrote',
  operands: { usage: 'FILE …', least: 1, most: 10_000 },
  options: { json: { help: 'one JSON object a line, for another program' } },
  run: async (values, shell, files) => {
    const notWhole = await withDatabase(shell.place, async (database) => {
      const identity = await readIdentity(database);
      let count = 0;
      // A bad file doesn't keep the next one from being taken in.
      for (const file of files) {
        if (!(await takeInOne(database, identity, file, values.json, shell))) count += 1;
      }
      // Read now, so that “list” shows it at once, also where no headquarters is running.
      while (await projectNext(database));
      return count;
    });
    if (notWhole === 0) return;
    throw new Error(
      `${notWhole} of ${files.length} ${files.length === 1 ? 'file' : 'files'} could not be taken in whole. No file was changed.`,
    );
  },
});

/** @returns whether everything that the file carries is at headquarters now */
async function takeInOne(
  database: Database,
  identity: Identity,
  file: string,
  isJson: boolean,
  shell: Shell,
): Promise<boolean> {
  try {
    const bytes = bytesOf(file);
    const report = await takeInCourierFile(database, identity, { name: path.basename(file), bytes });
    const { digest, problem, newEvents, knownEvents, parkedEvents } = report;
    const details = { problem, newEvents, knownEvents, parkedEvents };
    await transaction(database, (db) =>
      recordCommand(db, { act: 'take in courier file', subject: digest, details }),
    );
    if (isJson) await shell.print(`${JSON.stringify(report)}\n`);
    else shell.say([`${file}:`, ...courierWords(report).map((words) => `  ${words}`), ''].join('\n'));
    return isAllTakenIn(report);
  } catch (error) {
    const code =
      error instanceof Error && 'syscall' in error ? String((error as NodeJS.ErrnoException).code) : null;
    if (code === null) throw error;
    if (isJson) await shell.print(`${JSON.stringify({ fileName: path.basename(file), error: code })}\n`);
    else
      shell.say(
        `${file}:\n  The file could not be read (${code}). What was read of it until then is taken in.\n`,
      );
    return false;
  }
}

/** Opened when it is read and not before: until somebody listens, a stream's error would end the program. */
async function* bytesOf(file: string): AsyncGenerator<Uint8Array, void> {
  yield* createReadStream(file);
}
