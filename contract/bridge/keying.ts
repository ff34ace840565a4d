import { z } from 'zod';
import { EpochMs } from '../records/calendar-date.ts';
import { BatchId, ConsultationId, KeyingId, NoteId, PersonId, QueryId, ReplyId } from '../records/id.ts';
import { FormerMark, KeyingPreference, KeyingSheet, Note, Query, QueryKind } from '../records/keying.ts';
import { FieldId, Mark } from '../records/mark.ts';
import { words } from '../records/words.ts';
import { declareCalls } from './call.ts';
import { effort } from './effort.ts';

export const keyingCalls = declareCalls({
  /**
   * What to key now: the reply that this person has open, else the lowest serial that nobody has begun, in the
   * batch or, with null, in the oldest open batch of the consultation. Null when nothing waits.
   */
  next: {
    access: 'person',
    request: z.strictObject({
      consultationId: ConsultationId,
      batchId: BatchId.nullable(),
      /** The reply just finished or left: it isn't offered, and the search starts behind it, so that the pile is worked through in order. */
      after: ReplyId.nullable(),
    }),
    reply: ReplyId.nullable(),
    errors: [],
  },
  /**
   * Begins or resumes the first keying of a reply; a finished one opens for correction until it is sealed. It
   * counts as keyed until a mark in it changes, and from then as outstanding until it is finished again.
   */
  open: {
    access: 'person',
    request: z.strictObject({ replyId: ReplyId }),
    reply: KeyingSheet,
    errors: ['REPLY_UNKNOWN', 'REPLY_EXCLUDED', 'REPLY_SEALED', 'KEYED_BY_ANOTHER', 'REPLY_BEING_CHECKED'],
  },
  /** Commits one field. Null takes the mark away (an option unticked again). Resolves after the fsync. */
  saveMark: {
    access: 'person',
    request: z.strictObject({
      keyingId: KeyingId,
      field: FieldId,
      mark: Mark.nullable(),
      /** True when the cursor leaves the field: from then on a change counts as a correction and the old value is kept. */
      isLeft: z.boolean(),
      overruleReason: words(500).min(1).nullable(),
      /** Where the cursor goes; kept in the same commit, so that a crash finds it. */
      place: FieldId,
      ...effort,
    }),
    reply: z.strictObject({
      savedAtMs: EpochMs,
      /** Open queries on the reply after this mark: one that can't be read raises one, putting it right closes it. */
      openQueries: z.int().nonnegative(),
      /** True when this was the first change to a finished reply, which counts as outstanding again. */
      isReopened: z.boolean(),
    }),
    errors: [
      'REPLY_UNKNOWN',
      'FIELD_UNKNOWN',
      'MARK_REFUSED',
      'REPLY_SEALED',
      'REPLY_EXCLUDED',
      'KEYED_BY_ANOTHER',
      'REPLY_BEING_CHECKED',
    ],
  },
  setPlace: {
    access: 'person',
    request: z.strictObject({ keyingId: KeyingId, place: FieldId }),
    reply: z.null(),
    errors: [
      'REPLY_UNKNOWN',
      'FIELD_UNKNOWN',
      'REPLY_SEALED',
      'REPLY_EXCLUDED',
      'KEYED_BY_ANOTHER',
      'REPLY_BEING_CHECKED',
    ],
  },
  /** The marks of the reply keyed before this one, by field: what F4 and Shift+F4 repeat. */
  marksOfPrevious: {
    access: 'person',
    request: z.strictObject({ keyingId: KeyingId }),
    reply: z.record(z.string(), Mark),
    errors: ['REPLY_UNKNOWN', 'KEYED_BY_ANOTHER'],
  },
  /** The window makes the id, one for each note written: the same note sent again is kept once. */
  note: {
    access: 'person',
    request: z.strictObject({
      noteId: NoteId,
      keyingId: KeyingId,
      field: FieldId.nullable(),
      text: words(4000).min(1),
    }),
    reply: Note,
    errors: [
      'REPLY_UNKNOWN',
      'FIELD_UNKNOWN',
      'NOTED_OTHERWISE',
      'REPLY_SEALED',
      'REPLY_EXCLUDED',
      'KEYED_BY_ANOTHER',
      'REPLY_BEING_CHECKED',
    ],
  },
  /** The reply is keyed. Runs the heavier checks (contradiction, duplicate, late), which raise queries. */
  finish: {
    access: 'person',
    request: z.strictObject({
      keyingId: KeyingId,
      /**
       * Fields that the form asks and that have no mark are recorded blank: `comments` for who keyed the ticks
       * first and went to the boxes with something in them; `all` for a letter without a form.
       */
      restBlank: z.enum(['none', 'comments', 'all']),
      ...effort,
    }),
    reply: z.strictObject({
      /** Queries that finishing raised or opened again. */
      raised: z.array(Query),
      /** How many fields `restBlank` recorded blank. */
      blanked: z.int().nonnegative(),
    }),
    errors: [
      'REPLY_UNKNOWN',
      'FIELDS_UNANSWERED',
      'REPLY_SEALED',
      'REPLY_EXCLUDED',
      'KEYED_BY_ANOTHER',
      'REPLY_BEING_CHECKED',
    ],
  },
  formerMarks: {
    access: 'person',
    request: z.strictObject({ replyId: ReplyId }),
    reply: z.array(FormerMark),
    errors: ['REPLY_UNKNOWN'],
  },
  preference: {
    access: 'person',
    request: z.strictObject({ consultationId: ConsultationId }),
    reply: KeyingPreference,
    errors: [],
  },
  setPreference: {
    access: 'person',
    request: z.strictObject({ consultationId: ConsultationId, preference: KeyingPreference }),
    reply: z.null(),
    errors: ['CONSULTATION_UNKNOWN'],
  },
  /** One scanned page, base64 of the image as it was taken in. */
  scannedPage: {
    access: 'person',
    request: z.strictObject({ replyId: ReplyId, page: z.int().positive() }),
    reply: z.strictObject({ mediaType: z.string(), base64: z.string() }).nullable(),
    errors: ['REPLY_UNKNOWN'],
  },
});

