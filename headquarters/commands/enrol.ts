import { lastAddress } from '../database/queries/identity.ts';
import { defineCommand } from './command.ts';
import { enrolmentWords } from './enrolment-words.ts';
import { address, unitName, wholeNumber } from './read-options.ts';
import { withDatabase } from './with-database.ts';

/** Prints a further enrolment code. */
export const enrol = defineCommand({
  name: 'enrol',
  summary: 'print a further one-time code for a unit’s computer',
  options: {
    unit: { value: 'NAME', fallback: 'Consultation Unit', help: 'the unit that the code is for' },
    'token-days': { value: 'N', help: 'the computer’s access runs out after so many days; as it is: never' },
    address: { value: 'URL', help: 'how units reach headquarters, if not where it last listened' },
  },
  run: async (values, shell) => {
    const unit = unitName(values.unit);
    const days = values['token-days'];
    const tokenDays = days === undefined ? null : wholeNumber('token-days', days, 1, 3_650);
    await withDatabase(shell.place, async (database) => {
      const at = address(values.address) ?? (await lastAddress(database.read));
      if (at === null) {
        shell.say(
          'Headquarters has never been started with these data, so there is no address to enrol at. Start it first.',
        );
        return;
      }
      shell.say(await enrolmentWords(database, at, unit, tokenDays));
    });
  },
});
