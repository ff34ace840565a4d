import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startLoopbackServer, type LoopbackServer } from '../../../electron/host/loopback-server.ts';
import { ask, knock, portOf, tokenOf, type KnockOptions, type OpenWindow } from '../../support/loopback.ts';

// Every refusal of the browser host by a real request, and after each of them the host still serves its own.

let folder: string;
let server: LoopbackServer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postbag-loopback-'));
  const pageFolder = join(folder, 'pages');
  mkdirSync(join(pageFolder, 'assets'), { recursive: true });
  writeFileSync(join(pageFolder, 'index.html'), '<title>Postbag</title>');
  writeFileSync(join(pageFolder, 'assets', 'app.js'), 'export {};');
  writeFileSync(join(pageFolder, 'store.postbag'), 'not a page');
  writeFileSync(join(folder, 'secret.html'), 'outside');
  server = await startLoopbackServer({
    port: 0,
    pageFolder,
    dispatch: async (name, argument) => ({ ok: true, value: { name, argument } }),
  });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function opened(options?: KnockOptions): Promise<OpenWindow> {
  const knocked = await knock(server, options);
  if (!knocked.isOpen) throw new Error(`refused with ${knocked.status}`);
  return knocked.window;
}

const expectAlive = async (): Promise<void> => {
  const window = await opened();
  window.send({ number: 1, name: 'still.there', argument: null });
  expect(await window.heard()).toMatchObject({ number: 1, outcome: { ok: true } });
};

describe('pages', () => {
  test('the page is served with a policy that allows this origin and nothing else', async () => {
    const { status, headers, body } = await ask(portOf(server));
    expect(status).toBe(200);
    expect(body).toContain('Postbag');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  test.each(['localhost', 'postbag.example', '127.0.0.1', '127.0.0.1:1', '[::1]'])(
    'Host %s is answered with 421: a name that was bound to this address is not ours',
    async (host) => {
      expect((await ask(portOf(server), { host })).status).toBe(421);
      const withPort = host === 'localhost' ? `localhost:${portOf(server)}` : host;
      expect((await ask(portOf(server), { host: withPort })).status).toBe(421);
    },
  );

  test.each([
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/%2e%2e%2fsecret.html',
    '/assets/../../secret.html',
    String.raw`/..\secret.html`,
    '/assets/%2e%2e%5c..%5csecret.html',
    '/index.html%00.js',
    '/%',
    '/assets',
    '/store.postbag',
    '/missing.html',
    '//',
    '/\\',
    'http://[',
  ])('%s is answered with 404', async (path) => {
    const { status, body } = await ask(portOf(server), { path });
    expect({ status, body }).toEqual({ status: 404, body: '' });
    await expectAlive();
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is answered with 405', async (method) => {
    expect((await ask(portOf(server), { method })).status).toBe(405);
  });

  test('HEAD gets the headers and no body', async () => {
    expect(await ask(portOf(server), { method: 'HEAD', path: '/assets/app.js' })).toMatchObject({
      status: 200,
      body: '',
    });
  });
});

describe('the pipe', () => {
  test('opens for the right Host, Origin and token, and answers each request under its number', async () => {
    const window = await opened();
    window.send({ number: 7, name: 'a.call', argument: { x: 1 } });
    expect(await window.heard()).toEqual({
      number: 7,
      outcome: { ok: true, value: { name: 'a.call', argument: { x: 1 } } },
    });
    server.announce({ topic: 'store-changed' });
    expect(await window.heard()).toEqual({ announcement: { topic: 'store-changed' } });
  });

  test('another Host is refused with 421', async () => {
    const host = `localhost:${portOf(server)}`;
    expect(await knock(server, { host })).toEqual({ isOpen: false, status: 421 });
    await expectAlive();
  });

  test.each([
    ['no origin', () => null],
    ['a page from elsewhere', () => 'https://postbag.example'],
    ['another program’s port on this computer', () => 'http://127.0.0.1:1'],
    ['the same port by another name', () => `http://localhost:${portOf(server)}`],
    ['the same address by https', () => `https://127.0.0.1:${portOf(server)}`],
    ['a page without an origin', () => 'null'],
  ])('%s is refused with 403', async (_title, origin) => {
    expect(await knock(server, { origin: origin() })).toEqual({ isOpen: false, status: 403 });
    await expectAlive();
  });

  test.each([
    ['none', () => 'x'],
    ['a shortened one', () => tokenOf(server).slice(0, -1)],
    ['one of the right length', () => 'a'.repeat(64)],
    ['the right one and more', () => `${tokenOf(server)}0`],
  ])('a wrong token (%s) is refused with 401', async (_title, token) => {
    expect(await knock(server, { token: token() })).toEqual({ isOpen: false, status: 401 });
    await expectAlive();
  });

  test('another path is refused with 404, whatever the token', async () => {
    expect(await knock(server, { path: '/elsewhere' })).toEqual({ isOpen: false, status: 404 });
  });

  test('each start has a token of its own, 256 bits long', async () => {
    const other = await startLoopbackServer({ port: 0, pageFolder: folder, dispatch: never });
    expect(tokenOf(server)).toMatch(/^[0-9a-f]{64}$/);
    expect(tokenOf(other)).not.toBe(tokenOf(server));
    await other.close();
  });

  test.each([
    ['text that isn’t JSON', 'hello'],
    ['JSON that isn’t a request', '[]'],
    ['a request without a number', '{"name":"a.call","argument":null}'],
    ['a request with a number that isn’t one', '{"number":"1","name":"a.call","argument":null}'],
    ['a request with more in it', '{"number":1,"name":"a.call","argument":null,"extra":1}'],
    ['bytes', Buffer.from('{"number":1,"name":"a.call","argument":null}')],
  ])('a malformed frame (%s) ends the connection with 1008, and only that one', async (_title, frame) => {
    const window = await opened();
    window.sendText(frame);
    expect(await window.closed).toBe(1008);
    await expectAlive();
  });

  test('an oversized frame ends the connection with 1009', async () => {
    const window = await opened();
    window.sendText(JSON.stringify({ number: 1, name: 'a.call', argument: 'x'.repeat(8_000_001) }));
    expect(await window.closed).toBe(1009);
    await expectAlive();
  });

  test('a second window takes over; the first is told so with 4001', async () => {
    const first = await opened();
    const second = await opened();
    expect(await first.closed).toBe(4001);
    server.announce({ topic: 'session-changed' });
    expect(await second.heard()).toEqual({ announcement: { topic: 'session-changed' } });
  });

  test('somebody who is refused and hangs up at once harms nobody', async () => {
    const socket = connect(portOf(server), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const lines = [
      'GET /pipe HTTP/1.1',
      `Host: 127.0.0.1:${portOf(server)}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    socket.resetAndDestroy();
    await expectAlive();
  });
});

test('a port that is taken is an error with its code', async () => {
  const again = startLoopbackServer({ port: portOf(server), pageFolder: folder, dispatch: never });
  await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('it listens on this computer’s own address only', () => {
  expect(new URL(server.address).hostname).toBe('127.0.0.1');
});

const never = (): Promise<never> => Promise.reject(new Error('nobody asked'));
