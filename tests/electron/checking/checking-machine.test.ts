import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { fieldId } from '../../../contract/records/field-id.ts';
import { PersonId, type ReplyId } from '../../../contract/records/id.ts';
import type { Mark } from '../../../contract/records/mark.ts';
import { decide } from '../../../electron/checking/decide.ts';
import { contestDecision, takeBackDecision } from '../../../electron/checking/differences.ts';
import { openCheck } from '../../../electron/checking/open-check.ts';
import { excludeReply } from '../../../electron/postroom/exclude-reply.ts';
import { handOver } from '../../../electron/postroom/hand-over.ts';
import { showReply } from '../../../electron/postroom/show-reply.ts';
import { takeBackReply } from '../../../electron/postroom/take-back-reply.ts';
import { sealBatch } from '../../../electron/sealing/seal-batch.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { readBatch } from '../../../electron/store/queries/batches.ts';
import { insertPerson } from '../../../electron/store/queries/people.ts';
import { readRekeying } from '../../../electron/store/queries/rekeyings.ts';
import { readReply } from '../../../electron/store/queries/replies.ts';
import { keysAgainToTheEnd, keysFirst, plans } from '../../support/checked-replies.ts';
import { blank, refusalOf, says } from '../../support/keyed-replies.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../../support/post-room.ts';
import { sealedDocuments } from '../../support/sealed-documents.ts';
import { openTemporaryDesk } from '../../support/temporary-desk.ts';

// One batch of two replies, and four people who key again, hand over, decide, take back, contest, set aside and seal
// in any order. Who may do what, what is verified and what is sealed is what the model says, and nothing else.

const FIELDS = ['type', 'name'] as const;
type FieldName = (typeof FIELDS)[number];
type Choice = 'first' | 'second' | 'neither';
const faults = { first: 'second', second: 'first', neither: 'both' } as const;
const values: Readonly<Record<FieldName, readonly Mark[]>> = {
  type: [says('resident'), says('trader'), blank],
  name: [says('A'), says('B'), blank],
};
const typed: Readonly<Record<FieldName, Mark>> = { type: says('visitor'), name: says('C') };

interface Difference {
  readonly second: Mark;
  decision: { readonly by: number; readonly choice: Choice } | null;
  isContested: boolean;
  readonly contesters: Set<number>;
}
interface ModelReply {
  readonly firstBy: number;
  readonly first: Readonly<Record<FieldName, Mark>>;
  readonly drawn: ReadonlySet<string>;
  readonly differences: Map<FieldName, Difference>;
  readonly seconds: Set<number>;
  readonly deciders: Set<number>;
  readonly lookers: Set<number>;
  second: { by: number; isFinished: boolean } | null;
  isInFull: boolean;
  isExcluded: boolean;
}
interface Model {
  readonly replies: readonly ModelReply[];
  isBatchInFull: boolean;
  isSealed: boolean;
}
interface Real {
  readonly desks: readonly Desk[];
  readonly ids: readonly ReplyId[];
}

/** The last of the four is the supervisor. */
const SUPERVISOR = 3;
const same = (one: Mark, other: Mark): boolean => JSON.stringify(one) === JSON.stringify(other);
const isKeyedAgain = (reply: ModelReply, field: string): boolean => reply.isInFull || reply.drawn.has(field);
const isOpen = ({ decision, isContested }: Difference): boolean => decision === null || isContested;
const isVerified = (reply: ModelReply): boolean =>
  !reply.isExcluded && reply.second?.isFinished === true && ![...reply.differences.values()].some(isOpen);
function counts(reply: ModelReply, field: FieldName): Mark {
  const difference = reply.differences.get(field);
  const choice = difference?.decision?.choice ?? 'first';
  if (choice === 'first') return reply.first[field];
  return choice === 'second' ? difference!.second : typed[field];
}
function goesInFull(reply: ModelReply): void {
  reply.isInFull = true;
  if (reply.second) reply.second.isFinished = false;
}

