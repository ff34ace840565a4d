import { randomBytes } from 'node:crypto';
import { argon2id } from 'hash-wasm';
import { v7 as uuidv7 } from 'uuid';
import { pageHeader, pagePath } from '../../contract/headquarters/endpoint.ts';
import type { PageEndpointName } from '../../contract/headquarters/page-endpoints.ts';
import { pageEndpoints } from '../../contract/headquarters/page-endpoints.ts';
import type { LinkSecret } from '../../contract/headquarters/staff.ts';
import { transaction } from '../../headquarters/database/database.ts';
import { addStaff, setPassphrase } from '../../headquarters/database/queries/staff-accounts.ts';
import type { ListeningHeadquarters } from './listening-headquarters.ts';

/** What the page hears. */
export interface PageAnswer {
  readonly status: number;
  readonly code: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly value: unknown;
  readonly headers: Headers;
}

export const passphrase = 'four invented plain words';

/** A browser reduced to what headquarters sees of one: it keeps a cookie, and says where a request came from. */
export class PageBrowser {
  readonly url: string;
  cookie: string | null = null;

  constructor(url: string) {
    this.url = url;
  }

  /** Asks or acts as the page does; `headers` change what is sent, null leaves one away. */
  async ask(
    name: PageEndpointName,
    request: object = {},
    headers: Readonly<Record<string, string | null>> = {},
  ): Promise<PageAnswer> {
    const { kind } = pageEndpoints[name];
    const query = new URLSearchParams(request as Record<string, string>).toString();
    return await this.send(pagePath(name) + (kind === 'asks' ? `?${query}` : ''), {
      method: kind === 'asks' ? 'GET' : 'POST',
      headers: {
        ...(kind === 'acts'
          ? { 'content-type': 'application/json', origin: this.url, [pageHeader]: '1' }
          : {}),
        ...headers,
      },
      ...(kind === 'acts' ? { body: JSON.stringify(request) } : {}),
    });
  }

  /** Any request, with the cookie. */
  async send(
    path: string,
    {
      headers,
      ...rest
    }: Omit<RequestInit, 'headers'> & { readonly headers: Readonly<Record<string, string | null>> },
  ): Promise<PageAnswer> {
    const given = Object.entries({ cookie: this.cookie, ...headers });
    const response = await fetch(this.url + path, {
      ...rest,
      headers: Object.fromEntries(given.filter((pair): pair is [string, string] => pair[1] !== null)),
    });
    const set = response.headers.get('set-cookie');
    if (set !== null) this.cookie = /Max-Age=0/.test(set) ? null : set.split(';')[0]!;
    const body = (await response.json()) as {
      readonly value?: unknown;
      readonly error?: { readonly code: string; readonly details: Record<string, unknown> };
    };
    return {
      status: response.status,
      code: body.error?.code ?? null,
      details: body.error?.details ?? {},
      value: body.value,
      headers: response.headers,
    };
  }

  /** Uses a link up. */
  async choose(secret: LinkSecret, name: string | null): Promise<PageAnswer> {
    return await this.ask('choosePassphrase', { secret, name, passphrase });
  }

  async signIn(name: string, typed = passphrase): Promise<PageAnswer> {
    return await this.ask('signIn', { name, passphrase: typed });
  }
}

/** Somebody who can sign in. The passphrase is hashed as cheaply as the table allows, for the tests' sake. */
export async function anAccount({ database }: ListeningHeadquarters, name: string): Promise<void> {
  const cost = { memoryKiB: 64, passes: 1, lanes: 1, salt: randomBytes(16) };
  const hash = await argon2id({
    password: passphrase,
    salt: cost.salt,
    memorySize: cost.memoryKiB,
    iterations: cost.passes,
    parallelism: cost.lanes,
    hashLength: 32,
    outputType: 'binary',
  });
  const staffId = uuidv7();
  await transaction(database, async (db) => {
    await addStaff(db, { staffId, name });
    await setPassphrase(db, staffId, { ...cost, hash });
  });
}

/** A browser in which somebody with a new account is signed in. */
export async function aSignedInBrowser(
  headquarters: ListeningHeadquarters,
  name = 'Invented Staff',
): Promise<PageBrowser> {
  await anAccount(headquarters, name);
  const browser = new PageBrowser(headquarters.url);
  const { status } = await browser.signIn(name);
  if (status !== 200) throw new Error(`signing in was answered with ${status}`);
  return browser;
}
