import { readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { recoverStore } from '../recovery/recover-store.ts';
import { defineCommand, UsageError } from './command.ts';
import { withDatabase } from './with-database.ts';

/** As the screen shows it, however it was typed. */
const inGroups = (typed: string): string =>
  (
    typed
      .toUpperCase()
      .match(/[^\s-]/g)
      ?.join('')
      .match(/.{1,4}/g) ?? []
  ).join('-');

/** Lets a unit back into its own store, when nobody of it can sign in any more. */
export const recover = defineCommand({
  name: 'recover',
  summary: 'answer a unit’s request for the key of its own store, when nobody there can sign in',
  operands: { usage: 'FILE', least: 1, most: 1 },
  options: {
    reason: { value: 'TEXT', help: 'why; it is kept for ever' },
    check: {
      value: 'XXXX-XXXX-XXXX-XXXX',
      help: 'the sixteen characters that the unit reads out from its screen',
    },
    out: { value: 'FILE', help: 'where the answer goes, if not to the screen' },
  },
  run: async (values, shell, [file]) => {
    const reason = values.reason?.trim() ?? '';
    if (reason === '' || reason.length > 500)
      throw new UsageError('--reason needs a text of up to 500 characters.');
    const text = await readFile(file!, 'utf8');
    const check = values.check === undefined ? undefined : inGroups(values.check);
    const recovery = await withDatabase(shell.place, (database) =>
      recoverStore(database, text, { reason, by: userInfo().username, check }),
    );
    shell.say(
      `The request is of “${recovery.unitName}”\n` +
        `  computer  ${recovery.deviceId}${recovery.isRevoked ? ' (withdrawn)' : ''}\n` +
        `  store     ${recovery.storeId}\n` +
        `  request   ${recovery.check}\n`,
    );
    shell.say(
      check === undefined
        ? 'Before you pass the answer on, ring the unit up: its screen must show the same sixteen characters after ' +
            '“request”. Another request may have been put in its place.\n'
        : 'The characters are those that the unit read out.\n',
    );
    if (values.out === undefined) {
      await shell.print(recovery.answer);
      return;
    }
    // Not over a file that is there: an answer to somebody else may be in it.
    await writeFile(values.out, recovery.answer, { flag: 'wx', mode: 0o600 });
    shell.say(`The answer is in ${values.out}. Only the computer that made the request can open it.`);
  },
});
