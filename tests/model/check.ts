import { readSendingState } from '../../electron/sync/sending-state.ts';
import { listArrived } from '../../headquarters/database/queries/arrived.ts';
import { listBatchStandings } from '../../headquarters/database/queries/batch-standings.ts';
import { openWork } from '../../headquarters/database/queries/work.ts';
import { eventsOf, receiptedEvents } from './truth.ts';
import type { SealedFact } from './truth.ts';
import type { ModelStore } from './model-store.ts';
import type { World } from './world.ts';

// What must hold. The model's own record on the one side; on the other the bytes in headquarters' database and the
// numbers that people are shown.

interface Found {
  readonly event_id: string;
  readonly digest: string;
  readonly status: string | null;
  readonly code: string | null;
  readonly needs_person: boolean | null;
}

/** Holds after every step. @returns what doesn't, in words */
export async function checkAlways(world: World): Promise<string[]> {
  for (const store of world.stores) store.notePlaced(world.truth);
  return [
    ...(await checkBytes(world)).wrongs,
    ...world.stores.flatMap((store) => checkCounts(world, store, null)),
  ];
}

/** Holds when the faults have stopped and everybody has sent. */
export async function checkEnding(world: World): Promise<string[]> {
  for (const store of world.stores) store.notePlaced(world.truth);
  const { wrongs, found } = await checkBytes(world);
  for (const [index, store] of world.stores.entries()) {
    wrongs.push(...checkCounts(world, store, found));
    const receipted = receiptedEvents(world.truth, store.facts, store.between);
    for (const eventId of store.facts.holds) {
      if (!found.has(eventId)) wrongs.push(`store ${index} holds ${eventId}, and headquarters never got it`);
      if (!receipted.has(eventId)) wrongs.push(`store ${index} has no receipt for ${eventId}`);
    }
  }
  wrongs.push(...checkProjection(world, found), ...(await checkList(world, found)));
  return wrongs;
}

/** Every promise is kept byte for byte and once, and nothing is there that nobody sealed. */
async function checkBytes({
  truth,
  headquarters,
}: World): Promise<{ wrongs: string[]; found: Map<string, Found> }> {
  const wrongs = truth.wrongs.splice(0);
  const found = new Map<string, Found>();
  const { rows } = await headquarters.database.read.query<Found>(
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
  const others = await headquarters.database.read.query<{ event_id: string }>(
    'select event_id from event_conflict',
  );
  for (const row of others.rows) wrongs.push(`headquarters says that ${row.event_id} came with other bytes`);
  return { wrongs, found };
}

const attention: ReadonlySet<string | null> = new Set(['conflict', 'quarantined', 'held']);

/**
 * The screen of a unit counts what the model counts. In the middle of things it may not have heard yet of what needs
 * attention; once all is `found`, it has.
 */
function checkCounts(
  { stores, truth }: World,
  store: ModelStore,
  found: ReadonlyMap<string, Found> | null,
): string[] {
  store.noteFiled(truth);
  const { db, facts, between } = store;
  const state = readSendingState(db);
  const receipted = receiptedEvents(truth, facts, between);
  const newest = [...facts.newest.values()];
  const received = newest.filter((eventId) => receipted.has(eventId));
  const needy = received
    .map((eventId) => found?.get(eventId))
    .filter((row) => row && isForAPerson(row)).length;
  // A revoked one hears of later decisions only by what somebody carries to it.
  const isTold = found !== null && store.standing === 'enrolled';
  const needsAttention = isTold ? needy : state.needsAttention;
  const expected = {
    notSealed: facts.notSealed,
    onlyHere: newest.length - received.length,
    atHeadquarters: received.length - needsAttention,
    needsAttention,
  };
  const { notSealed, onlyHere, atHeadquarters } = state;
  const shown = JSON.stringify({ notSealed, onlyHere, atHeadquarters, needsAttention: state.needsAttention });
  const wanted = JSON.stringify(expected);
  return shown === wanted ? [] : [`store ${stores.indexOf(store)} shows ${shown} and not ${wanted}`];
}

function isForAPerson({ status, code }: Found): boolean {
  return attention.has(status) || code !== null;
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

/** The list that headquarters' people read says what its bytes say. */
async function checkList(
  { truth, headquarters }: World,
  found: ReadonlyMap<string, Found>,
): Promise<string[]> {
  const listed = { events: 0, waiting: 0, replies: 0, withdrawn: 0 };
  for (const row of await listArrived(headquarters.database.read)) {
    listed.events += row.events;
    listed.waiting += row.waiting;
    listed.replies += row.replies;
    listed.withdrawn += row.withdrawn;
  }
  const stands = new Map<string, string>();
  const applied = [...found.values()].filter(({ status }) => status === 'applied');
  const replaced = new Set(applied.map(({ event_id: id }) => truth.sealed.get(id)?.replaces));
  for (const { event_id: id } of applied) {
    const fact = truth.sealed.get(id);
    if (fact !== undefined && !replaced.has(id)) stands.set(fact.replyId, fact.kind);
  }
  const withdrawn = [...stands.values()].filter((kind) => kind === 'withdraw').length;
  const expected = { events: found.size, waiting: 0, replies: stands.size - withdrawn, withdrawn };
  const [shown, wanted] = [JSON.stringify(listed), JSON.stringify(expected)];
  const replies = new Set([...found.keys()].map((id) => truth.sealed.get(id)?.replyId)).size;
  const standings = await listBatchStandings(headquarters.database.read);
  const received = standings.reduce((sum, row) => sum + row.received, 0);
  if (received !== replies) return [`its page accounts for ${received} replies and not ${replies}`];
  const work = await openWork(headquarters.database.read, {}, 10_000);
  const forAPerson = [...found.values()].filter((row) => row.needs_person).length;
  if (work.length !== forAPerson) return [`the work list has ${work.length} items and not ${forAPerson}`];
  return shown === wanted
    ? []
    : [`headquarters lists ${shown} and not ${wanted}; it last logged ${headquarters.lastLogged}`];
}
