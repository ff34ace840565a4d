import { openDatabase } from '../database/open-database.ts';
import { startHeadquarters } from '../start.ts';
import { defineCommand } from './command.ts';
import { enrolmentWords } from './enrolment-words.ts';
import { firstStaffWords } from './staff-words.ts';
import { address, tlsFiles, unitName, wholeNumber } from './read-options.ts';

/** Starts headquarters and runs it until somebody asks for an end. */
export const serve = defineCommand({
  name: 'serve',
  summary: 'start it; Ctrl+C stops it',
  options: {
    port: { value: 'N', fallback: '8470', help: 'where it listens; 0 takes any that is free' },
    host: { value: 'NAME', fallback: '127.0.0.1', help: 'for whom it listens; as it is: this computer only' },
    certificate: { value: 'FILE', help: 'certificate in PEM; needed with any other --host' },
    key: { value: 'FILE', help: 'its key in PEM' },
    address: { value: 'URL', help: 'how units reach it, if not by host and port (behind a proxy)' },
    unit: {
      value: 'NAME',
      fallback: 'Consultation Unit',
      help: 'the unit that the code it prints is for',
    },
  },
  run: async (values, { place, say, stopAsked }) => {
    const settings = {
      host: values.host,
      port: wholeNumber('port', values.port, 0, 65_535),
      address: address(values.address),
      tls: tlsFiles(values.certificate, values.key),
    };
    const unit = unitName(values.unit);
    if ('folder' in place) say('Starting the database …');
    const database = await openDatabase(place, 'owner', () => {});
    try {
      const headquarters = await startHeadquarters(database, settings);
      try {
        const where = 'folder' in place ? place.folder : 'the PostgreSQL of DATABASE_URL';
        say(`Headquarters is at ${headquarters.address}\nIts data are in ${where}\n`);
        say(await enrolmentWords(database, headquarters.address, unit));
        const firstStaff = await firstStaffWords(database, headquarters.address);
        if (firstStaff !== null) say(firstStaff);
        say(
          'A further code: npm run headquarters -- enrol    What has arrived: npm run headquarters -- list',
        );
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
  },
});
