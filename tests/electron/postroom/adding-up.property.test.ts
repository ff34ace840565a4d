import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PostbagError } from '../../../contract/errors.ts';
import type { AddingUp } from '../../../contract/records/batch.ts';
import type { BatchId, ReplyId } from '../../../contract/records/id.ts';
import { excludeReply } from '../../../electron/postroom/exclude-reply.ts';
import { recountBatch } from '../../../electron/postroom/recount-batch.ts';
import { takeBackReply } from '../../../electron/postroom/take-back-reply.ts';
import { allRows } from '../../../electron/store/db.ts';
import { readBatch } from '../../../electron/store/queries/batches.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';
import { aBatch, aReply, loadBothConsultations } from '../../support/post-room.ts';
import { keyByHand } from '../../support/key-by-hand.ts';
import { sealEverything } from '../../support/seal-by-hand.ts';

// The post room against a model of it that fits on a page: whatever is done, in whatever order, and whatever
// of it is refused, received = keyed + excluded + outstanding, per batch and per channel, and serials have no gap.

interface ModelReply {
  readonly id: ReplyId;
  readonly serial: number;
  readonly batch: number;
  place: 'outstanding' | 'keyed' | 'excluded';
  isKeyed: boolean;
}
interface ModelBatch {
  readonly id: BatchId;
  readonly channel: 'post' | 'email';
  documentCount: number;
  isSealed: boolean;
}
interface Model {
  readonly batches: ModelBatch[];
  readonly replies: ModelReply[];
}
type Real = TemporaryDesk;

let here: TemporaryDesk;
beforeAll(() => {
  here = openTemporaryDesk();
  loadBothConsultations(here.desk);
});
afterAll(() => here.clear());

const repliesOf = (model: Model, batch: number): ModelReply[] =>
  model.replies.filter((reply) => reply.batch === batch);

function countOf(replies: readonly ModelReply[]): AddingUp {
  const inPlace = (place: ModelReply['place']): number =>
    replies.filter((reply) => reply.place === place).length;
  return {
    received: replies.length,
    keyed: inPlace('keyed'),
    excluded: inPlace('excluded'),
    outstanding: inPlace('outstanding'),
  };
}

/** Runs what the model expects to be refused or not, and tells the two apart. */
function attempt(work: () => void, expected: string | null): void {
  let code: string | null = null;
  try {
    work();
  } catch (error) {
    if (!(error instanceof PostbagError)) throw error;
    code = error.code;
  }
  expect(code).toBe(expected);
}

function check(model: Model): void {
  model.batches.forEach((batch, index) => {
    const stored = readBatch(here.desk.db, batch.id);
    expect(stored?.count).toEqual(countOf(repliesOf(model, index)));
    expect(stored?.documentCount).toBe(batch.documentCount);
  });
}

abstract class Act implements fc.Command<Model, Real> {
  check(_model: Readonly<Model>): boolean {
    return true;
  }
  run(model: Model): void {
    this.act(model);
    check(model);
  }
  abstract act(model: Model): void;
  abstract toString(): string;
}

class Open extends Act {
  readonly channel: 'post' | 'email';
  readonly documentCount: number;
  constructor(channel: 'post' | 'email', documentCount: number) {
    super();
    this.channel = channel;
    this.documentCount = documentCount;
  }
  act(model: Model): void {
    const { channel, documentCount } = this;
    const { id } = aBatch(here.desk, { channel, documentCount });
    model.batches.push({ id, channel, documentCount, isSealed: false });
  }
  toString(): string {
    return `open(${this.channel}, ${this.documentCount})`;
  }
}

abstract class OnBatch extends Act {
  readonly pick: number;
  constructor(pick: number) {
    super();
    this.pick = pick;
  }
  override check(model: Readonly<Model>): boolean {
    return model.batches.length > 0;
  }
  act(model: Model): void {
    const index = this.pick % model.batches.length;
    this.actOn(model, model.batches[index]!, index);
  }
  abstract actOn(model: Model, batch: ModelBatch, index: number): void;
}

class Log extends OnBatch {
  actOn(model: Model, batch: ModelBatch, index: number): void {
    const isFull = repliesOf(model, index).length >= batch.documentCount;
    const expected = batch.isSealed ? 'BATCH_SEALED' : isFull ? 'BATCH_FULL' : null;
    attempt(() => {
      const { id, serial } = aReply(here.desk, batch);
      expect(serial).toBe((model.replies.at(-1)?.serial ?? serial - 1) + 1);
      model.replies.push({ id, serial, batch: index, place: 'outstanding', isKeyed: false });
    }, expected);
  }
  toString(): string {
    return `log(${this.pick})`;
  }
}

