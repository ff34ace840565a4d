import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect, createServer as createPlainServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setImmediate as aTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import { AnswerTooLong, carry, NobodyThere } from '../../../electron/sync/carry.ts';
import type { CarriedRequest } from '../../../electron/sync/carry.ts';
import { watchCalls } from '../../support/another-network.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function listening(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

async function aServer(answer: (asked: IncomingMessage, to: ServerResponse) => unknown): Promise<string> {
  const server = createServer((asked, to) => void answer(asked, to));
  closing.push(() => server.closeAllConnections());
  return await listening(server);
}

async function aPlainServer(take: (socket: Socket) => unknown): Promise<string> {
  const server = createPlainServer((socket) => {
    closing.push(() => socket.destroy());
    take(socket.on('error', () => {}));
  });
  return await listening(server);
}

function aRequest(more: Partial<CarriedRequest> = {}): CarriedRequest {
  const never = new AbortController().signal;
  return { method: 'GET', headers: {}, signal: never, longestAnswerBytes: 1000, ...more };
}

it('carries a body as it is, and brings the whole answer with its status', async () => {
  const url = await aServer(async (asked, to) => {
    const body = await buffer(asked);
    to.writeHead(413, { 'retry-after': '7' }).write(`${asked.method} ${asked.headers['content-type']} `);
    setImmediate(() => to.end(body.toString('hex')));
  });
  const body = Uint8Array.of(0, 255, 10);
  const headers = { 'content-type': 'application/x-invented' };
  const answer = await carry(url, aRequest({ method: 'POST', headers, body }));
  expect(answer).toMatchObject({ status: 413, headers: { 'retry-after': '7' } });
  expect(answer.body.toString()).toBe('POST application/x-invented 00ff0a');
});

it('follows nobody who leads elsewhere', async () => {
  const elsewhere = await aServer(() => expect.unreachable());
  const url = await aServer((_, to) => to.writeHead(307, { location: elsewhere }).end());
  expect(await carry(url, aRequest())).toMatchObject({ status: 307 });
});

it('says that the answer is too long, and reads no more of it', async () => {
  const cut = Promise.withResolvers<void>();
  const url = await aServer((_, to) => {
    to.on('close', cut.resolve).write(Buffer.alloc(2000));
  });
  await expect(carry(url, aRequest())).rejects.toThrow(AnswerTooLong);
  await cut.promise;
});

it.each(['before the answer', 'within the answer'])('says that the connection was cut %s', async (where) => {
  const url = await aServer((_, to) => {
    if (where === 'before the answer') to.destroy();
    else to.writeHead(200, { 'content-length': '100' }).write('{', () => to.destroy());
  });
  await expect(carry(url, aRequest())).rejects.toMatchObject({ code: 'ECONNRESET' });
});

it('says that nobody listens', async () => {
  const server = createPlainServer();
  const url = await listening(server);
  await new Promise((closed) => server.close(closed));
  await expect(carry(url, aRequest())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

// Elsewhere a system that holds no more calls refuses them.
it.runIf(process.platform === 'linux')('says that nobody takes the call', async () => {
  const ringingMs = 300;
  // The system holds a call or two for a program that takes none, and lets the others ring.
  const busy = new Worker(
    `const { parentPort } = require('node:worker_threads');
     const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
       parentPort.postMessage(server.address().port);
       setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
     });`,
    { eval: true },
  );
  closing.push(() => busy.terminate());
  const port = await new Promise<number>((told) => busy.once('message', told));
  const ringing = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  closing.push(() => ringing.forEach((socket) => socket.destroy()));
  await expect(carry(`http://127.0.0.1:${port}/`, aRequest({ ringingMs }))).rejects.toThrow(NobodyThere);
});

it('says that nobody is there who agrees on TLS, and is patient with somebody who took the call', async () => {
  const ringingMs = 300;
  const silent = await aPlainServer(() => {});
  const overTls = silent.replace('http:', 'HTTPS:');
  await expect(carry(overTls, aRequest({ ringingMs }))).rejects.toThrow(NobodyThere);
  // A cancelled one leaves the connection that was begun for it to the next.
  await expect(carry(overTls, aRequest({ signal: AbortSignal.abort() }))).rejects.toThrow();
  const signal = AbortSignal.timeout(20 * ringingMs);
  await expect(carry(overTls, aRequest({ ringingMs, signal }))).rejects.toThrow(NobodyThere);
  const url = await aServer((_, to) => setTimeout(() => to.end('at last'), 3 * ringingMs));
  const answers = [
    await carry(url, aRequest({ ringingMs })),
    // On the same connection, where nobody has to take a call any more.
    await carry(url, aRequest({ ringingMs })),
  ];
  expect(answers.map(({ body }) => body.toString())).toEqual(['at last', 'at last']);
});

it('says that it was cut where somebody wants to speak something else than HTTP', async () => {
  const url = await aPlainServer((socket) =>
    socket.once('data', () =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: invented\r\n\r\n'),
    ),
  );
  await expect(carry(url, aRequest())).rejects.toMatchObject({ code: 'ECONNRESET' });
});

it('ends when it is cancelled before an answer', async () => {
  const cut = Promise.withResolvers<void>();
  const cancelling = new AbortController();
  const url = await aServer((_, to) => {
    to.on('close', cut.resolve);
    cancelling.abort();
  });
  const { signal } = cancelling;
  await expect(carry(url, aRequest({ signal }))).rejects.toMatchObject({ code: 'ABORT_ERR' });
  await cut.promise;
});

it('ends when it is cancelled within an answer', async () => {
  const cut = Promise.withResolvers<void>();
  const cancelling = new AbortController();
  const url = await aServer((_, to) => void to.on('close', cut.resolve).write('{'));
  // When its first bytes are being read.
  closing.push(watchCalls((call) => call.once('response', () => setImmediate(() => cancelling.abort()))));
  const { signal } = cancelling;
  await expect(carry(url, aRequest({ signal }))).rejects.toMatchObject({ code: 'ECONNRESET' });
  await cut.promise;
});

it('has sent everything in the turn that it was asked in, whatever this thread does next', async () => {
  const arrived = new Int32Array(new SharedArrayBuffer(4));
  const server = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     const server = require('node:http').createServer((asked, to) => {
       asked.resume().on('end', () => {
         if (asked.method === 'POST') Atomics.notify(workerData, Atomics.store(workerData, 0, 1) - 1);
         to.end();
       });
     }).listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`,
    { eval: true, workerData: arrived },
  );
  closing.push(() => server.terminate());
  const port = await new Promise<number>((told) => server.once('message', told));
  // A connection that is there already, as in a sending.
  await carry(`http://127.0.0.1:${port}/`, aRequest());
  const answer = carry(
    `http://127.0.0.1:${port}/`,
    aRequest({ method: 'POST', body: new Uint8Array(300_000) }),
  );
  await aTurn();
  expect(Atomics.wait(arrived, 0, 0, 10_000)).not.toBe('timed-out');
  await answer;
});
