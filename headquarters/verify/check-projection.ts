import type { ReadableDb, WritableDb } from '../database/database.ts';
import { eventsPassedOver, repliesToVerify, whatTablesSay } from '../database/queries/verify.ts';
import type { Said } from '../database/queries/verify.ts';
import { computeReplies } from '../projection/project-replies.ts';
import type { Tally } from './tally.ts';

const atOnce = 200;

/**
 * Computes once more, from the events that have been read and the decisions, what became of each and what each reply
 * says, and compares it with the tables. What waits to be read isn't missed.
 */
export async function checkProjection(db: ReadableDb, tally: Tally): Promise<void> {
  for (const { consultation_id, event_id } of await eventsPassedOver(db)) {
    tally.found(`Event ${event_id} of ${consultation_id}: it was read, and nothing became of it.`);
  }
  let batch: { readonly consultation_id: string; readonly reply_id: string }[] = [];
  for await (const reply of repliesToVerify(db)) {
    tally.count('replies');
    batch.push(reply);
    if (batch.length < atOnce) continue;
    await compare(db, batch, tally);
    batch = [];
  }
  if (batch.length > 0) await compare(db, batch, tally);
}

async function compare(
  db: ReadableDb,
  replies: readonly { readonly consultation_id: string; readonly reply_id: string }[],
  tally: Tally,
): Promise<void> {
  const keys = replies.map(({ consultation_id, reply_id }) => ({
    consultationId: consultation_id,
    replyId: reply_id,
  }));
  // It only reads; the snapshot would refuse anything else.
  const computed = await computeReplies(db as unknown as WritableDb, keys);
  const expected = computed.flatMap(({ consultationId, replyId, statuses, reply }): Said[] => [
    ...statuses.map(({ event, status, code }): Said => ({
      consultation_id: consultationId,
      reply_id: replyId,
      event_id: event.eventId,
      digest: event.digest as Said['digest'],
      status,
      code,
      revision: null,
    })),
    ...(reply === null
      ? []
      : [
          {
            consultation_id: consultationId,
            reply_id: replyId,
            event_id: null,
            digest: reply.digest as Said['digest'],
            status: reply.isWithdrawn ? 'withdrawn' : 'counts',
            code: null,
            revision: reply.revision,
          },
        ]),
  ]);
  const said = await whatTablesSay(
    db,
    keys.map((key) => key.consultationId),
    keys.map((key) => key.replyId),
  );
  const wanted = new Map(expected.map((row) => [nameOf(row), row]));
  for (const row of said) {
    const name = nameOf(row);
    const other = wanted.get(name);
    if (other === undefined) tally.found(`${name}: the tables say ${wordsOf(row)}, the events nothing.`);
    else if (!isSame(row, other)) {
      tally.found(`${name}: the tables say ${wordsOf(row)}, the events ${wordsOf(other)}.`);
    }
    wanted.delete(name);
  }
  for (const [name, row] of wanted)
    tally.found(`${name}: the tables say nothing, the events ${wordsOf(row)}.`);
}

function isSame(said: Said, computed: Said): boolean {
  // Whether two replies bear one serial is seen by looking at both, and isn't a matter of one reply's events.
  const code = said.code === 'POSSIBLE_DUPLICATE' ? computed.code : said.code;
  return wordsOf({ ...said, code }) === wordsOf(computed);
}

function nameOf({ consultation_id, reply_id, event_id, digest }: Said): string {
  const which = event_id === null ? `Reply ${reply_id}` : `Event ${event_id} (${digest!.slice(0, 8)})`;
  return `${which} of ${consultation_id}`;
}

function wordsOf({ status, code, revision, event_id, digest }: Said): string {
  if (event_id === null) return `${status} at revision ${revision} (${digest!.slice(0, 8)})`;
  return code === null ? status : `${status} (${code})`;
}
