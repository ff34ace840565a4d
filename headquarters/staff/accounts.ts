import { v7 as uuidv7 } from 'uuid';
import type { LinkSecret, StaffName } from '../../contract/headquarters/staff.ts';
import { makeSecret } from '../enrolment/issue-code.ts';
import { sha256 } from '../cryptography.ts';
import { transaction } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import { addStaff, removeStaff, setPassphrase, staffByName } from '../database/queries/staff-accounts.ts';
import { recordAct } from '../database/queries/staff-acts.ts';
import { dropLinks, findLink, keepLink, useLink } from '../database/queries/staff-links.ts';
import { endSessionsOf } from '../database/queries/staff-sessions.ts';
import { PageRefusal } from '../page-refusal.ts';
import { hashPassphrase } from './passphrase-hash.ts';

/** How long a one-time link works. */
export const linkDays = 3;

/**
 * A link by which somebody chooses a passphrase: a new account's, or a fresh one for who forgot theirs. The old
 * passphrase works until the link is used.
 */
export async function linkFor(
  database: Database,
  name: StaffName,
): Promise<{ readonly secret: LinkSecret; readonly isNew: boolean }> {
  const secret = makeSecret();
  const isNew = await transaction(database, async (db) => {
    const isAdded = await addStaff(db, { staffId: uuidv7(), name });
    const { staffId } = (await staffByName(db, name))!;
    await keepLink(db, { secretDigest: sha256(secret), staffId, validDays: linkDays });
    await recordAct(db, { staffId: null, act: 'add staff', subject: name, details: { isNew: isAdded } });
    return isAdded;
  });
  return { secret, isNew };
}

/** The link of a headquarters that has no staff yet: who uses it first chooses a name as well. */
export async function firstLink(database: Database): Promise<LinkSecret> {
  const secret = makeSecret();
  await transaction(database, (db) =>
    keepLink(db, { secretDigest: sha256(secret), staffId: null, validDays: linkDays }),
  );
  return secret;
}

/** Whose link it is. @throws {PageRefusal} LINK_REFUSED */
export async function lookAtLink(
  database: Database,
  secret: LinkSecret,
): Promise<{ readonly name: StaffName | null }> {
  const link = await findLink(database.read, sha256(secret));
  if (link === null) throw new PageRefusal('LINK_REFUSED', {});
  return { name: link.staff?.name ?? null };
}

/**
 * Uses the link up and gives its account the passphrase. Whoever sat somewhere with the old one is signed out.
 *
 * @throws {PageRefusal} LINK_REFUSED, NAME_TAKEN (the link still works), BUSY
 */
export async function choosePassphrase(
  database: Database,
  chosen: { readonly secret: LinkSecret; readonly name: StaffName | null; readonly passphrase: string },
): Promise<{ readonly name: StaffName }> {
  // Before anything is hashed: a made-up link costs headquarters one look-up.
  await lookAtLink(database, chosen.secret);
  const kept = await hashPassphrase(chosen.passphrase);
  return await transaction(database, async (db) => {
    const link = await useLink(db, sha256(chosen.secret));
    if (link === null) throw new PageRefusal('LINK_REFUSED', {});
    const staff = link.staff ?? { staffId: uuidv7(), name: chosen.name ?? '' };
    if (link.staff === null) {
      if (staff.name === '') throw new PageRefusal('MALFORMED', { reason: 'A name is needed.' });
      if (!(await addStaff(db, staff))) throw new PageRefusal('NAME_TAKEN', { name: staff.name });
    }
    // Somebody can sign in now: the link of a headquarters without staff, which stands in a log, opens nothing more.
    await dropLinks(db, null);
    await setPassphrase(db, staff.staffId, kept);
    await endSessionsOf(db, staff.staffId);
    await recordAct(db, { staffId: staff.staffId, act: 'choose passphrase', subject: 'own account' });
    return { name: staff.name };
  });
}

/** Takes somebody's way in away, at once; false where nobody has the name. */
export async function removeAccount(database: Database, name: string): Promise<boolean> {
  return await transaction(database, async (db) => {
    const staff = await staffByName(db, name);
    if (staff === null) return false;
    await removeStaff(db, staff.staffId);
    await endSessionsOf(db, staff.staffId);
    await dropLinks(db, staff.staffId);
    await recordAct(db, { staffId: null, act: 'remove staff', subject: staff.name });
    return true;
  });
}