export const queryCalls = declareCalls({
  list: {
    access: 'person',
    request: z.strictObject({ replyId: ReplyId.nullable(), isOpenOnly: z.boolean() }),
    reply: z.array(Query),
    errors: [],
  },
  /** The window makes the id, one for each query raised: the same query sent again is raised once. */
  raise: {
    access: 'person',
    request: z.strictObject({
      queryId: QueryId,
      replyId: ReplyId,
      field: FieldId.nullable(),
      kind: QueryKind,
      text: words(2000),
    }),
    reply: Query,
    errors: ['REPLY_UNKNOWN', 'REPLY_SEALED', 'QUERY_RAISED_OTHERWISE'],
  },
  /** A person has looked and decided. Who may: contract/rules/query-owner.ts. */
  close: {
    access: 'person',
    request: z.strictObject({ queryId: QueryId, reason: words(2000).min(1) }),
    reply: Query,
    errors: ['QUERY_UNKNOWN', 'QUERY_OF_ANOTHER', 'SUPERVISOR_ONLY', 'DUPLICATE_KEYED_BY_YOU'],
  },
  /** Makes an open query somebody's, or with null anybody's: one takes it oneself, a supervisor gives it to anybody. */
  assign: {
    access: 'person',
    request: z.strictObject({ queryId: QueryId, ownerId: PersonId.nullable() }),
    reply: Query,
    errors: ['QUERY_UNKNOWN', 'QUERY_OF_ANOTHER', 'SUPERVISOR_ONLY', 'PERSON_UNKNOWN'],
  },
  reopen: {
    access: 'person',
    request: z.strictObject({ queryId: QueryId }),
    reply: Query,
    errors: ['QUERY_UNKNOWN', 'REPLY_SEALED'],
  },
});
