import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { PersonId } from '../../../contract/records/id.ts';
import { fieldId } from '../../../contract/records/field-id.ts';
import type { KeyingSheet } from '../../../contract/records/keying.ts';
import type { Mark } from '../../../contract/records/mark.ts';
import type { Person } from '../../../contract/records/person.ts';
import { fieldsOf } from '../../../contract/rules/fields.ts';
import { routedOver } from '../../../contract/rules/routing.ts';
import { openKeying } from '../../../electron/keying/open-keying.ts';
import { excludeReply } from '../../../electron/postroom/exclude-reply.ts';
import { takeBackReply } from '../../../electron/postroom/take-back-reply.ts';
import { readFirstKeying } from '../../../electron/store/queries/keyings.ts';
import { readPack } from '../../../electron/store/queries/consultations.ts';
import { readFormerMarks, readMarks } from '../../../electron/store/queries/marks.ts';
import { readReply } from '../../../electron/store/queries/replies.ts';
import { openCrashingDesk, type CrashingDesk } from '../../support/crashing-desk.ts';
import { blank, finishes, keys, refusalOf, says, spoilt, illegible } from '../../support/keyed-replies.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../../support/post-room.ts';

// One reply, keyed by somebody who types, corrects, unticks, finishes, sets aside, takes back, and whose
// computer dies at any moment. After every act the store holds what the model holds, and nothing else.

/** What should be true, in the simplest words. */
interface Model {
  readonly marks: Map<string, { mark: Mark; isLeft: boolean }>;
  readonly former: { field: string; mark: Mark }[];
  place: string | null;
  isFinished: boolean;
  isExcluded: boolean;
}

