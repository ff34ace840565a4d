import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Frame, type Page, type Route } from '@playwright/test';
import { chromiumOptions } from '../chromium.ts';
import { preloadScript } from './preload-script.ts';

// One window's contents, shown by Chromium. Its scheme becomes an https origin whose requests never leave this
// process; the preload becomes a script that runs before the page's own.

export type SchemeHandler = (request: Request) => Promise<Response>;
export type RequestGuard = (
  details: { readonly url: string },
  decide: (answer: { readonly cancel: boolean }) => void,
) => void;
export type IpcListener = (event: object, ...given: readonly unknown[]) => unknown;

const origin = 'https://postbag.invalid/';
/** `app://postbag/x` ↔ `https://postbag.invalid/x`; any other address stays what it is. */
const toChromium = (address: string): string => address.replace(/^app:\/\/postbag\//, origin);
const toApp = (address: string): string =>
  address.startsWith(origin) ? address.replace(origin, 'app://postbag/') : address;

let context: BrowserContext | null = null;
const profile = mkdtempSync(join(tmpdir(), 'postbag-stand-in-'));

export async function closeChromium(): Promise<void> {
  await context?.close();
  rmSync(profile, { recursive: true, force: true });
}

export class ChromiumWindow extends EventEmitter {
  /** What the sender check compares with; its address is read each time, as in the real one. */
  readonly mainFrame: { readonly url: string };
  readonly #preload: string;
  readonly #session: {
    readonly handlers: ReadonlyMap<string, SchemeHandler>;
    readonly guard: RequestGuard;
  };
  readonly #ipc: ReadonlyMap<string, IpcListener>;
  #page: Page | null = null;

  constructor(
    preload: string,
    session: { readonly handlers: ReadonlyMap<string, SchemeHandler>; readonly guard: RequestGuard },
    ipc: ReadonlyMap<string, IpcListener>,
  ) {
    super();
    this.#preload = preload;
    this.#session = session;
    this.#ipc = ipc;
    const address = (): string => toApp(this.#page?.url() ?? '');
    this.mainFrame = {
      get url() {
        return address();
      },
    };
  }

  async load(address: string): Promise<void> {
    const { args = [], ...options } = chromiumOptions();
    context = await chromium.launchPersistentContext(profile, {
      ...options,
      args: [...args, '--remote-debugging-port=0'],
      // The main process ends the window, not Playwright.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      viewport: { width: 1366, height: 768 },
    });
    await context.route('**/*', (route) => this.#answer(route));
    await context.exposeBinding('standInInvoke', ({ frame }, channel: string, ...given) =>
      this.#invoke(frame, channel, given),
    );
    await context.addInitScript(preloadScript(readFileSync(this.#preload, 'utf8')));
    const page = context.pages()[0] ?? (await context.newPage());
    this.#page = page;
    page.once('close', () => this.emit('closed'));
    await page.goto(toChromium(address));
    const [port = ''] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
    console.log(`stand-in: http://127.0.0.1:${port}`);
  }

  send(channel: string, ...given: readonly unknown[]): void {
    // A page that is just being left hears nothing, in the real one too.
    void this.#page
      ?.evaluate(([name, values]) => window.dispatchEvent(new CustomEvent(name, { detail: values })), [
        channel,
        given,
      ] as const)
      .catch(() => {});
  }

  async close(): Promise<void> {
    await this.#page?.close({ runBeforeUnload: false });
  }

  setWindowOpenHandler(): void {}

  async #answer(route: Route): Promise<void> {
    const address = toApp(route.request().url());
    const isCancelled = await new Promise<boolean>((resolve) =>
      this.#session.guard({ url: address }, ({ cancel }) => resolve(cancel)),
    );
    const handler = this.#session.handlers.get(new URL(address).protocol.slice(0, -1));
    // Whatever gets past the program's own guard must not get to a network from a test either.
    if (!isCancelled && handler === undefined) console.error(`error: the program let ${address} through`);
    if (isCancelled || handler === undefined) return route.abort('blockedbyclient');
    const response = await handler(new Request(address, { method: route.request().method() }));
    return route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }

  #invoke(frame: Frame, channel: string, given: readonly unknown[]): unknown {
    const listener = this.#ipc.get(channel);
    if (listener === undefined) throw new Error(`no handler for '${channel}'`);
    const isMain = frame === this.#page?.mainFrame();
    const sender = frame.page() === this.#page ? this : {};
    return listener({ sender, senderFrame: isMain ? this.mainFrame : { url: toApp(frame.url()) } }, ...given);
  }
}
