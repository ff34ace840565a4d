import { verify } from '../verify/verify.ts';
import { defineCommand } from './command.ts';
import { withDatabase } from './with-database.ts';

/** Checks everything that the database holds. */
export const verifyCommand = defineCommand({
  name: 'verify',
  summary: 'compute every digest, chain and signature anew, and compare the tables with the events',
  options: {},
  run: async (_values, shell) => {
    const { counts, findings } = await withDatabase(shell.place, verify);
    for (const finding of findings) await shell.print(`${finding}\n`);
    const checked = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
    if (findings.length > 0) {
      throw new Error(
        `${findings.length} things are wrong (above) in ${checked.join(', ')}. Nothing was changed. Keep this database ` +
          'as it is, and restore the newest backup that verifies beside it; every computer offers again what is missing.',
      );
    }
    shell.say(`Everything is as it should be: ${checked.join(', ')}.`);
  },
});
