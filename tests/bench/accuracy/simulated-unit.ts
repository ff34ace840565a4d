import type { ConsultationPack } from '../../../contract/records/consultation-pack.ts';
import { fieldId } from '../../../contract/records/field-id.ts';
import type { ReplyId } from '../../../contract/records/id.ts';
import type { Mark } from '../../../contract/records/mark.ts';
import { isSameMark } from '../../../contract/rules/checking/compare-marks.ts';
import { decide } from '../../../electron/checking/decide.ts';
import { finishCheck } from '../../../electron/checking/finish-check.ts';
import { openCheck } from '../../../electron/checking/open-check.ts';
import { makePlan } from '../../../electron/checking/plans.ts';
import { saveSecondMark } from '../../../electron/checking/save-second-mark.ts';
import { finishKeying } from '../../../electron/keying/finish-keying.ts';
import { openKeying } from '../../../electron/keying/open-keying.ts';
import { closeQuery, listQueries } from '../../../electron/keying/queries.ts';
import { saveMark } from '../../../electron/keying/save-mark.ts';
import { sealBatch } from '../../../electron/sealing/seal-batch.ts';
import { inTransaction } from '../../../electron/store/db.ts';
import { readPack, newestPack } from '../../../electron/store/queries/consultations.ts';
import { seededRandom } from '../../../scripts/make-sample-post/random.ts';
import { aFullBatch, CWS, loadBothConsultations } from '../../support/post-room.ts';
import { listToDecide } from '../../../electron/store/queries/to-decide.ts';
import { sealedDocuments } from '../../support/sealed-documents.ts';
import { openTemporaryDesk } from '../../support/temporary-desk.ts';
import {
  calibrated,
  closedFields,
  inventedPaper,
  isRoutedOver,
  read,
  wrongFields,
  type Marks,
  type Random,
} from './simulated-keyer.ts';

/** A third person reads the paper rightly this often. */
export const deciderRight = 0.99;
/** Of the errors that a second keying meets, the share that it repeats: the published detection is 88 %. */
export const repeatedErrors = 0.12;
/**
 * How often a second keyer who decides alone decides rightly: so often that the published 0.14 % of fields stay wrong
 * of the 0.29 % that each of the two keys wrongly, 12 % of them alike.
 */
export const secondKeyerRight = 1 - (0.0014 - 0.12 * 0.0029) / ((2 - 0.12) * 0.0029);

const repliesInABatch = 250;

/** Wrong fields among all that were keyed again, by three ways of working. */
export interface Residual {
  readonly fields: number;
  readonly single: number;
  readonly decidedBySecond: number;
  readonly ours: number;
}

/**
 * Has invented replies keyed, keyed again, decided and sealed through the real steps and a real store, and counts what
 * of the sealed documents isn't what the papers say.
 * @param repeated share of the first keyer's errors that the second keyer makes too
 */
export async function simulateUnit(replies: number, repeated: number, seed: string): Promise<Residual> {
  const here = openTemporaryDesk();
  try {
    loadBothConsultations(here.desk);
    makePlan(here.desk, {
      consultationId: CWS,
      plan: { always: 'closed', drawnPerThousand: 0, seed, newKeyerBatches: 0, mostWrong: 0 },
      reason: 'A simulation of closed fields.',
    });
    const [first, second] = [here.as(here.people.firstKeyer), here.as(here.people.secondKeyer)];
    const pack = readPack(here.desk.db, newestPack(here.desk.db, CWS)!.hash)!;
    const random = seededRandom(seed);
    const perField = calibrated(pack, random);
    const sum = { fields: 0, single: 0, decidedBySecond: 0, ours: 0 };
    const papers = new Map<ReplyId, Marks>();
    for (let done = 0; done < replies; done += repliesInABatch) {
      // One transaction a batch: the disk is not what is simulated.
      inTransaction(here.desk.db, () => {
        const { batch, replies: logged } = aFullBatch(first, Math.min(repliesInABatch, replies - done));
        for (const { id } of logged) {
          const paper = inventedPaper(pack, random);
          papers.set(id, paper);
          const mine = read(pack, paper, random, perField);
          const theirs = repeating(pack, paper, mine, read(pack, paper, random, perField), repeated, random);
          const keyedFirst = keyFirst(first, id, pack, mine);
          const isRight = () => random() < deciderRight;
          const keyedAgain = keyAgain(second, id, pack, theirs, (field) =>
            isRight() ? paper[field] : theirs[field],
          );
          sum.fields += closedFields(pack).length;
          sum.single += wrongFields(pack, paper, keyedFirst).length;
          sum.decidedBySecond += leftBySecondKeyer(pack, paper, keyedFirst, keyedAgain, random);
        }
        decideAll(here.desk, papers, random);
        closeQueries(here.desk);
        sealBatch(first, { batchId: batch.id });
      });
    }
    for (const { replyId, marks } of sealedDocuments(here.desk.db)) {
      sum.ours += wrongFields(pack, papers.get(replyId)!, marks).length;
    }
    return sum;
  } finally {
    await here.clear();
  }
}

