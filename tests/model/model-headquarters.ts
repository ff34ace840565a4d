import { finished, Readable, Writable } from 'node:stream';
import type { Client } from 'pg';
import { usualLimits } from '../../contract/sync/limits.ts';
import type { DeviceId } from '../../contract/sync/ids.ts';
import { takeInCourierFile } from '../../headquarters/courier/take-in-courier-file.ts';
import { writeReceiptFile } from '../../headquarters/courier/write-receipt-file.ts';
import { connect, transaction } from '../../headquarters/database/database.ts';
import type { Database } from '../../headquarters/database/database.ts';
import { revokeDevice } from '../../headquarters/database/queries/devices.ts';
import { readLastStanding } from '../../headquarters/database/queries/last-standing.ts';
import { eventStandings } from '../../headquarters/database/queries/work.ts';
import { readIdentity } from '../../headquarters/identity.ts';
import { makeEnrolmentSecret } from '../../headquarters/enrolment/issue-code.ts';
import { assembleHeadquarters } from '../../headquarters/start.ts';
import type { Assembled } from '../../headquarters/start.ts';
import { decideWork } from '../../headquarters/work/decide-work.ts';
import { mayDecide } from '../../headquarters/work/may-decide.ts';
import { emptyTables, putTablesBack, takeTables } from './tables.ts';
import type { Tables } from './tables.ts';
import { byClockOff } from './virtual-clock.ts';

// The real headquarters on a real PostgreSQL, asked in this process. A life of it can end at any query, as a
// process does that is killed: its connections break, and what hadn't committed is gone.

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Few enough that three replies need two consignments. */
const limits = { ...usualLimits, consignmentEvents: 3 };

interface Life {
  readonly database: Database;
  readonly assembled: Assembled;
  /** Ends it at the query with this number from now: before it is asked, or when it is done but nobody heard. */
  dieAt: { queries: number; readonly isAfter: boolean } | null;
  isDead: boolean;
  readonly die: () => void;
  /** What it is being asked: as over a socket, it is answered before a stop is done. */
  readonly asked: Set<Promise<unknown>>;
}

