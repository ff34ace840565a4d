import { writeEnrolmentCode } from '../../contract/sync/enrolment.ts';
import { transaction } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import { makeEnrolmentSecret } from '../enrolment/issue-code.ts';
import { recordCommand } from './record-command.ts';

/** A new code for a unit, in words for the person who passes it on. */
export async function enrolmentWords(
  database: Database,
  address: string,
  unitName: string,
  tokenDays: number | null = null,
): Promise<string> {
  const { secret, expiresAt } = await makeEnrolmentSecret(database, unitName, tokenDays);
  await transaction(database, (db) => recordCommand(db, { act: 'make enrolment code', subject: unitName }));
  const day = expiresAt.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  return (
    `To enrol a computer of “${unitName}”, paste this line into Postbag there.\n` +
    `It works once, until ${day}:\n\n  ${writeEnrolmentCode({ address, secret })}\n` +
    (tokenDays === null ? '' : `\nThe computer’s access runs out ${tokenDays} days from now.\n`)
  );
}
