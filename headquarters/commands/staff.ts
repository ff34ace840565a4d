import { StaffName } from '../../contract/headquarters/staff.ts';
import type { ReadableDb } from '../database/database.ts';
import { lastAddress } from '../database/queries/identity.ts';
import { listStaff } from '../database/queries/staff-accounts.ts';
import { removeAccount } from '../staff/accounts.ts';
import { defineCommand, UsageError } from './command.ts';
import type { Shell } from './command.ts';
import { address } from './read-options.ts';
import { staffLinkWords } from './staff-words.ts';
import { textTable } from './text-table.ts';
import { withDatabase } from './with-database.ts';

/** Who may sign in at headquarters' page. */
export const staff = defineCommand({
  name: 'staff',
  summary: 'who may sign in at the page: add NAME (or a new passphrase for NAME), remove NAME, list',
  operands: { usage: 'add|remove|list [NAME]', least: 1, most: 2 },
  options: {
    address: { value: 'URL', help: 'how the page is reached, if not where headquarters last listened' },
  },
  run: async (values, shell, [what, typedName]) => {
    if (what === 'list' && typedName === undefined) return await list(shell);
    const name = StaffName.safeParse(typedName);
    if ((what !== 'add' && what !== 'remove') || !name.success) {
      throw new UsageError('It is: staff add NAME, staff remove NAME, or staff list.');
    }
    await withDatabase(shell.place, async (database) => {
      if (what === 'remove') {
        const isRemoved = await removeAccount(database, name.data);
        shell.say(
          isRemoved
            ? `${name.data} can no longer sign in, and was signed out. What was done under that name stays written down.`
            : `Nobody on the list has the name ${name.data}. Nothing was changed.`,
        );
        return;
      }
      const at = address(values.address) ?? (await lastAddress(database.read));
      shell.say(
        at === null
          ? 'Headquarters has never been started with these data, so its page has no address yet. Start it first.'
          : await staffLinkWords(database, at, name.data),
      );
    });
  },
});

async function list({ place, say }: Shell): Promise<void> {
  say(await withDatabase(place, ({ read }) => staffWords(read)));
}

async function staffWords(db: ReadableDb): Promise<string> {
  const accounts = await listStaff(db);
  if (accounts.length === 0) return 'Nobody yet. Add somebody: npm run headquarters -- staff add NAME';
  return textTable(
    ['Name', 'Since', 'Passphrase'],
    accounts.map(({ name, addedAt, hasPassphrase }) => [
      name,
      addedAt.toISOString().slice(0, 10),
      hasPassphrase ? 'chosen' : 'not chosen yet',
    ]),
  );
}
