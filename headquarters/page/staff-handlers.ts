import type { staffEndpoints } from '../../contract/headquarters/staff.ts';
import { hasStaff } from '../database/queries/staff-accounts.ts';
import { choosePassphrase, lookAtLink } from '../staff/accounts.ts';
import { signIn, signOut, stillHere } from '../staff/sign-in.ts';
import type { PageHandlers } from './page-means.ts';

/** Signing in and out, and one-time links. */
export const staffHandlers: PageHandlers<keyof typeof staffEndpoints> = {
  session: async ({ database, staff }) =>
    staff === null
      ? { at: 'signed-out', hasStaff: await hasStaff(database.read) }
      : { at: 'signed-in', name: staff.name },
  signIn: async (asker, { name, passphrase }) => {
    const { token, staff } = await signIn(asker.database, name, passphrase);
    asker.setToken(token);
    return { at: 'signed-in', name: staff.name };
  },
  signOut: async (asker) => {
    await signOut(asker.database, asker.token, asker.staff);
    asker.setToken(null);
    return { at: 'signed-out', hasStaff: true };
  },
  stillHere: async ({ database, token }) => {
    await stillHere(database, token);
    return {};
  },
  lookAtLink: ({ database }, { secret }) => lookAtLink(database, secret),
  choosePassphrase: ({ database }, chosen) => choosePassphrase(database, chosen),
};
