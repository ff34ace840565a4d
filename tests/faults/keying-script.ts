import { PersonId, type ReplyId } from '../../contract/records/id.ts';
import type { Mark } from '../../contract/records/mark.ts';
import type { Person } from '../../contract/records/person.ts';
import type { Field } from '../../contract/rules/fields.ts';
import { routedOver } from '../../contract/rules/routing.ts';
import { finishKeying } from '../../electron/keying/finish-keying.ts';
import { formOf } from '../../electron/store/form.ts';
import { nextReply } from '../../electron/keying/next-reply.ts';
import { openKeying } from '../../electron/keying/open-keying.ts';
import { saveMark } from '../../electron/keying/save-mark.ts';
import type { Desk } from '../../electron/store/desk.ts';
import type { OpenStore } from '../../electron/store/open-store.ts';
import { insertPerson } from '../../electron/store/queries/people.ts';
import { resourcesFolder } from '../support/resources-folder.ts';
import { seededRandom } from '../../scripts/make-sample-post/random.ts';
import { inventedMark } from '../support/invented-marks.ts';
import { aBatch, aReply, CWS, loadBothConsultations } from '../support/post-room.ts';
import type { Facts } from './record.ts';

/** One thing that a keyer does. It may be tried again when it threw: then nothing of it was done. */
export interface Act {
  /** What it will make true, as far as that is known before. */
  readonly facts: Facts;
  /** Does it. @returns what is true from now on */
  readonly run: () => Facts;
}

const keyer: Person = {
  id: PersonId.parse('0196a000-0000-7000-8000-000000000001'),
  signInName: 'one',
  fullName: 'Ben Muster (invented)',
  initials: 'BM',
  role: 'keyer',
  isActive: true,
};

/** The scripted keyer's desk. A new store is given the keyer and both shipped consultations. */
export function deskOfKeyer(store: OpenStore, isNew: boolean): Desk {
  const { db, scans, reader } = store;
  const desk: Desk = {
    db,
    scans,
    reader,
    person: keyer,
    announce: () => {},
    nowMs: Date.now,
    resourcesFolder,
  };
  if (isNew) {
    insertPerson(db, keyer);
    loadBothConsultations(desk);
  }
  return desk;
}

/**
 * Reply after reply without an end, through the steps that the bridge calls: first what is open, then the pile,
 * and three more are logged when it is empty. Every field of text is saved half typed and again when it is left.
 */
export function* keyingScript(desk: Desk, seed: string): Generator<Act, never> {
  const random = seededRandom(seed);
  for (let number = 1; ; number++) {
    const waiting = nextReply(desk, { consultationId: CWS, batchId: null, after: null });
    if (waiting === null) yield* logThree(desk);
    else yield* keyOne(desk, waiting, random, `Reply ${number} of ${seed}, invented`);
  }
}

function* logThree(desk: Desk): Generator<Act> {
  let batch: ReturnType<typeof aBatch>;
  const opening: Act = {
    facts: {},
    run: () => ((batch = aBatch(desk, { documentCount: 3 })), {}),
  };
  yield opening;
  const logging: Act = {
    facts: {},
    run() {
      const { id, serial } = aReply(desk, batch);
      return { [`reply ${id}`]: String(serial) };
    },
  };
  yield logging;
  yield logging;
  yield logging;
}

function* keyOne(desk: Desk, replyId: ReplyId, random: () => number, text: string): Generator<Act> {
  let sheet: ReturnType<typeof openKeying>;
  const opening: Act = { facts: {}, run: () => ((sheet = openKeying(desk, replyId)), {}) };
  yield opening;
  const { keyingId, packHash, marks } = sheet!;
  const { pack, fields } = formOf(desk.db, packHash);
  const keyed: Record<string, Mark> = Object.fromEntries(
    Object.entries(marks).map(([field, saved]) => [field, saved.mark]),
  );
  for (const [index, field] of fields.entries()) {
    if (routedOver(pack, fields, keyed).has(field.id)) continue;
    // A reply taken up again is keyed from its beginning: its fields are corrected, and the old values kept.
    const mark = inventedMark(field, random, `${text} ${index}`);
    if (mark.kind === 'value' && field.options.length === 0) {
      const half: Mark = { kind: 'value', value: String(mark.value).slice(0, 4) };
      yield saving(desk, { keyingId, field, mark: half, place: field.id, isLeft: false });
    }
    const place = (fields[index + 1] ?? field).id;
    yield saving(desk, { keyingId, field, mark, place, isLeft: true });
    keyed[field.id] = mark;
  }
  const facts: Facts = { [`finished ${keyingId}`]: 'yes' };
  yield {
    facts,
    run() {
      finishKeying(desk, { keyingId, restBlank: 'none', strokes: 1, activeMs: 1 });
      return facts;
    },
  };
}

type Saving = Pick<Parameters<typeof saveMark>[1], 'keyingId' | 'place' | 'isLeft'> & {
  readonly field: Field;
  readonly mark: Mark;
};

function saving(desk: Desk, { field, mark, ...rest }: Saving): Act {
  const facts: Facts = {
    [`mark ${rest.keyingId} ${field.id}`]: JSON.stringify([mark.kind, 'value' in mark ? mark.value : null]),
    [`place ${rest.keyingId}`]: rest.place,
  };
  return {
    facts,
    run() {
      saveMark(desk, { ...rest, field: field.id, mark, overruleReason: null, strokes: 1, activeMs: 1 });
      return facts;
    },
  };
}
