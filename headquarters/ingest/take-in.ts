import { manifestPreimage } from '../../contract/sync/consignment.ts';
import type { Sha256 } from '../../contract/sync/hash.ts';
import type { EventId } from '../../contract/sync/ids.ts';
import { standingsOf } from '../../contract/sync/receipt.ts';
import type { SignedReceipt, Standing } from '../../contract/sync/receipt.ts';
import { transaction } from '../database/database.ts';
import type { Database, WritableDb } from '../database/database.ts';
import { holdRevocation } from '../database/queries/devices.ts';
import { commitToDisk } from '../database/queries/durability.ts';
import { keepConflicts, storeEvents, toldEvents } from '../database/queries/events.ts';
import type { Bringer, ToldEvent } from '../database/queries/events.ts';
import type { Identity } from '../database/queries/identity.ts';
import {
  appendEntries,
  fileConsignment,
  freezeStream,
  holdStream,
  storedLinks,
} from '../database/queries/streams.ts';
import type { Head, StreamKey } from '../database/queries/streams.ts';
import { Refusal } from '../refusal.ts';
import type { ChainedEvent, CheckedConsignment } from './read-consignment.ts';
import { signReceipt } from './sign-receipt.ts';

/**
 * Takes a checked consignment in: stores what is new, commits, and only then signs the receipt (S9). What is there
 * already is success (S10), so that a consignment may be sent any number of times.
 *
 * Whether the computer is revoked is decided in the same transaction, so that what commits after a revocation never
 * counts unseen (S13): over the network it is refused, and from a stick kept and parked until a person says so.
 *
 * @throws {Refusal} GAP: something before it is missing. FORK: something else is in its place; the stream is frozen.
 * DEVICE_REVOKED: over the network only.
 */
export async function takeIn(
  database: Database,
  identity: Identity,
  consignment: CheckedConsignment,
  via: 'network' | 'courier',
): Promise<TakenIn> {
  const { manifest } = consignment;
  const stream: StreamKey = { deviceId: manifest.deviceId, epoch: manifest.epoch };
  const outcome = await transaction(database, (db) => store(db, stream, consignment, via));
  if (outcome === 'revoked') throw new Refusal('DEVICE_REVOKED', { serverEpoch: identity.serverEpoch });
  // Refused only now: freezing the stream has to be committed.
  if ('forkedAtSeq' in outcome) throw new Refusal('FORK', { seq: outcome.forkedAtSeq });
  const signed = signReceipt(identity, stream, {
    fromSeq: manifest.fromSeq,
    standings: outcome.standings,
    throughH: manifest.throughH,
    asOf: outcome.asOf,
    backedUpThrough: outcome.backedUpThrough,
  });
  return { signed, isParked: outcome.isParked };
}

/** What was taken in; `isParked`: what was new of it doesn't count until a person says so. */
export interface TakenIn {
  readonly signed: SignedReceipt;
  readonly isParked: boolean;
}

/** What the receipt says, and as of which number. */
interface Said {
  readonly standings: readonly Standing[];
  readonly asOf: number;
}

type Outcome =
  | (Said & { readonly backedUpThrough: number; readonly isParked: boolean })
  | { readonly forkedAtSeq: number }
  | 'revoked';

async function store(
  db: WritableDb,
  stream: StreamKey,
  consignment: CheckedConsignment,
  via: 'network' | 'courier',
): Promise<Outcome> {
  const { manifest, signature, events, bytes } = consignment;
  await commitToDisk(db);
  const isParked = await holdRevocation(db, stream.deviceId);
  if (isParked && via === 'network') return 'revoked';
  const head = await holdStream(db, stream);
  if (manifest.fromSeq > head.seq + 1) throw new Refusal('GAP', { headSeq: head.seq });
  const forkedAtSeq = await findFork(db, stream, head, consignment);
  if (forkedAtSeq !== null) {
    await freezeStream(db, stream, forkedAtSeq);
    return { forkedAtSeq };
  }
  const fresh = events.filter((event) => event.seq > head.seq);
  // A frozen stream still says what it has, and takes nothing new.
  if (head.frozenAtSeq !== null && fresh.length > 0) return { forkedAtSeq: head.frozenAtSeq };
  const bringer: Bringer = { deviceId: stream.deviceId, isParked };
  const stored = fresh.length > 0 ? await storeFresh(db, bringer, bytes, fresh) : new Set<EventId>();
  if (fresh.length > 0) {
    await appendEntries(db, stream, head, fresh);
    await fileConsignment(db, stream, {
      ...manifest,
      sizeBytes: bytes.length,
      manifest: manifestPreimage(manifest),
      signature,
    });
  }
  const said = await saidOf(db, stream, head, events, stored);
  return { ...said, backedUpThrough: head.backedUpThrough, isParked };
}

/** The first place where the device says something else than headquarters has, or null. */
async function findFork(
  db: WritableDb,
  stream: StreamKey,
  head: Head,
  consignment: CheckedConsignment,
): Promise<number | null> {
  const { fromSeq, toSeq, previousH } = consignment.manifest;
  if (fromSeq === head.seq + 1) return previousH === head.h ? null : head.seq;
  const known = await storedLinks(db, stream, { fromSeq, toSeq });
  return consignment.events.find((event) => isOther(known.get(event.seq), event.h))?.seq ?? null;
}

function isOther(stored: Sha256 | undefined, sent: Sha256): boolean {
  return stored !== undefined && stored !== sent;
}

/**
 * Stores events that have a new place; their ids may be known, from an earlier epoch or by mistake. Where their very
 * bytes are, they stay filed as they came first: that must not stand in the way of what follows.
 */
async function storeFresh(
  db: WritableDb,
  bringer: Bringer,
  bytes: Buffer,
  fresh: readonly ChainedEvent[],
): Promise<ReadonlySet<EventId>> {
  const stored = await storeEvents(db, bringer, bytes, fresh);
  // Fewer than were sent: some are known, or one id stands twice in this very consignment.
  if (stored.size < fresh.length) await keepConflicts(db, bringer, bytes, fresh);
  return stored;
}

/**
 * What the receipt says of each event; the database is asked only where not everything was new. What is new nobody
 * can have read before this commits, so that it is only received is true as of the number that the head was read with.
 */
async function saidOf(
  db: WritableDb,
  stream: StreamKey,
  head: Head,
  events: readonly ChainedEvent[],
  stored: ReadonlySet<EventId>,
): Promise<Said> {
  const range = { fromSeq: events[0]!.seq, toSeq: events.at(-1)!.seq };
  if (stored.size === events.length) {
    const { fromSeq, toSeq: throughSeq } = range;
    return { standings: [{ fromSeq, throughSeq, status: 'received', code: null }], asOf: head.asOf };
  }
  const { events: told, asOf } = await toldEvents(db, stream, range);
  const standings = standingsOf(
    told.map((event) =>
      isWell(event) && !stored.has(event.eventId) ? { ...event, status: 'duplicate' } : event,
    ),
  );
  return { standings, asOf };
}

// What needs a person is said again each time; that an event was known says less.
function isWell({ status, code }: ToldEvent): boolean {
  return (status === 'received' || status === 'applied') && code === null;
}
