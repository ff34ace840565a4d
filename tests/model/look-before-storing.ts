import type { EventId } from '../../contract/sync/ids.ts';
import type { storeEvents } from '../../headquarters/database/queries/events.ts';

// How events were stored if their table had no key: look whether it is there, and if not, put it there. The two who
// look at the same moment are made to meet between the look and the leap.

let waiting: (() => void) | null = null;
let hasMet = false;

async function meet(): Promise<void> {
  if (hasMet) return;
  if (waiting !== null) {
    hasMet = true;
    waiting();
    return;
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  waiting = resolve;
  await promise;
}

export const lookBeforeStoring: typeof storeEvents = async (db, bringer, bytes, events) => {
  const { rows } = await db.query<{ event_id: EventId }>(
    'select event_id from event where event_id = any ($1::uuid[])',
    [events.map(({ eventId }) => eventId)],
  );
  await meet();
  const known = new Set(rows.map((row) => row.event_id));
  const fresh = events.filter(({ eventId }) => !known.has(eventId));
  for (const event of fresh) {
    await db.query(
      `insert into event (consultation_id, event_id, reply_id, kind, digest, bytes, device_id, is_parked)
       values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8)`,
      [
        event.consultationId,
        event.eventId,
        event.replyId,
        event.kind,
        event.digest,
        bytes.subarray(event.start, event.start + event.size),
        bringer.deviceId,
        bringer.isParked,
      ],
    );
  }
  return new Set(fresh.map(({ eventId }) => eventId));
};