class Recount extends OnBatch {
  readonly documentCount: number;
  constructor(pick: number, documentCount: number) {
    super(pick);
    this.documentCount = documentCount;
  }
  actOn(model: Model, batch: ModelBatch, index: number): void {
    const { documentCount } = this;
    const isBelow = documentCount < repliesOf(model, index).length;
    const expected = batch.isSealed ? 'BATCH_SEALED' : isBelow ? 'COUNT_BELOW_LOGGED' : null;
    attempt(() => {
      recountBatch(here.desk, { batchId: batch.id, documentCount });
      batch.documentCount = documentCount;
    }, expected);
  }
  toString(): string {
    return `recount(${this.pick}, ${this.documentCount})`;
  }
}

class Seal extends Act {
  act(model: Model): void {
    sealEverything(here.desk.db);
    model.batches.forEach((batch, index) => {
      const { received, outstanding } = countOf(repliesOf(model, index));
      if (outstanding === 0 && received === batch.documentCount) batch.isSealed = true;
    });
  }
  toString(): string {
    return 'seal';
  }
}

abstract class OnReply extends Act {
  readonly pick: number;
  constructor(pick: number) {
    super();
    this.pick = pick;
  }
  override check(model: Readonly<Model>): boolean {
    return model.replies.length > 0;
  }
  act(model: Model): void {
    const reply = model.replies[this.pick % model.replies.length]!;
    this.actOn(reply, model.batches[reply.batch]!.isSealed);
  }
  abstract actOn(reply: ModelReply, isSealed: boolean): void;
}

class Exclude extends OnReply {
  actOn(reply: ModelReply, isSealed: boolean): void {
    const expected = isSealed ? 'REPLY_SEALED' : reply.place === 'excluded' ? 'REPLY_EXCLUDED' : null;
    attempt(() => {
      excludeReply(here.desk, { replyId: reply.id, reason: 'duplicate', note: '' });
      reply.place = 'excluded';
    }, expected);
  }
  toString(): string {
    return `exclude(${this.pick})`;
  }
}

class TakeBack extends OnReply {
  actOn(reply: ModelReply, isSealed: boolean): void {
    attempt(
      () => {
        takeBackReply(here.desk, { replyId: reply.id });
        if (reply.place === 'excluded') reply.place = reply.isKeyed ? 'keyed' : 'outstanding';
      },
      isSealed ? 'REPLY_SEALED' : null,
    );
  }
  toString(): string {
    return `takeBack(${this.pick})`;
  }
}

class Key extends OnReply {
  actOn(reply: ModelReply, isSealed: boolean): void {
    if (isSealed || reply.place !== 'outstanding') return;
    keyByHand(here.desk, reply.id);
    reply.place = 'keyed';
    reply.isKeyed = true;
  }
  toString(): string {
    return `key(${this.pick})`;
  }
}

it('received = keyed + excluded + outstanding, whatever the post room does and in whatever order', () => {
  const pick = fc.nat({ max: 50 });
  const acts = fc.commands<Model, Real>(
    [
      fc.tuple(fc.constantFrom('post', 'email'), fc.integer({ min: 1, max: 4 })).map((of) => new Open(...of)),
      pick.map((of) => new Log(of)),
      pick.map((of) => new Log(of)),
      fc.tuple(pick, fc.integer({ min: 1, max: 5 })).map((of) => new Recount(...of)),
      pick.map((of) => new Exclude(of)),
      pick.map((of) => new TakeBack(of)),
      pick.map((of) => new Key(of)),
      fc.constant(new Seal()),
    ],
    { maxCommands: 60, size: '+1' },
  );
  fc.assert(
    fc.property(acts, (commands) => {
      fc.modelRun(() => ({ model: { batches: [], replies: [] }, real: here }), commands);
    }),
    { numRuns: 60 },
  );
  // The same store served every run: what all of it comes to, per channel, told by counting the paper itself.
  const perChannel = allRows<AddingUp>(
    here.desk.db,
    `SELECT sum(batch.received) AS received, sum(batch.keyed) AS keyed, sum(batch.excluded) AS excluded,
       sum(batch.outstanding) AS outstanding FROM batch GROUP BY channel ORDER BY channel`,
  );
  const paper = allRows<AddingUp>(
    here.desk.db,
    `SELECT count(*) AS received, sum(place = 'keyed') AS keyed, sum(place = 'excluded') AS excluded,
       sum(place = 'outstanding') AS outstanding
     FROM reply JOIN batch ON batch.id = reply.batch_id GROUP BY channel ORDER BY channel`,
  );
  expect(perChannel).toEqual(paper);
});
