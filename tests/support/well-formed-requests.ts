import { v7 as newId } from 'uuid';
import type { z } from 'zod';
import { everyReply } from '../../contract/bridge/replies.ts';
import type { Calls } from '../../contract/bridge/calls.ts';

/** What goes over the pipe for a call, before it is parsed: ids are plain strings there. */
type Sent<C> = C extends { readonly request: infer R extends z.ZodType } ? z.input<R> : never;
type Requests = {
  readonly [F in keyof Calls]: { readonly [N in keyof Calls[F]]?: Unbranded<Sent<Calls[F][N]>> };
};
type Unbranded<Value> = Value extends string
  ? string
  : Value extends readonly (infer Item)[]
    ? readonly Unbranded<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Unbranded<Value[Key]> }
      : Value;

const consultationId = 'no-such-consultation';
const packHash = '0'.repeat(64);
const passphrase = 'a passphrase of nobody';
const logged = { kind: 'letter', signatures: null, pages: null, enclosures: '' };
const preference = { order: 'as-on-paper', finishesAtLastField: true, sounds: true };

/**
 * For each call that names something, a request in perfect form about what isn't there: it gets past the schema
 * and into the call's own work. `text` stands in every free text.
 */
export function requestsAboutNothing(text: string): Requests {
  const [batchId, replyId, keyingId, personId, queryId, noteId] = Array.from({ length: 6 }, () =>
    newId(),
  ) as [string, string, string, string, string, string];
  const spent = { strokes: 1, activeMs: 1 };
  return {
    session: { signIn: { signInName: text, passphrase: text } },
    people: {
      setRole: { personId, role: 'keyer' },
      setActive: { personId, isActive: true, passphrase },
      setPassphrase: { personId, passphrase },
    },
    consultations: { pack: { packHash }, load: { text }, loadShipped: { file: text } },
    postroom: {
      openBatch: { consultationId, channel: 'post', receivedDate: '2007-05-14', documentCount: 1 },
      batch: { batchId },
      batches: { consultationId, states: [], offset: 0, limit: 500 },
      recount: { batchId, documentCount: 1 },
      logReply: { batchId, replyId, ...logged, enclosures: text },
      correctReply: { replyId, ...logged, enclosures: text },
      exclude: { replyId, reason: 'duplicate', note: text },
      takeBack: { replyId },
      handOver: { batchId, toPersonId: personId },
      daySheet: { consultationId, fromMs: 0, toMs: 1 },
    },
    keying: {
      next: { consultationId, batchId, after: replyId },
      open: { replyId },
      saveMark: {
        keyingId,
        field: 'name',
        mark: { kind: 'value', value: text },
        isLeft: true,
        overruleReason: null,
        place: 'name',
        ...spent,
      },
      setPlace: { keyingId, place: 'name' },
      marksOfPrevious: { keyingId },
      note: { keyingId, noteId, field: null, text },
      finish: { keyingId, restBlank: 'all', ...spent },
      formerMarks: { replyId },
      preference: { consultationId },
      setPreference: { consultationId, preference },
      scannedPage: { replyId, page: 1 },
    },
    checking: {
      next: { consultationId, batchId, after: replyId },
      open: { replyId },
      saveMark: {
        keyingId,
        field: 'name',
        mark: { kind: 'value', value: text },
        isLeft: true,
        place: 'name',
        ...spent,
      },
      finish: { keyingId, restBlank: 'all', ...spent },
      waiting: { consultationId },
      toDecide: { consultationId, offset: 0, limit: 200 },
      decide: {
        replyId,
        field: 'name',
        choice: 'neither',
        mark: { kind: 'value', value: text },
        fault: 'both',
      },
      takeBack: { replyId, field: 'name' },
      decided: { limit: 500 },
      contest: { replyId, field: 'name', reason: text },
      plans: { consultationId },
      makePlan: {
        consultationId,
        plan: { always: 'closed', drawnPerThousand: 100, seed: text, newKeyerBatches: 5, mostWrong: 0 },
        reason: text,
      },
    },
    queries: {
      list: { replyId, isOpenOnly: false },
      raise: { queryId, replyId, field: null, kind: 'other', text },
      close: { queryId, reason: text },
      assign: { queryId, ownerId: personId },
      reopen: { queryId },
    },
    replies: {
      find: { filter: { ...everyReply, text }, offset: 0, limit: 500 },
      show: { replyId },
      standing: { replyId },
    },
    backups: {
      make: null,
      cancel: null,
      verify: { id: '000001 2007-04-02', place: 'here' },
      setSettings: { everyHours: 24, secondFolder: text },
      restore: { id: '000001 2007-04-02', place: 'second' },
      noticeRead: { number: 1 },
    },
    sending: {
      batches: null,
      receipts: { limit: 500 },
      attention: { limit: 500 },
      seriesRead: { series: [{ deviceId: newId(), epoch: 1 }] },
      sealBatch: { batchId },
      enrol: { code: text },
      send: null,
      cancel: null,
      fetchConsultations: null,
    },
    corrections: {
      open: { replyId },
      revise: { replyId, reason: text, changes: [{ field: 'no-such-field', mark: null }] },
      withdraw: { replyId, reason: text },
    },
    quality: {
      own: { consultationId, fromMs: 0, toMs: 1 },
      keyers: { consultationId, fromMs: 0, toMs: 1 },
      fields: { consultationId, fromMs: 0, toMs: 1 },
    },
    audit: {
      list: {
        filter: { personId, act: text, subject: text, fromMs: null, toMs: null },
        before: null,
        limit: 1000,
      },
      acts: null,
      verify: null,
    },
    courier: {
      waiting: null,
      places: null,
      write: { folder: `/no-such-folder/${text}` },
      cancel: null,
      slips: { limit: 500 },
      takeReceipts: { text },
    },
  };
}
