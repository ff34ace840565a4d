import type { ReplyPart } from '../../contract/headquarters/arrived.ts';
import type { ReadableDb } from '../../headquarters/database/database.ts';
import { listArrived } from '../../headquarters/database/queries/arrived.ts';
import { listBatchStandings } from '../../headquarters/database/queries/batch-standings.ts';
import { openWork } from '../../headquarters/database/queries/work.ts';
import type { SealedFact, Truth } from './truth.ts';
import { isForAPerson } from './words.ts';

// What headquarters' people are shown, against what the model makes of the events that are there: their documents it
// knows itself, and of the product's tables only what became of each event. Holds in the middle of things too.

/** An event at headquarters, and what became of it; all null where it wasn't read yet. */
export interface Found {
  readonly event_id: string;
  readonly digest: string;
  readonly status: string | null;
  readonly code: string | null;
  readonly needs_person: boolean | null;
}

/** What is here of one reply. */
interface Arrived {
  readonly replyId: string;
  readonly consultationId: string;
  readonly events: (SealedFact & { readonly row: Found })[];
}

/** The lists say what the events say, at the moment at which `db` sees both. @returns what they don't, in words */
export async function checkLists(
  truth: Truth,
  db: ReadableDb,
  found: ReadonlyMap<string, Found>,
): Promise<string[]> {
  const replies = repliesOf(truth, found);
  const needy = [...found.values()].filter((row) => needsPerson(truth, row)).length;
  const work = await openWork(db, {}, 10_000);
  return [
    ...(work.length === needy ? [] : [`the work list has ${work.length} items and not ${needy}`]),
    ...(await checkStandings(truth, db, replies)),
    ...(await checkArrived(db, replies, found)),
  ];
}

function repliesOf(truth: Truth, found: ReadonlyMap<string, Found>): readonly Arrived[] {
  const replies = new Map<string, Arrived>();
  for (const row of found.values()) {
    const fact = truth.sealed.get(row.event_id);
    // It is said elsewhere that nobody sealed it.
    if (fact === undefined) continue;
    const { replyId, consultationId } = fact;
    const reply = replies.get(replyId) ?? { replyId, consultationId, events: [] };
    reply.events.push({ ...fact, row });
    replies.set(replyId, reply);
  }
  return [...replies.values()];
}

/** Whether an event stands on the work list: where somebody decided about its reply, that is up to the decision. */
function needsPerson(truth: Truth, row: Found): boolean {
  const fact = truth.sealed.get(row.event_id);
  if (fact !== undefined && truth.decided.has(fact.replyId)) return row.needs_person === true;
  return isForAPerson(row);
}

/** The event that says how a reply is now: the applied one that no other applied one replaces. */
function standingOf({ events }: Arrived): SealedFact | undefined {
  const applied = events.filter(({ row }) => row.status === 'applied');
  const replaced = new Set(applied.map(({ replaces }) => replaces));
  return applied.find(({ eventId }) => !replaced.has(eventId));
}

/** The batch in which a reply is filed: none until something of it counts. */
function batchOf(reply: Arrived): string {
  if (standingOf(reply) === undefined) return 'no batch';
  const applied = reply.events.filter(({ row }) => row.status === 'applied');
  return applied.find(({ batchId }) => batchId !== null)?.batchId ?? 'no batch';
}

/** The one part under which a reply is counted. */
function partOf(truth: Truth, reply: Arrived): ReplyPart {
  const standing = standingOf(reply);
  if (reply.events.some(({ row }) => needsPerson(truth, row))) return 'person';
  if (standing === undefined)
    return reply.events.some(({ row }) => row.status !== null) ? 'rejected' : 'waiting';
  if (standing.kind === 'withdraw') return 'withdrawn';
  return standing.isSetAside ? 'set-aside' : 'applied';
}

function add(counts: Map<string, number>, key: string, replyCount: number): void {
  if (replyCount > 0) counts.set(key, (counts.get(key) ?? 0) + replyCount);
}

/** Each batch of each consultation accounts for its replies, part by part. */
async function checkStandings(truth: Truth, db: ReadableDb, replies: readonly Arrived[]): Promise<string[]> {
  const wanted = new Map<string, number>();
  for (const reply of replies) {
    const batch = `${batchOf(reply)} of ${reply.consultationId}`;
    add(wanted, `received in ${batch}`, 1);
    add(wanted, `${partOf(truth, reply)} in ${batch}`, 1);
  }
  const shown = new Map<string, number>();
  for (const { batchId, consultationId, received, parts } of await listBatchStandings(db)) {
    const batch = `${batchId ?? 'no batch'} of ${consultationId}`;
    add(shown, `received in ${batch}`, received);
    for (const [part, count] of Object.entries(parts)) add(shown, `${part} in ${batch}`, count);
  }
  return [...new Set([...wanted.keys(), ...shown.keys()])]
    .filter((key) => shown.get(key) !== wanted.get(key))
    .map((key) => `its page shows ${shown.get(key) ?? 0} ${key} and not ${wanted.get(key) ?? 0}`);
}

/** The list of what has arrived. */
async function checkArrived(
  db: ReadableDb,
  replies: readonly Arrived[],
  found: ReadonlyMap<string, Found>,
): Promise<string[]> {
  const listed = { events: 0, waiting: 0, replies: 0, excluded: 0, withdrawn: 0 };
  for (const row of await listArrived(db)) {
    for (const key of Object.keys(listed) as (keyof typeof listed)[]) listed[key] += row[key];
  }
  const stands = replies.map(standingOf).filter((fact) => fact !== undefined);
  const counting = stands.filter(({ kind }) => kind !== 'withdraw');
  const expected = {
    events: found.size,
    waiting: [...found.values()].filter(({ status }) => status === null).length,
    replies: counting.length,
    excluded: counting.filter(({ isSetAside }) => isSetAside).length,
    withdrawn: stands.length - counting.length,
  };
  const [shown, wanted] = [JSON.stringify(listed), JSON.stringify(expected)];
  return shown === wanted ? [] : [`headquarters lists ${shown} and not ${wanted}`];
}
