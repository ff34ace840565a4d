import { sha256 } from '../cryptography.ts';
import type { ReadableDb } from '../database/database.ts';
import { eventsToVerify } from '../database/queries/verify.ts';
import type { Tally } from './tally.ts';

/** Hashes the bytes of every event. */
export async function checkEvents(db: ReadableDb, tally: Tally): Promise<void> {
  for await (const event of eventsToVerify(db)) {
    tally.count('events');
    if (sha256(event.bytes) === event.digest) continue;
    tally.found(
      `Event ${event.event_id} of ${event.consultation_id}: its bytes are not those of its digest.`,
    );
  }
}
