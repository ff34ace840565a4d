import path from 'node:path';
import { startBackups } from '../backup/scheduled-backups.ts';
import type { ScheduledBackups } from '../backup/scheduled-backups.ts';
import { openDatabase } from '../database/open-database.ts';
import { plainServing } from '../serving/serving.ts';
import type { Serving } from '../serving/serving.ts';
import { startHeadquarters } from '../start.ts';
import { defineCommand } from './command.ts';
import { enrolmentWords } from './enrolment-words.ts';
import { firstStaffWords } from './staff-words.ts';
import { address, logLevel, tlsFiles, unitName, wholeNumber } from './read-options.ts';

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
    'backup-to': { value: 'DIR', help: 'makes backups there by itself, and keeps the three newest' },
    'backup-every': { value: 'HOURS', fallback: '24', help: 'how often; with --backup-to' },
    'metrics-token': {
      value: 'TOKEN',
      help: 'lets whoever has it read /metrics; as it is: only this computer may',
    },
    log: {
      value: 'LEVEL',
      fallback: 'warn',
      help: 'how much is logged to stderr, as JSON: silent, error, warn, info (a line for each request)',
    },
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
      logLevel: logLevel(values.log),
    };
    const everyMs = wholeNumber('backup-every', values['backup-every'], 1, 24 * 365) * 3_600_000;
    const backupFolder = values['backup-to'];
    const unit = unitName(values.unit);
    if ('folder' in place) say('Starting the database …');
    const database = await openDatabase(place, 'owner', () => {});
    try {
      let backups: ScheduledBackups | null = null;
      const serving: Serving = {
        ...plainServing(),
        metricsToken: values['metrics-token'],
        backupFailures: () => backups?.failures() ?? 0,
      };
      const headquarters = await startHeadquarters(database, { ...settings, serving });
      if (backupFolder !== undefined) {
        backups = startBackups(database, path.resolve(backupFolder), everyMs, headquarters.logBackupFault);
      }
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
        await backups?.stop();
      }
    } finally {
      await database.close();
    }
    say('Headquarters has stopped. Everything that was receipted is kept.');
  },
});