export class ModelHeadquarters {
  readonly url: string;
  /** What it last logged: the reason, where it had a fault. */
  lastLogged = '';
  /** How far its computer's clock is off, in milliseconds. */
  clockOffMs = 0;
  #life: Life | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(url: string) {
    this.url = url;
  }

  get database(): Database {
    return this.#life!.database;
  }

  /** A new process on the database as it is. */
  async start(): Promise<void> {
    const sockets = new Set<Client>();
    const database = connect(this.url, () => {});
    const life: Pick<Life, 'isDead' | 'dieAt'> = { dieAt: null, isDead: false };
    const die = (): void => {
      life.isDead = true;
      for (const client of sockets) streamOf(client).destroy();
    };
    database.pool.on('connect', (client) => {
      sockets.add(client as Client);
      // A process that is dead connects no more.
      if (life.isDead) streamOf(client as Client).destroy();
      client.on('error', () => {});
      client.on('end', () => sockets.delete(client as Client));
      watchQueries(client as Client, life, die);
    });
    const assembled = await this.#byOwnClock(() =>
      assembleHeadquarters(database, { limits, log: this.#log() }),
    );
    this.#life = Object.assign(life, { assembled, database, die, asked: new Set<Promise<unknown>>() });
  }

  #log(): Writable {
    return new Writable({
      write: (chunk, _encoding, done) => {
        this.lastLogged = String(chunk);
        done();
      },
    });
  }

  /** Asks it something; null where nobody listens, or it died before it could answer. */
  async ask(request: Request): Promise<Answer | null> {
    const life = this.#life;
    if (life === undefined) return null;
    const { method, path, headers, body } = request;
    const asking = this.#byOwnClock(() =>
      life.assembled.app
        .inject({ method, url: path, headers, ...(body === null ? {} : { payload: body }) })
        .catch(() => null),
    );
    life.asked.add(asking);
    const answer = await asking;
    life.asked.delete(asking);
    return life.isDead || answer === null ? null : { status: answer.statusCode, body: answer.body };
  }

  /** Lets it die at one of the next queries. */
  dieAt(queries: number, isAfter: boolean): void {
    if (this.#life !== undefined) this.#life.dieAt = { queries, isAfter };
  }

  /** Stops as Ctrl+C stops it, and starts again. */
  restart(): Promise<void> {
    return this.#alone(async () => {
      await this.#end();
      await this.start();
    });
  }

  /** Dies without a word, if it hasn't yet, and is started again. */
  async dieAndRestart(): Promise<void> {
    const life = this.#life;
    // Two requests at once may each bring it down: it is started again once.
    if (life === undefined) return;
    life.die();
    await this.restart();
  }

  /** When everything that arrived has been read. */
  async idle(): Promise<void> {
    await this.#life!.assembled.projector.idle();
  }

  async newSecret(): Promise<string> {
    return (await makeEnrolmentSecret(this.database, 'Invented Unit')).secret;
  }

  /** Sends a device away for good; one that was sent away stays so. */
  async revoke(deviceId: string): Promise<void> {
    await transaction(this.database, (db) => revokeDevice(db, { deviceId, reason: 'Lost.', by: 'a person' }));
  }

  /**
   * Somebody decides about one of the events about which one may, those on the work list and those decided before.
   *
   * @returns of which reply; null where there is none
   */
  async decide(which: number, how: number): Promise<string | null> {
    await this.idle();
    const { rows } = await this.database.read.query<{ event_id: string; digest: string; reply_id: string }>(
      `select event_id, encode(digest, 'hex') as digest, reply_id from event_status
       where code is not null order by event_id, digest`,
    );
    const event = rows[which % Math.max(rows.length, 1)];
    if (event === undefined) return null;
    const { event_id: eventId, digest, reply_id: replyId } = event;
    const standing = (await eventStandings(this.database.read, eventId)).find(
      (one) => one.digest === digest,
    )!;
    const may = mayDecide(standing.code, standing.kind);
    if (may.length === 0) return null;
    const what = may[how % may.length]!;
    await this.#byOwnClock(() =>
      decideWork(this.database, { eventId, digest, what, reason: 'Drawn.', by: 'a person' }),
    );
    return replyId;
  }

  /** A person takes in what a stick brought. */
  async takeInCourierFile(file: { readonly name: string; readonly bytes: readonly Buffer[] }): Promise<void> {
    const identity = await readIdentity(this.database);
    const bytes = Readable.from(file.bytes);
    await this.#byOwnClock(() => takeInCourierFile(this.database, identity, { name: file.name, bytes }));
    this.#life!.assembled.projector.wake();
  }

  /** The receipts for everything that it has of a device; null where it has nothing. */
  async writeReceiptFile(deviceId: DeviceId): Promise<string | null> {
    const identity = await readIdentity(this.database);
    const file = await this.#byOwnClock(() => writeReceiptFile(this.database, identity, deviceId));
    return file?.text ?? null;
  }

  backup(): Promise<Tables> {
    return takeTables(this.database);
  }

  /** Puts an earlier state back, as a new life (S7), knowing or not how the one that it replaces stood last. */
  restore(tables: Tables, isLastKnown: boolean): Promise<number> {
    return this.#alone(async () => {
      await this.#end();
      const database = connect(this.url, () => {});
      const last = isLastKnown ? await readLastStanding(database.read) : null;
      const serverEpoch = await this.#byOwnClock(() => putTablesBack(database, tables, last));
      await database.close();
      await this.start();
      return serverEpoch;
    });
  }

  /** Nothing has ever arrived, and its clock is right. */
  async reset(): Promise<void> {
    this.clockOffMs = 0;
    if (this.#life === undefined) await this.start();
    await this.idle();
    await emptyTables(this.database);
    await this.restart();
  }

  async stop(): Promise<void> {
    await this.#end();
  }

  #byOwnClock<Value>(work: () => Value): Value {
    return byClockOff(this.clockOffMs, work);
  }

  /** Two sends at once may each bring a restart or a restore upon it: one after the other. */
  #alone<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #end(): Promise<void> {
    const life = this.#life;
    this.#life = undefined;
    if (life === undefined) return;
    await Promise.all(life.asked);
    await life.assembled.stop();
    await life.database.close();
  }
}

function streamOf(client: Client): { destroy(): void } {
  return (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream;
}

type Query = (...args: unknown[]) => unknown;

/** Counts a connection's queries, and has the process die at one of them. */
function watchQueries(client: Client, life: Pick<Life, 'dieAt'>, die: () => void): void {
  const holder = client as unknown as { query: Query };
  const original = holder.query.bind(client);
  holder.query = (...args) => {
    const { dieAt } = life;
    if (dieAt === null) return original(...args);
    dieAt.queries -= 1;
    if (dieAt.queries > 0) return original(...args);
    life.dieAt = null;
    if (!dieAt.isAfter) {
      die();
      return original(...args);
    }
    const [asked] = args;
    // A COPY is asked as a stream, and done when that is.
    if (asked instanceof Writable) {
      finished(asked, die);
      return original(...args);
    }
    const callback = args.at(-1);
    if (typeof callback === 'function') {
      return original(...args.slice(0, -1), () => {
        die();
        (callback as (error: Error) => void)(new Error('Connection terminated'));
      });
    }
    return (original(...args) as Promise<unknown>).then(() => {
      die();
      throw new Error('Connection terminated');
    });
  };
}
