import { readSendingState } from '../../electron/sync/sending-state.ts';
import type { ReadableDb } from '../../headquarters/database/database.ts';
import { snapshot } from '../../headquarters/database/snapshot.ts';
import { checkLists } from './check-lists.ts';
import type { Found } from './check-lists.ts';
import { eventsOf, receiptedEvents } from './truth.ts';
import type { SealedFact, Truth } from './truth.ts';
import type { ModelStore } from './model-store.ts';
import { attentionBounds, isForAPerson } from './words.ts';
import type { World } from './world.ts';

// What must hold. The model's own record on the one side; on the other the bytes in headquarters' database and the
// numbers that people are shown.

/** Holds after every step. @returns what doesn't, in words */
export async function checkAlways(world: World): Promise<string[]> {
  for (const store of world.stores) store.notePlaced(world.truth);
  const { wrongs } = await checkHeadquarters(world);
  return [...wrongs, ...world.stores.flatMap((store) => checkCounts(world, store, null))];
}

/** Holds when the faults have stopped and everybody has sent. */
export async function checkEnding(world: World): Promise<string[]> {
  for (const store of world.stores) store.notePlaced(world.truth);
  const { wrongs, found } = await checkHeadquarters(world);
  for (const [index, store] of world.stores.entries()) {
    wrongs.push(...checkCounts(world, store, null), ...checkCounts(world, store, found));
    const receipted = receiptedEvents(world.truth, store.facts, store.between);
    for (const eventId of store.facts.holds) {
      if (!found.has(eventId)) wrongs.push(`store ${index} holds ${eventId}, and headquarters never got it`);
      if (!receipted.has(eventId)) wrongs.push(`store ${index} has no receipt for ${eventId}`);
    }
  }
  wrongs.push(...checkProjection(world, found));
  return wrongs;
}

interface AtHeadquarters {
  readonly wrongs: string[];
  readonly found: ReadonlyMap<string, Found>;
}

/** What headquarters has, and what its people are shown of it, at one moment: its projection may be at work. */
async function checkHeadquarters({ truth, headquarters }: World): Promise<AtHeadquarters> {
  const { wrongs, found } = await snapshot(headquarters.database, async (db) => {
    const there = await checkBytes(truth, db);
    there.wrongs.push(...(await checkLists(truth, db, there.found)));
    return there;
  });
  const logged = wrongs.length === 0 ? [] : [`headquarters last logged ${headquarters.lastLogged}`];
  return { wrongs: [...wrongs, ...logged], found };
}

/** Every promise is kept byte for byte and once, and nothing is there that nobody sealed. */
async function checkBytes(truth: Truth, db: ReadableDb): Promise<AtHeadquarters> {
  const wrongs = truth.wrongs.splice(0);
  const found = new Map<string, Found>();
  const { rows } = await db.query<Found>(
    `select event.event_id, encode(sha256(event.bytes), 'hex') as digest, event_status.status, event_status.code,
            event_status.needs_person
     from event left join event_status using (consultation_id, event_id)`,
  );
  for (const row of rows) {
    const fact = truth.sealed.get(row.event_id);
    if (fact === undefined) wrongs.push(`headquarters has ${row.event_id}, which nobody sealed`);
    else if (fact.digest !== row.digest) wrongs.push(`headquarters has other bytes of ${row.event_id}`);
    if (found.has(row.event_id)) wrongs.push(`headquarters has ${row.event_id} twice`);
    found.set(row.event_id, row);
  }
  for (const eventId of new Set([...truth.promised].flatMap((receipt) => eventsOf(truth, receipt)))) {
    if (!found.has(eventId)) wrongs.push(`headquarters gave a receipt for ${eventId} and does not have it`);
  }
  const others = await db.query<{ event_id: string }>('select event_id from event_conflict');
  for (const row of others.rows) wrongs.push(`headquarters says that ${row.event_id} came with other bytes`);
  return { wrongs, found };
}

/** The screen of a unit counts what the model counts; `found` where it has heard of all that there is to hear. */
function checkCounts(
  { stores, truth }: World,
  store: ModelStore,
  found: ReadonlyMap<string, Found> | null,
): string[] {
  store.noteFiled(truth);
  const { db, facts, between } = store;
  const { notSealed, onlyHere, atHeadquarters, needsAttention } = readSendingState(db);
  const receipted = receiptedEvents(truth, facts, between);
  const newest = [...facts.newest.values()];
  const received = newest.filter((eventId) => receipted.has(eventId));
  const bounds = attentionBounds(truth, facts, between, received);
  const needy = received.filter((eventId) => {
    const row = found?.get(eventId);
    return row !== undefined && isForAPerson(row);
  }).length;
  const { least, most } = found === null ? bounds : { least: needy, most: needy };
  const wrongs: string[] = [];
  const shown = JSON.stringify({ notSealed, onlyHere, atHeadquarters });
  const wanted = JSON.stringify({
    notSealed: facts.notSealed,
    onlyHere: newest.length - received.length,
    atHeadquarters: received.length - needsAttention,
  });
  const name = `store ${stores.indexOf(store)}`;
  if (shown !== wanted) wrongs.push(`${name} shows ${shown} and not ${wanted}`);
  if (needsAttention < least || needsAttention > most)
    wrongs.push(`${name} shows ${needsAttention} for a person and not ${least} to ${most}`);
  return wrongs;
}

/** Each event is applied, or somebody is told why not; and what is applied is one unbroken line for each reply. */
function checkProjection({ truth }: World, found: ReadonlyMap<string, Found>): string[] {
  const wrongs: string[] = [];
  const appliedAfter = new Set<string>();
  for (const [eventId, { status, code }] of found) {
    const fact = truth.sealed.get(eventId);
    if (fact === undefined) continue;
    const isDecided = truth.decided.has(fact.replyId);
    const why = isDecided ? whyUntold({ status, code }) : whyWrong(fact, { status, code }, found);
    if (why !== null) wrongs.push(`${fact.kind} ${eventId} is ${status} ${code ?? ''}: ${why}`);
    if (status !== 'applied') continue;
    const line = `${fact.replyId} after ${fact.replaces ?? 'nothing'}`;
    if (appliedAfter.has(line)) wrongs.push(`two events of ${line} are applied`);
    appliedAfter.add(line);
  }
  return wrongs;
}

/** What somebody decided stands as they wanted it; but nothing is ever neither applied nor told. */
function whyUntold({ status, code }: Pick<Found, 'status' | 'code'>): string | null {
  if (status === null) return 'it is neither applied nor on a work list';
  return status !== 'applied' && code === null ? 'nobody is told why' : null;
}

function whyWrong(
  fact: SealedFact,
  { status, code }: Pick<Found, 'status' | 'code'>,
  found: ReadonlyMap<string, Found>,
): string | null {
  const before = fact.replaces === null ? undefined : found.get(fact.replaces);
  const isTurn = fact.replaces === null || before?.status === 'applied';
  switch (status) {
    case 'applied':
      if (!fact.isReadable) return 'nobody can read it';
      return isTurn ? null : 'what it replaces is not applied';
    case 'quarantined':
      if (code === null) return 'nobody is told why';
      return fact.isReadable ? 'it can be read' : null;
    case 'conflict':
      return code === null ? 'nobody is told why' : null;
    case 'held':
      if (code === null) return 'nobody is told why';
      return isTurn && code === 'REVISION_MISSING' ? 'nothing is missing' : null;
    default:
      return 'it is neither applied nor on a work list';
  }
}
