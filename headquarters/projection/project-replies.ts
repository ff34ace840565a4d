import type { ReplyDocument } from '../../contract/records/reply-document.ts';
import { isDataRefused, savepoint } from '../database/database.ts';
import type { ReadableDb, WritableDb } from '../database/database.ts';
import { decisionsAbout } from '../database/queries/decisions.ts';
import type { DecisionRow } from '../database/queries/decisions.ts';
import { knownPacks, putStatuses, readEvents } from '../database/queries/projection.ts';
import type { ReplyKey, StatusRow, StoredEvent } from '../database/queries/projection.ts';
import {
  fileBatches,
  flagDuplicates,
  putReplies,
  removeReplies,
  serialsOf,
} from '../database/queries/replies.ts';
import type { NamedBatch, ReplyRow } from '../database/queries/replies.ts';
import { countStandings } from '../database/queries/standing-counter.ts';
import { foldReply } from './fold-reply.ts';
import type { ReplyEvent } from './fold-reply.ts';
import { readDocument } from './read-document.ts';

/** An event whose bytes were read, as well as they can be. */
type Read = StoredEvent & ReplyEvent;

/** A reply with all that is known of it, ready to be folded. */
interface Gathered extends ReplyKey {
  readonly events: readonly Read[];
  readonly decisions: readonly DecisionRow[];
}

/** What is to be written down of one reply. */
export interface Outcome extends ReplyKey {
  readonly statuses: readonly StatusRow[];
  readonly reply: ReplyRow | null;
  /** The batches that its events name, each with the event that does. */
  readonly batches: readonly (NamedBatch & { readonly event: StoredEvent })[];
  /** The same reply, where some of its events are like those that can't be read. */
  without(events: ReadonlySet<StoredEvent>): Outcome;
}

/**
 * Brings replies up to date with their events and decisions, `fresh` events among them for the first time. The caller
 * holds the projection. All are written at once; where the database refuses that, one by one, and what it refuses then
 * is quarantined, so that a bad event never blocks those beside it (S11).
 */
export async function projectReplies(
  db: WritableDb,
  replies: readonly ReplyKey[],
  fresh: readonly StoredEvent[] = [],
): Promise<void> {
  if (replies.length === 0) return;
  const gathered = await gather(db, replies, fresh);
  const isFormKnown = await formsKnown(db, gathered);
  const outcomes = gathered.map((reply) => outcomeOf(reply, isFormKnown));
  if (await isWritten(db, outcomes)) return;
  for (const outcome of outcomes) {
    if (await isWritten(db, [outcome])) continue;
    const canBeFiled = (named: NamedBatch) => isAccepted(db, () => fileBatches(db, [named]));
    const { most, least } = await whatIsLeft(outcome, canBeFiled);
    if (!(await isWritten(db, [most]))) await write(db, [least]);
  }
}

/** What the tables should say of replies by the events that have been read; nothing is written. */
export async function computeReplies(
  db: ReadableDb,
  replies: readonly ReplyKey[],
): Promise<readonly Outcome[]> {
  const gathered = await gather(db, replies, []);
  const isFormKnown = await formsKnown(db, gathered);
  return gathered.map((reply) => outcomeOf(reply, isFormKnown));
}

async function gather(
  db: ReadableDb,
  replies: readonly ReplyKey[],
  fresh: readonly StoredEvent[],
): Promise<readonly Gathered[]> {
  const known = await readEvents(db, replies);
  const decisions = await decisionsAbout(db, replies);
  const eventsOf = Map.groupBy([...known, ...fresh], nameOf);
  const decisionsOf = Map.groupBy(decisions, nameOf);
  return replies.map((reply) => ({
    ...reply,
    events: (eventsOf.get(nameOf(reply)) ?? []).map((event) => ({
      ...event,
      ...readDocument(event.bytes, event),
    })),
    decisions: decisionsOf.get(nameOf(reply)) ?? [],
  }));
}

/** One text for a reply; neither part holds a space. */
export function nameOf(reply: ReplyKey): string {
  return `${reply.consultationId} ${reply.replyId}`;
}

