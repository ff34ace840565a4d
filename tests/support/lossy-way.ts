import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

// The way between a device and headquarters: a real HTTP server in between, which can lose what it carries.

/** An answer on its way back, as a test may read and change it. */
export interface CarriedAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface LossyWay {
  readonly url: string;
  /** What was asked, `GET /v1/streams/…`, in the order of asking. */
  readonly asked: string[];
  /** Loses the next request before headquarters hears of it, or the next answer after headquarters gave it. */
  loseNext(what: 'request' | 'answer', where: RegExp): void;
  /** Answers the next request itself: headquarters doesn't hear of it. */
  answerNext(where: RegExp, answer: CarriedAnswer): void;
  /** Puts another answer in the place of the next one to match, which headquarters has given. */
  changeNext(where: RegExp, change: (answer: CarriedAnswer) => CarriedAnswer): void;
  /** Puts another answer in the place of every one to match, from now on. */
  changeEach(where: RegExp, change: (answer: CarriedAnswer) => CarriedAnswer): void;
  /** Holds the next answer back; resolves once headquarters gave it. `release` lets it through. */
  holdNext(where: RegExp): { readonly held: Promise<void>; readonly release: () => void };
  /** Leads to another address from now on. */
  leadTo(target: string): void;
  stop(): Promise<void>;
}

interface Trap {
  readonly where: RegExp;
  /** Null: the connection is cut. */
  readonly spring: (answer: CarriedAnswer) => Promise<CarriedAnswer | null> | CarriedAnswer | null;
  readonly isBeforeAsking: boolean;
}

/** What a trap is sprung with where headquarters wasn't asked. */
const unasked: CarriedAnswer = { status: 0, body: '' };

/** A way to the headquarters that listens at `target`. */
export async function aLossyWay(firstTarget: string): Promise<LossyWay> {
  let target = firstTarget;
  const asked: string[] = [];
  const traps: Trap[] = [];
  const changes: { readonly where: RegExp; readonly change: (answer: CarriedAnswer) => CarriedAnswer }[] = [];
  const server = createServer((request, response) => {
    carry(request, response).catch(() => response.destroy());
  });

  async function carry(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = `${request.method} ${request.url}`;
    asked.push(name);
    const at = traps.findIndex((trap) => trap.where.test(name));
    const [trap] = at < 0 ? [] : traps.splice(at, 1);
    const body = new Uint8Array(await buffer(request));
    if (trap?.isBeforeAsking) return give(response, await trap.spring(unasked));
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method!,
      headers: headers as Record<string, string>,
      ...(request.method === 'POST' ? { body } : {}),
    });
    const carried = changes
      .filter(({ where }) => where.test(name))
      .reduce<CarriedAnswer>((so, { change }) => change(so), {
        status: answer.status,
        body: await answer.text(),
      });
    give(response, trap ? await trap.spring(carried) : carried);
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the way has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    loseNext: (what, where) =>
      void traps.push({ where, spring: () => null, isBeforeAsking: what === 'request' }),
    answerNext: (where, answer) => void traps.push({ where, spring: () => answer, isBeforeAsking: true }),
    changeNext: (where, change) => void traps.push({ where, spring: change, isBeforeAsking: false }),
    changeEach: (where, change) => void changes.push({ where, change }),
    holdNext(where) {
      const given = Promise.withResolvers<void>();
      const passage = Promise.withResolvers<void>();
      traps.push({
        where,
        isBeforeAsking: false,
        async spring(answer) {
          given.resolve();
          await passage.promise;
          return answer;
        },
      });
      return { held: given.promise, release: () => passage.resolve() };
    },
    leadTo: (next) => void (target = next),
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Null: the connection is cut. */
function give(response: ServerResponse, given: CarriedAnswer | null): void {
  if (given === null) return void response.destroy();
  response.writeHead(given.status, { 'content-type': 'application/json', ...given.headers }).end(given.body);
}
