import { openDatabase } from '../database/open-database.ts';
import { startHeadquarters } from '../start.ts';
import { enrolmentWords } from './enrol.ts';
import type { Settings } from './settings.ts';

/** Starts headquarters and runs it until `stopAsked` resolves. */
export async function runServe(
  settings: Settings,
  say: (text: string) => void,
  stopAsked: Promise<unknown>,
): Promise<void> {
  if ('folder' in settings.place) say('Starting the database …');
  const database = await openDatabase(settings.place, 'owner', () => {});
  try {
    const headquarters = await startHeadquarters(database, settings);
    try {
      const where = 'folder' in settings.place ? settings.place.folder : 'the PostgreSQL of DATABASE_URL';
      say(`Headquarters is at ${headquarters.address}\nIts data are in ${where}\n`);
      say(await enrolmentWords(database, headquarters.address, settings.unitName));
      say('A further code: npm run headquarters -- enrol    What has arrived: npm run headquarters -- list');
      say('Ctrl+C stops it.');
      await stopAsked;
      say('\nStopping: what is under way is finished first.');
    } finally {
      await headquarters.stop();
    }
  } finally {
    await database.close();
  }
  say('Headquarters has stopped. Everything that was receipted is kept.');
}