type Desk = ReturnType<ReturnType<typeof openTemporaryDesk>['as']>;

/** The second reading, with a share of the first's errors made again. */
function repeating(
  pack: ConsultationPack,
  paper: Marks,
  first: Marks,
  second: Marks,
  share: number,
  random: Random,
): Marks {
  const marks: Record<string, Mark | undefined> = { ...second };
  for (const field of wrongFields(pack, paper, first)) if (random() < share) marks[field] = first[field];
  return Object.fromEntries(
    Object.entries(marks).filter((entry): entry is [string, Mark] => entry[1] !== undefined),
  );
}

const effort = { strokes: 1, activeMs: 100 };
const blank: Mark = { kind: 'blank' };

/** Keys the closed fields as they were read, going where the form sends; the rest is blank. */
function keyFirst(desk: Desk, replyId: ReplyId, pack: ConsultationPack, marks: Marks): Marks {
  const { keyingId } = openKeying(desk, replyId);
  const keyed: Record<string, Mark> = {};
  for (const field of closedFields(pack)) {
    const mark = markToKey(pack, field.id, marks, keyed, field.isInTabOrder);
    if (mark === null) continue;
    keyed[field.id] = mark;
    const place = fieldId(field.id);
    saveMark(desk, { keyingId, field: place, mark, isLeft: true, overruleReason: null, place, ...effort });
  }
  finishKeying(desk, { keyingId, restBlank: 'all', ...effort });
  return keyed;
}

/** Keys again, blind; what is heard to differ is read from the paper once more. */
function keyAgain(
  desk: Desk,
  replyId: ReplyId,
  pack: ConsultationPack,
  marks: Marks,
  lookAgain: (field: string) => Mark | undefined,
): Marks {
  const { keyingId } = openCheck(desk, replyId);
  const keyed: Record<string, Mark> = {};
  const first: Record<string, Mark> = {};
  const save = (id: string, mark: Mark | null) =>
    saveSecondMark(desk, { keyingId, field: fieldId(id), mark, isLeft: true, place: fieldId(id), ...effort });
  const keyAnew = (id: string): void => {
    const mark = lookAgain(id) ?? null;
    if (mark === null) delete keyed[id];
    else keyed[id] = mark;
    save(id, mark);
  };
  for (const field of closedFields(pack)) {
    const mark = markToKey(pack, field.id, marks, keyed, field.isInTabOrder);
    if (mark === null) continue;
    keyed[field.id] = mark;
    first[field.id] = mark;
    if (save(field.id, mark).isLookAgain) keyAnew(field.id);
  }
  const finish = () => finishCheck(desk, { keyingId, restBlank: 'all', ...effort });
  const { lookAgain: unheard } = finish();
  for (const id of unheard) keyAnew(id);
  if (unheard.length > 0) finish();
  return first;
}

/** What is keyed of a field: nothing where the form doesn't ask, or for a lamp that isn't lit. */
function markToKey(
  pack: ConsultationPack,
  id: string,
  marks: Marks,
  keyed: Marks,
  isAsked: boolean,
): Mark | null {
  if (!isAsked) return marks[id] ?? null;
  return isRoutedOver(pack, id, keyed) ? null : (marks[id] ?? blank);
}

/** What would be left if the second keyer, who sees both values, decided alone, as most systems have it. */
function leftBySecondKeyer(
  pack: ConsultationPack,
  paper: Marks,
  first: Marks,
  second: Marks,
  random: Random,
): number {
  return closedFields(pack).filter(({ id }) => {
    const [truth, one, other] = [paper[id] ?? null, first[id] ?? null, second[id] ?? null];
    if (isSameMark(one, other)) return !isSameMark(one, truth);
    return random() >= secondKeyerRight;
  }).length;
}

/** A decision that was wrong can send the reader past what is answered: somebody looks before the seal. */
function closeQueries(desk: Desk): void {
  for (const { id: queryId } of listQueries(desk, { replyId: null, isOpenOnly: true })) {
    closeQuery(desk, { queryId, reason: 'So it stands on the paper.' });
  }
}

function decideAll(desk: Desk, papers: ReadonlyMap<ReplyId, Marks>, random: Random): void {
  for (;;) {
    const decider = { personId: desk.person.id, isSupervisor: true, consultationId: CWS };
    const { rows: waiting } = listToDecide(desk.db, { decider, offset: 0, limit: 200 });
    if (waiting.length === 0) return;
    for (const { replyId, field, first, second } of waiting) {
      const truth = papers.get(replyId)![field] ?? null;
      const isRight = random() < deciderRight;
      const isFirst = isSameMark(first, truth) === isRight;
      if (isRight && !isSameMark(first, truth) && !isSameMark(second, truth)) {
        decide(desk, { replyId, field, choice: 'neither', mark: truth, fault: 'both' });
      } else {
        const choice = isFirst ? 'first' : 'second';
        decide(desk, { replyId, field, choice, mark: null, fault: isFirst ? 'second' : 'first' });
      }
    }
  }
}