function agree(model: Model, { desks, ids }: Real): void {
  const { db } = desks[0]!;
  for (const [index, reply] of model.replies.entries()) {
    const stored = readReply(db, ids[index]!)!;
    expect(stored.checkState === 'verified').toBe(isVerified(reply));
    if (!model.isSealed) expect(stored.state).toBe(reply.isExcluded ? 'excluded' : 'keyed');
  }
  const batch = readBatch(db, readReply(db, ids[0]!)!.batchId)!;
  expect(batch.verified).toBe(model.replies.filter(isVerified).length);
}

interface Act {
  readonly name: string;
  readonly run: (model: Model, real: Real) => void;
}
class Doing implements fc.Command<Model, Real> {
  readonly act: Act;
  constructor(act: Act) {
    this.act = act;
  }
  check = () => true;
  run(model: Model, real: Real): void {
    this.act.run(model, real);
    agree(model, real);
  }
  toString = () => this.act.name;
}

/** Does it, and where the model knows a reason why not, expects that refusal; whether it was done. */
function attempt(whyNot: string | null, work: () => unknown): boolean {
  if (whyNot === null) work();
  else expect(refusalOf(work).code).toBe(whyNot);
  return whyNot === null;
}

function whyNotCheck(model: Model, reply: ModelReply, by: number): string | null {
  if (model.isSealed) return 'REPLY_SEALED';
  if (reply.isExcluded) return 'REPLY_EXCLUDED';
  if (reply.firstBy === by) return 'KEYED_BY_YOU';
  if (reply.lookers.has(by)) return 'FIRST_VALUES_SEEN';
  return reply.second !== null && reply.second.by !== by ? 'KEYED_BY_ANOTHER' : null;
}

const keyAgain = (at: number, by: number, type: Mark, name: Mark, isWhole: boolean): Act => ({
  name: `${by} keys ${at} again${isWhole ? ` to the end ${JSON.stringify([type, name])}` : ''}`,
  run(model, { desks, ids }) {
    const reply = model.replies[at]!;
    const isDone = reply.second?.isFinished === true;
    const whyNot = whyNotCheck(model, reply, by);
    const second = { type, name };
    const isWholeNow = isWhole && !isDone;
    const work = () =>
      isWholeNow ? keysAgainToTheEnd(desks[by]!, ids[at]!, second) : openCheck(desks[by]!, ids[at]!);
    if (!attempt(whyNot, work)) return;
    reply.second ??= { by, isFinished: false };
    reply.seconds.add(by);
    if (!isWholeNow) return;
    reply.second.isFinished = true;
    for (const field of FIELDS) {
      const differs = isKeyedAgain(reply, field) && !same(reply.first[field], second[field]);
      if (!differs || reply.differences.has(field)) continue;
      reply.differences.set(field, {
        second: second[field],
        decision: null,
        isContested: false,
        contesters: new Set(),
      });
    }
  },
});

const handsOver = (to: number): Act => ({
  name: `all half-keyed goes to ${to}`,
  run(model, { desks, ids }) {
    const { batchId } = readReply(desks[0]!.db, ids[0]!)!;
    const toPersonId = desks[to]!.person.id;
    const work = () => handOver(desks[SUPERVISOR]!, { batchId, toPersonId });
    if (!attempt(model.isSealed ? 'BATCH_SEALED' : null, work)) return;
    for (const reply of model.replies) {
      if (reply.second === null || reply.second.isFinished || reply.isExcluded) continue;
      if (reply.firstBy === to || reply.deciders.has(to) || reply.lookers.has(to)) continue;
      reply.second.by = to;
      reply.seconds.add(to);
    }
  },
});

