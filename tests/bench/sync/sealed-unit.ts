import { createHash } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { BatchId, ReplyId } from '../../../contract/records/id.ts';
import { ReplyDocument } from '../../../contract/records/reply-document.ts';
import { canonicalJson } from '../../../contract/sync/canonical-json.ts';
import { EventId } from '../../../contract/sync/ids.ts';
import { Sha256 } from '../../../contract/sync/hash.ts';
import { inTransaction } from '../../../electron/store/db.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { insertBatch } from '../../../electron/store/queries/batches.ts';
import { newestPack, takeBatchNumber, takeSerial } from '../../../electron/store/queries/consultations.ts';
import { insertEvent, setBatchSealed, setReplySealed } from '../../../electron/store/queries/events.ts';
import { insertReply, setExcluded } from '../../../electron/store/queries/replies.ts';
import { aReplyDocument } from '../../support/reply-documents.ts';
import { CWS } from '../../support/post-room.ts';

// Sealed replies of a real size, 2 to 4 KB, faster than they could be keyed: what they say is invented by lot, from
// words, so that it packs about as well as letters do.

const common =
  `the of to and a in is that it for on with we as be are this by our not have from at which would should more than
  consultation council sustainable energy building design regulation local authority evidence policy target carbon
  emissions homes cost planning developer occupier standard agree disagree proposal section question response
  support concern however therefore because although currently existing future small rural urban community business
  clear guidance required voluntary mandatory period implementation monitoring water waste transport materials
  insulation heating public private sector measure benefit impact assessment consider recommend suggest believe
  strongly partly timetable industry members organisation resident survey experience practice approach scheme grant
  funding government department national regional site land use density quality affordable housing code level
  rating certificate efficiency renewable generation micro boiler window roof wall draught drainage flood garden
  street village town school hospital bus cycle footpath parking noise light air river forest soil wildlife`.split(
    /\s+/,
  );

// People have some thousands of words: endings make as many of these, the plain ones first.
const endings = ['', 's', 'ed', 'ing', 'ly', 'er', 'al', 'ment', 'ness', 'able', 'ion', 'ity'];
const beginnings = ['', 're', 'un', 'over', 'non'];
const words = beginnings.flatMap((beginning) =>
  endings.flatMap((ending) => common.map((word) => `${beginning}${word}${ending}`)),
);

/** Numbers that look random and are the same each time. */
export function lots(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function sentences(draw: () => number, count: number): string {
  // Common words are drawn more often, as they are in letters.
  const word = (): string => words[Math.floor(draw() ** 5 * words.length)]!;
  const sentence = (): string => {
    const text = Array.from({ length: 8 + Math.floor(draw() * 14) }, word).join(' ');
    return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
  };
  return Array.from({ length: count }, sentence).join(' ');
}

const value = (text: string): object => ({ kind: 'value', value: text });

/** What a person ticks and writes: a name, an address, ten ticks, two to five comments. */
export function inventedMarks(draw: () => number, serial: number): Record<string, object> {
  const marks: Record<string, object> = {
    name: value(`Person${serial} Invented`),
    postcode: value(`ZZ${Math.floor(draw() * 100)} ${Math.floor(draw() * 10)}AA`),
    organisation:
      draw() < 0.3 ? value(`${sentences(draw, 1).slice(0, 30)} Council (invented)`) : { kind: 'blank' },
  };
  for (let question = 1; question <= 10; question += 1) {
    const tick = draw();
    marks[`q${question}.tick`] = tick < 0.15 ? { kind: 'blank' } : value(tick < 0.6 ? 'agree' : 'disagree');
    marks[`q${question}.comment`] =
      draw() < 0.32 ? value(sentences(draw, 1 + Math.floor(draw() * 5))) : { kind: 'blank' };
  }
  return marks;
}

/** How many one round sends, of each figure that compares sending with another way: the same records for all. */
export const repliesARound = 4_000;

/** What that is in a second, of a round that took so many milliseconds. */
export function repliesASecond(ms: number): number {
  return (repliesARound / ms) * 1000;
}

const repliesInABatch = 40;

/** Puts so many sealed replies into a store, in batches; answers the bytes of their documents. */
export function sealInvented(desk: Desk, howMany: number, draw: () => number): readonly Buffer[] {
  const { db, person } = desk;
  const packHash = newestPack(db, CWS)!.hash;
  const sealed: Buffer[] = [];
  inTransaction(db, () => {
    for (let left = howMany; left > 0; left -= repliesInABatch) {
      const count = Math.min(left, repliesInABatch);
      const batchId = BatchId.parse(newId());
      const batch = {
        id: batchId,
        number: takeBatchNumber(db, CWS),
        channel: 'post',
        documentCount: count,
      } as const;
      const receivedDate = '2007-05-01';
      insertBatch(db, {
        ...batch,
        receivedDate,
        consultationId: CWS,
        openedBy: person.id,
        openedAtMs: desk.nowMs(),
      });
      for (let index = 0; index < count; index += 1) {
        const replyId = ReplyId.parse(newId());
        const serial = takeSerial(db, CWS);
        const common = {
          kind: 'questionnaire',
          signatures: null,
          pages: 4,
          enclosures: '',
          receivedDate,
          isLate: false,
        } as const;
        insertReply(db, {
          ...common,
          id: replyId,
          batchId,
          consultationId: CWS,
          serial,
          loggedBy: person.id,
          loggedAtMs: desk.nowMs(),
        });
        // The shortest way past the keying that the store allows; the document says nothing of it.
        setExcluded(db, replyId, { reason: 'not-a-reply', note: '' });
        const document = ReplyDocument.parse({
          ...aReplyDocument(serial),
          ...common,
          replyId,
          consultation: { id: CWS, packHash },
          batch: { ...batch, receivedDate },
          marks: inventedMarks(draw, serial),
        });
        const bytes = Buffer.from(canonicalJson(document));
        insertEvent(db, {
          eventId: EventId.parse(document.event.id),
          kind: 'create',
          consultationId: CWS,
          replyId,
          revision: 1,
          replaces: null,
          digest: Sha256.parse(createHash('sha256').update(bytes).digest('hex')),
          bytes,
          sealedBy: person.id,
          sealedAtMs: desk.nowMs(),
        });
        setReplySealed(db, replyId);
        sealed.push(bytes);
      }
      setBatchSealed(db, batchId);
    }
  });
  return sealed;
}
