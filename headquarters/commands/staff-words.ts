import { writeStaffLink } from '../../contract/headquarters/staff.ts';
import type { StaffName } from '../../contract/headquarters/staff.ts';
import type { Database } from '../database/database.ts';
import { hasStaff } from '../database/queries/staff-accounts.ts';
import { firstLink, linkDays, linkFor } from '../staff/accounts.ts';

/** At a start without any staff: how the first one gets into the page. Null where somebody can sign in. */
export async function firstStaffWords(database: Database, address: string): Promise<string | null> {
  if (await hasStaff(database.read)) return null;
  return (
    'Nobody can sign in at headquarters’ page yet. Whoever opens this link first chooses a name and a passphrase;\n' +
    `it works once, within ${linkDays} days:\n\n  ${writeStaffLink(address, await firstLink(database))}\n`
  );
}

/** A new link for somebody, in words for the person who passes it on. */
export async function staffLinkWords(database: Database, address: string, name: StaffName): Promise<string> {
  const { secret, isNew } = await linkFor(database, name);
  const what = isNew
    ? `${name} is on the list. To choose a passphrase, ${name} opens this link in a browser;`
    : `${name} is on the list already. By this link ${name} chooses another passphrase, until then the old one works;`;
  return `${what}\nit works once, within ${linkDays} days:\n\n  ${writeStaffLink(address, secret)}\n`;
}