const decides = (at: number, by: number, field: FieldName, choice: Choice): Act => ({
  name: `${by} decides ${field} of ${at}: ${choice}`,
  run(model, { desks, ids }) {
    const reply = model.replies[at]!;
    const difference = reply.differences.get(field);
    const whyNot = (): string | null => {
      if (model.isSealed) return 'REPLY_SEALED';
      if (difference === undefined) return 'NOTHING_TO_DECIDE';
      if (reply.firstBy === by || reply.seconds.has(by)) return 'NOT_A_THIRD_PERSON';
      if (!isOpen(difference)) return 'NOTHING_TO_DECIDE';
      return difference.contesters.size > 0 && by !== SUPERVISOR ? 'SUPERVISOR_ONLY' : null;
    };
    const mark = choice === 'neither' ? typed[field] : null;
    const request = { replyId: ids[at]!, field: fieldId(field), choice, mark, fault: faults[choice] };
    if (!attempt(whyNot(), () => decide(desks[by]!, request))) return;
    difference!.decision = { by, choice };
    difference!.isContested = false;
    reply.deciders.add(by);
    // Both fields that differ here are counted where they were drawn, and not where they are always keyed again.
    const isFailed = model.replies.some(({ differences, drawn }) => {
      const decision = differences.get('name')?.decision;
      return drawn.has('name') && decision !== null && decision !== undefined && decision.choice !== 'first';
    });
    if (model.isBatchInFull || !isFailed) return;
    model.isBatchInFull = true;
    for (const one of model.replies) if (!one.isExcluded) goesInFull(one);
  },
});

const takesBackDecision = (at: number, by: number, field: FieldName): Act => ({
  name: `${by} takes back ${field} of ${at}`,
  run(model, { desks, ids }) {
    const difference = model.replies[at]!.differences.get(field);
    const isOwn = difference?.decision?.by === by && !difference.isContested;
    const whyNot = model.isSealed ? 'REPLY_SEALED' : isOwn ? null : 'NOTHING_TO_DECIDE';
    const request = { replyId: ids[at]!, field: fieldId(field) };
    if (attempt(whyNot, () => takeBackDecision(desks[by]!, request))) difference!.decision = null;
  },
});

const contests = (at: number, by: number, field: FieldName): Act => ({
  name: `${by} contests ${field} of ${at}`,
  run(model, { desks, ids }) {
    const reply = model.replies[at]!;
    const difference = reply.differences.get(field);
    const whyNot = (): string | null => {
      if (model.isSealed) return 'REPLY_SEALED';
      if (difference === undefined) return 'NOTHING_TO_DECIDE';
      const isKeyer = reply.firstBy === by || reply.second?.by === by;
      return isKeyer && !isOpen(difference) && !difference.contesters.has(by) ? null : 'NOT_CONTESTABLE';
    };
    const request = { replyId: ids[at]!, field: fieldId(field), reason: 'Look again.' };
    if (!attempt(whyNot(), () => contestDecision(desks[by]!, request))) return;
    difference!.isContested = true;
    difference!.contesters.add(by);
  },
});

/** A supervisor sees what was keyed, and is noted until the second keying is at its end. */
const looks = (at: number): Act => ({
  name: `the supervisor looks at ${at}`,
  run(model, { desks, ids }) {
    const reply = model.replies[at]!;
    const isSecond = reply.seconds.has(SUPERVISOR);
    const { isKeptBlind } = showReply(desks[SUPERVISOR]!, { replyId: ids[at]! });
    if (!isSecond) expect(isKeptBlind).toBe(false);
    if (!isSecond && !model.isSealed && reply.second?.isFinished !== true) reply.lookers.add(SUPERVISOR);
  },
});

const setsAsideOrBack = (at: number): Act => ({
  name: `sets ${at} aside or takes it back`,
  run(model, { desks, ids }) {
    const reply = model.replies[at]!;
    const replyId = ids[at]!;
    const work = () =>
      reply.isExcluded
        ? takeBackReply(desks[0]!, { replyId })
        : excludeReply(desks[0]!, { replyId, reason: 'other', note: 'x' });
    if (!attempt(model.isSealed ? 'REPLY_SEALED' : null, work)) return;
    reply.isExcluded = !reply.isExcluded;
    if (!reply.isExcluded && model.isBatchInFull && !reply.isInFull) goesInFull(reply);
  },
});