/** A headquarters without any packs knows no versions, and says nothing of any. */
async function formsKnown(
  db: ReadableDb,
  gathered: readonly Gathered[],
): Promise<(document: ReplyDocument) => boolean> {
  const asked = new Map<string, { readonly consultationId: string; readonly packHash: string }>();
  for (const { events } of gathered) {
    for (const { document } of events) {
      if (document?.format !== 'postbag-reply/1') continue;
      const { id: consultationId, packHash } = document.consultation;
      asked.set(`${consultationId} ${packHash}`, { consultationId, packHash });
    }
  }
  const packs = await knownPacks(db, [...asked.values()]);
  return ({ consultation }) =>
    !packs.hasAny || packs.known.has(`${consultation.id} ${consultation.packHash}`);
}

function outcomeOf(gathered: Gathered, isFormKnown: (document: ReplyDocument) => boolean): Outcome {
  const { consultationId, replyId, events, decisions } = gathered;
  const { standings, reply } = foldReply(events, decisions, isFormKnown);
  const stored = new Map<ReplyEvent, Read>(events.map((event) => [event, event]));
  return {
    consultationId,
    replyId,
    statuses: standings.map((standing) => ({ ...standing, event: stored.get(standing.event)! })),
    batches: events.flatMap((event) => {
      const { document, deviceId, arrival } = event;
      return document?.format === 'postbag-reply/1'
        ? [{ consultationId, deviceId, arrival, batch: document.batch, event }]
        : [];
    }),
    without: (refused) => {
      const unreadable = { document: null, problem: 'The database cannot hold what it says.' };
      const left = events.map((event) => (refused.has(event) ? { ...event, ...unreadable } : event));
      return outcomeOf({ ...gathered, events: left }, isFormKnown);
    },
    reply: reply && {
      consultationId,
      replyId,
      deviceId: reply.root.deviceId,
      eventId: reply.event.eventId,
      digest: reply.event.digest,
      arrival: reply.root.arrival,
      revision: reply.revision,
      document: reply.document,
      isWithdrawn: reply.isWithdrawn,
      flag: reply.flag,
    },
  };
}

/**
 * What is left of a reply that the database's tables can't hold: `most`, where what it refuses is the batch that an
 * event names, and `least`, where it is anything else. Each batch that can be filed stays: it may have been filed before
 * what is refused came, and must not depend on that.
 */
export async function whatIsLeft(
  outcome: Outcome,
  canBeFiled: (named: NamedBatch) => Promise<boolean>,
): Promise<{ readonly most: Outcome; readonly least: Outcome }> {
  const { statuses, batches } = outcome;
  const filed: (typeof batches)[number][] = [];
  for (const named of batches) {
    if (await canBeFiled(named)) filed.push(named);
  }
  const refused = batches.filter((named) => !filed.includes(named)).map(({ event }) => event);
  return {
    most: outcome.without(new Set(refused)),
    least: { ...outcome.without(new Set(statuses.map(({ event }) => event))), batches: filed },
  };
}

async function isWritten(db: WritableDb, outcomes: readonly Outcome[]): Promise<boolean> {
  return await isAccepted(db, () => write(db, outcomes));
}

async function isAccepted(db: WritableDb, work: () => Promise<void>): Promise<boolean> {
  try {
    await savepoint(db, work);
    return true;
  } catch (error) {
    // A database that is full or goes away says nothing about the events: that is tried again later.
    if (!isDataRefused(error)) throw error;
    return false;
  }
}

async function write(db: WritableDb, outcomes: readonly Outcome[]): Promise<void> {
  const replies = outcomes.flatMap(({ reply }) => reply ?? []);
  const before = await serialsOf(db, outcomes);
  await fileBatches(
    db,
    outcomes.flatMap(({ batches }) => batches),
  );
  if (replies.length > 0) await putReplies(db, replies);
  const gone = outcomes.filter(({ reply }) => reply === null);
  if (gone.length > 0) await removeReplies(db, gone);
  const asOf = await countStandings(db);
  await putStatuses(
    db,
    outcomes.flatMap(({ statuses }) => statuses),
    asOf,
  );
  const now = replies.map(({ consultationId, deviceId, document }) => ({
    consultationId,
    deviceId,
    label: document.serial.label,
  }));
  await flagDuplicates(db, [...before, ...now], asOf);
}