interface Real {
  readonly crashing: CrashingDesk;
  readonly sheet: KeyingSheet;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function agree(model: Model, { crashing, sheet }: Real): void {
  const { db } = crashing.desk;
  const stored = Object.entries(readMarks(db, sheet.keyingId)).map(([field, saved]) => [field, saved.mark]);
  expect(Object.fromEntries(stored)).toEqual(
    Object.fromEntries([...model.marks].map(([field, { mark }]) => [field, mark])),
  );
  expect(readFormerMarks(db, sheet.reply.id).map(({ field, mark }) => ({ field, mark }))).toEqual(
    model.former,
  );
  expect(readFirstKeying(db, sheet.reply.id)).toMatchObject({
    place: model.place,
    isFinished: model.isFinished,
  });
  const keyedOrNot = model.isFinished ? 'keyed' : 'outstanding';
  const reply = readReply(db, sheet.reply.id)!;
  expect(reply.state).toBe(model.isExcluded ? 'excluded' : keyedOrNot);
  // The reply's own count of open queries is what the queries themselves say.
  const open = db.prepare('SELECT count(*) FROM query WHERE closed_by IS NULL').pluck().get();
  expect(reply.openQueries).toBe(open);
}

/** The one spoilt mark of this machine is *trader* with another tick added: reading on, and no correction. */
const addsATick = (was: Mark, is: Mark | null): boolean => is?.kind === 'spoilt' && same(was, says('trader'));

/** In a finished reply nothing is still being typed. */
function finishIn(model: Model): void {
  model.isFinished = true;
  for (const [field, { mark }] of model.marks) model.marks.set(field, { mark, isLeft: true });
}

class Save implements fc.Command<Model, Real> {
  readonly field: string;
  readonly mark: Mark | null;
  readonly isLeft: boolean;
  constructor(field: string, mark: Mark | null, isLeft: boolean) {
    this.field = field;
    this.mark = mark;
    this.isLeft = isLeft;
  }
  check = () => true;
  run(model: Model, real: Real): void {
    const { field, mark, isLeft } = this;
    const save = () => keys(real.crashing.desk, real.sheet, field, mark, { isLeft, place: fieldId(field) });
    if (model.isExcluded) {
      expect(refusalOf(save).code).toBe('REPLY_EXCLUDED');
      return agree(model, real);
    }
    save();
    const before = model.marks.get(field);
    const isChanged = !same(before?.mark ?? null, mark);
    const isCorrected = before?.isLeft === true && isChanged && !addsATick(before.mark, mark);
    if (isCorrected) model.former.push({ field, mark: before.mark });
    if (isChanged) model.isFinished = false;
    if (mark === null) model.marks.delete(field);
    else
      model.marks.set(field, { mark, isLeft: isLeft || (mark.kind === 'spoilt' && before?.isLeft === true) });
    model.place = field;
    agree(model, real);
  }
  toString = () => `${this.field} ${JSON.stringify(this.mark)}${this.isLeft ? ' and leaves' : ''}`;
}

class Finish implements fc.Command<Model, Real> {
  check = () => true;
  run(model: Model, real: Real): void {
    const work = () => finishes(real.crashing.desk, real.sheet);
    if (model.isExcluded) expect(refusalOf(work).code).toBe('REPLY_EXCLUDED');
    else if (!model.isFinished && isIncomplete(model, real))
      expect(refusalOf(work).code).toBe('FIELDS_UNANSWERED');
    else {
      work();
      if (!model.isFinished) finishIn(model);
    }
    agree(model, real);
  }
  toString = () => 'finish';
}

class BlankTheRestAndFinish implements fc.Command<Model, Real> {
  check = (model: Readonly<Model>) => !model.isExcluded;
  run(model: Model, real: Real): void {
    const wasFinished = model.isFinished;
    if (!wasFinished)
      for (const field of missing(model, real)) model.marks.set(field, { mark: blank, isLeft: true });
    finishes(real.crashing.desk, real.sheet, 'all');
    if (!wasFinished) finishIn(model);
    agree(model, real);
  }
  toString = () => 'blank the rest and finish';
}

class Exclude implements fc.Command<Model, Real> {
  check = (model: Readonly<Model>) => !model.isExcluded;
  run(model: Model, real: Real): void {
    excludeReply(real.crashing.desk, { replyId: real.sheet.reply.id, reason: 'other', note: 'x' });
    model.isExcluded = true;
    agree(model, real);
  }
  toString = () => 'exclude';
}

class TakeBack implements fc.Command<Model, Real> {
  check = (model: Readonly<Model>) => model.isExcluded;
  run(model: Model, real: Real): void {
    takeBackReply(real.crashing.desk, { replyId: real.sheet.reply.id });
    model.isExcluded = false;
    agree(model, real);
  }
  toString = () => 'take back';
}

class Crash implements fc.Command<Model, Real> {
  check = () => true;
  run(model: Model, real: Real): void {
    real.crashing.crash();
    agree(model, real);
    if (!model.isExcluded)
      expect(openKeying(real.crashing.desk, real.sheet.reply.id).place).toBe(model.place);
  }
  toString = () => 'crash';
}

function missing(model: Model, { crashing, sheet }: Real): string[] {
  const pack = readPack(crashing.desk.db, sheet.packHash)!;
  const fields = fieldsOf(pack);
  const marks = Object.fromEntries([...model.marks].map(([field, { mark }]) => [field, mark]));
  const skipped = routedOver(pack, fields, marks);
  return fields
    .filter((field) => !skipped.has(field.id) && !model.marks.has(field.id))
    .map((field) => field.id);
}

const isIncomplete = (model: Model, real: Real): boolean => missing(model, real).length > 0;

const marksByField: Readonly<Record<string, readonly (Mark | null)[]>> = {
  name: [says('Smith'), says('Smythe'), says('[illegible]'), blank],
  postcode: [says('WA7 2GJ'), blank],
  type: [says('trader'), spoilt('resident', 'trader'), illegible, blank, null],
  'q1.tick': [says('yes'), says('no'), blank, null],
  'q2.entry': [says('3'), says('99'), blank],
  'q4.tick': [says(['pond']), says(['pond', 'road']), illegible, null],
};

const aSave = fc
  .constantFrom(...Object.keys(marksByField))
  .chain((field) =>
    fc
      .tuple(fc.constantFrom(...marksByField[field]!), fc.boolean())
      .map(([mark, isLeft]) => new Save(field, mark, isLeft)),
  );

it('whatever a keyer does and whenever the computer dies, the store holds what was acknowledged', () => {
  const keyer: Person = {
    id: PersonId.parse('0196a000-0000-7000-8000-000000000001'),
    signInName: 'one',
    fullName: 'Ben Muster (invented)',
    initials: 'BM',
    role: 'keyer',
    isActive: true,
  };
  fc.assert(
    fc.property(
      fc.commands(
        [
          aSave,
          aSave,
          aSave,
          fc.constant(new Finish()),
          fc.constant(new BlankTheRestAndFinish()),
          fc.constant(new Exclude()),
          fc.constant(new TakeBack()),
          fc.constant(new Crash()),
        ],
        { maxCommands: 40 },
      ),
      (commands) => {
        const crashing = openCrashingDesk(keyer);
        try {
          fc.modelRun(() => {
            loadBothConsultations(crashing.desk);
            const batch = aBatch(crashing.desk, { consultationId: BENCHES, documentCount: 1 });
            const sheet = openKeying(crashing.desk, aReply(crashing.desk, batch).id);
            const model: Model = {
              marks: new Map(),
              former: [],
              place: null,
              isFinished: false,
              isExcluded: false,
            };
            return { model, real: { crashing, sheet } };
          }, commands);
        } finally {
          crashing.clear();
        }
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);
