import type { Batch } from '../records/batch.ts';
import type { ConsultationPack } from '../records/consultation-pack.ts';
import type { PackHash, PersonId } from '../records/id.ts';
import type { Mark } from '../records/mark.ts';
import type { Reply } from '../records/reply.ts';
import { ReplyDocument } from '../records/reply-document.ts';
import type { EventId } from '../sync/ids.ts';
import { fieldsOf, lampsOf } from './fields.ts';
import type { Field } from './fields.ts';
import { routedOver } from './routing.ts';
import type { Marks } from './routing.ts';

/** What the keyings of a reply came to: the marks that count, and whose they are. */
export interface KeyedReply {
  readonly marks: Marks;
  readonly firstKeyer: PersonId;
  readonly secondKeyer: PersonId | null;
  /** Who decided where the two differed; of several, the last. */
  readonly decider: PersonId | null;
}

/** All that is gathered of one reply before its document is computed. */
export interface SealFacts {
  readonly eventId: EventId;
  /** The version that the reply was keyed with; the consultation's newest where nobody began to key it. */
  readonly pack: ConsultationPack;
  readonly packHash: PackHash;
  readonly batch: Pick<Batch, 'id' | 'number' | 'channel' | 'receivedDate' | 'documentCount'>;
  readonly reply: Pick<
    Reply,
    | 'id'
    | 'consultationId'
    | 'serial'
    | 'serialLabel'
    | 'kind'
    | 'signatures'
    | 'receivedDate'
    | 'isLate'
    | 'pages'
    | 'enclosures'
    | 'exclusion'
  >;
  /** Null for a reply that was set aside before anybody keyed it. */
  readonly keyed: KeyedReply | null;
  readonly notes: number;
  readonly queries: number;
}

/** Facts of which no document can be made: a mistake in the program, never in what a person keyed. */
export class NotSealableError extends Error {
  constructor(serialLabel: string, reason: string) {
    super(`${serialLabel} can’t be sealed: ${reason}.`);
    this.name = 'NotSealableError';
  }
}

/**
 * The document of a reply's first event (S1). Pure: the same facts give the same document, whoever asks and when.
 * A reply that was set aside is sealed with its reason and with what was keyed of it, so that headquarters can
 * account for every serial of the batch.
 *
 * @throws {NotSealableError} a keyed reply lacks a mark, or has one that its form doesn't know
 */
export function sealedReply(facts: SealFacts): ReplyDocument {
  const { batch, reply, keyed } = facts;
  if (keyed === null && reply.exclusion === null) {
    throw new NotSealableError(reply.serialLabel, 'it is neither keyed nor set aside');
  }
  return ReplyDocument.parse({
    format: 'postbag-reply/1',
    event: { id: facts.eventId, kind: 'create', revision: 1, replaces: null },
    consultation: { id: reply.consultationId, packHash: facts.packHash },
    replyId: reply.id,
    serial: { number: reply.serial, label: reply.serialLabel },
    batch: {
      id: batch.id,
      number: batch.number,
      channel: batch.channel,
      receivedDate: batch.receivedDate,
      documentCount: batch.documentCount,
    },
    kind: reply.kind,
    signatures: reply.signatures,
    campaignTemplateId: null,
    receivedDate: reply.receivedDate,
    isLate: reply.isLate,
    pages: reply.pages,
    enclosures: reply.enclosures,
    exclusion: reply.exclusion,
    marks: sealedMarks(facts.pack, keyed?.marks ?? {}, reply),
    keyers: {
      first: keyed?.firstKeyer ?? null,
      second: keyed?.secondKeyer ?? null,
      decider: keyed?.decider ?? null,
    },
    notes: facts.notes,
    queries: facts.queries,
  });
}

/** What a reply's next document says otherwise than the one before. */
export interface RevisionFacts {
  readonly eventId: EventId;
  /** The version that the reply was keyed with. */
  readonly pack: ConsultationPack;
  /** The newest document, which the new one replaces. */
  readonly before: ReplyDocument;
  /** All that the paper says, as it is to stand from now on. */
  readonly marks: Marks;
}

/**
 * The document of a correction (S1): the whole reply with these marks, one revision higher, naming the event that it
 * replaces. Everything else stays as it was sealed, who keyed it too. Pure, and by the same rule as the first.
 *
 * @throws {NotSealableError} as `sealedReply`
 */
export function revisedReply({ eventId, pack, before, marks }: RevisionFacts): ReplyDocument {
  return ReplyDocument.parse({
    ...before,
    event: {
      id: eventId,
      kind: 'revise',
      revision: before.event.revision + 1,
      replaces: before.event.id,
    },
    marks: sealedMarks(pack, marks, { serialLabel: before.serial.label, exclusion: before.exclusion }),
  });
}

/** The fields that the form asks, by the way that these marks go through it, and that have none. */
export function unansweredFields(pack: ConsultationPack, marks: Marks): readonly Field[] {
  const asked = fieldsOf(pack);
  const skipped = routedOver(pack, asked, marks);
  return asked.filter((field) => !skipped.has(field.id) && marks[field.id] === undefined);
}

/**
 * The marks that count: all that the paper says. A *blank* where the form doesn't ask is left out, because it says
 * which way the keyer came and nothing about the paper; an answer there is on the paper and stays.
 */
function sealedMarks(
  pack: ConsultationPack,
  marks: Marks,
  reply: Pick<Reply, 'serialLabel' | 'exclusion'>,
): Readonly<Record<string, Mark>> {
  const asked = fieldsOf(pack);
  const skipped = routedOver(pack, asked, marks);
  const fields = [...asked, ...lampsOf(pack)];
  const stranger = Object.keys(marks).find((id) => !fields.some((field) => field.id === id));
  if (stranger !== undefined) {
    throw new NotSealableError(reply.serialLabel, `its form has no field “${stranger}”`);
  }
  const sealed: Record<string, Mark> = {};
  for (const field of fields) {
    const mark = marks[field.id];
    const isAsked = field.isInTabOrder && !skipped.has(field.id);
    if (mark === undefined && isAsked && reply.exclusion === null) {
      throw new NotSealableError(reply.serialLabel, `“${field.id}” has no mark`);
    }
    if (mark !== undefined && (isAsked || mark.kind !== 'blank')) sealed[field.id] = mark;
  }
  return sealed;
}
