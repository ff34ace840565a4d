import { writeEnrolmentCode } from '../../contract/sync/enrolment.ts';
import { makeEnrolmentSecret } from '../enrolment/issue-code.ts';
import { openDatabase } from '../database/open-database.ts';
import type { Database } from '../database/database.ts';
import { lastAddress } from '../database/queries/identity.ts';
import type { Settings } from './settings.ts';

/** Prints a further enrolment code, beside a running headquarters or without one. */
export async function runEnrol(settings: Settings, say: (text: string) => void): Promise<void> {
  const database = await openDatabase(settings.place, 'guest', () => {});
  try {
    const address = settings.address ?? (await lastAddress(database.read));
    if (address === null) {
      say(
        'Headquarters has never been started with these data, so there is no address to enrol at. Start it first.',
      );
      return;
    }
    say(await enrolmentWords(database, address, settings.unitName));
  } finally {
    await database.close();
  }
}

/** A new code for a unit, in words for the person who passes it on. */
export async function enrolmentWords(database: Database, address: string, unitName: string): Promise<string> {
  const { secret, expiresAt } = await makeEnrolmentSecret(database, unitName);
  const day = expiresAt.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  return (
    `To enrol a computer of “${unitName}”, paste this line into Postbag there.\n` +
    `It works once, until ${day}:\n\n  ${writeEnrolmentCode({ address, secret })}\n`
  );
}