const seals: Act = {
  name: 'seals',
  run(model, { desks, ids }) {
    const desk = desks[SUPERVISOR]!;
    const { batchId } = readReply(desk.db, ids[0]!)!;
    const isAllVerified = model.replies.every((reply) => reply.isExcluded || isVerified(reply));
    const whyNot = model.isSealed ? 'BATCH_SEALED' : isAllVerified ? null : 'BATCH_UNVERIFIED';
    if (!attempt(whyNot, () => sealBatch(desk, { batchId }))) return;
    model.isSealed = true;
    for (const document of sealedDocuments(desk.db)) {
      const reply = model.replies[ids.indexOf(document.replyId)]!;
      for (const field of FIELDS) expect(document.marks[fieldId(field)]).toEqual(counts(reply, field));
    }
  },
};

const at = fc.nat({ max: 1 });
const by = fc.nat({ max: SUPERVISOR });
const field = fc.constantFrom(...FIELDS);
const choice = fc.constantFrom<Choice>('first', 'second', 'neither');
const type = fc.constantFrom(...values.type);
const name = fc.constantFrom(...values.name);
const keyer = fc.nat({ max: SUPERVISOR - 1 });
const whole = fc.tuple(at, keyer, type, name, fc.constant(true)).map((of) => keyAgain(...of));
// What goes far into the rules stands here more than once, so that most runs get there.
const acts: fc.Arbitrary<Act>[] = [
  fc.tuple(at, by, type, name, fc.boolean()).map((of) => keyAgain(...of)),
  whole,
  whole,
  whole,
  by.map(handsOver),
  fc.tuple(at, by, field, choice).map((of) => decides(...of)),
  ...[choice, choice].map((one) =>
    fc.tuple(at, fc.constantFrom(2, SUPERVISOR), field, one).map((of) => decides(...of)),
  ),
  fc
    .tuple(at, fc.constant(SUPERVISOR), fc.constant('name' as const), fc.constant('second' as const))
    .map((of) => decides(...of)),
  fc.tuple(at, by, field).map((of) => takesBackDecision(...of)),
  fc.tuple(at, by, field).map((of) => contests(...of)),
  at.map(looks),
  at.map(setsAsideOrBack),
  fc.constant(seals),
];

it(
  'two keyings, their decision and the seal hold their rules in whatever order people act',
  { timeout: 180_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.commands(
          acts.map((act) => act.map((one) => new Doing(one))),
          { maxCommands: 60, size: 'max' },
        ),
        async (commands) => {
          const here = openTemporaryDesk();
          try {
            loadBothConsultations(here.desk);
            plans(here.desk, { always: [fieldId('type')], drawnPerThousand: 500 });
            const id = PersonId.parse('0196a000-0000-7000-8000-000000000099');
            const dee = {
              id,
              signInName: 'dee',
              fullName: 'Dee Ejemplo (invented)',
              initials: 'DE',
            } as const;
            insertPerson(here.desk.db, { ...dee, role: 'keyer', isActive: true });
            const { firstKeyer, secondKeyer, supervisor } = here.people;
            const people = [
              firstKeyer,
              secondKeyer,
              { ...dee, role: 'keyer', isActive: true } as const,
              supervisor,
            ];
            const desks = people.map((person) => here.as(person));
            const batch = aBatch(here.desk, { consultationId: BENCHES, documentCount: 2 });
            const first = { type: says('resident'), name: says('A') };
            const ids = [0, 1].map((keyer) => {
              const reply = aReply(here.desk, batch);
              keysFirst(desks[keyer]!, reply.id, first);
              return reply.id;
            });
            const replies = ids.map((replyId, index): ModelReply => ({
              firstBy: index,
              first,
              drawn: new Set(readRekeying(here.desk.db, replyId)!.fields.map(({ id: one }) => one)),
              differences: new Map(),
              seconds: new Set(),
              deciders: new Set(),
              lookers: new Set(),
              second: null,
              isInFull: false,
              isExcluded: false,
            }));
            fc.modelRun(
              () => ({ model: { replies, isBatchInFull: false, isSealed: false }, real: { desks, ids } }),
              commands,
            );
          } finally {
            await here.clear();
          }
        },
      ),
      // The same acts each time; POSTBAG_SEED tries others.
      { numRuns: 40, seed: Number(process.env['POSTBAG_SEED'] ?? 1) },
    );
  },
);
