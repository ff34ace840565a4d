import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageHeader, pagePath } from '../../../contract/headquarters/endpoint.ts';
import { pageEndpoints } from '../../../contract/headquarters/page-endpoints.ts';
import type { PageEndpointName } from '../../../contract/headquarters/page-endpoints.ts';
import { courierUploadPath } from '../../../contract/headquarters/courier.ts';
import { readSessionCookie, writeSessionCookie } from '../../../headquarters/page/session-cookie.ts';
import { assembleHeadquarters } from '../../../headquarters/start.ts';
import { aHeadquarters, type ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { anAccount, aSignedInBrowser, PageBrowser, passphrase } from '../../support/page-browser.ts';

let headquarters: ListeningHeadquarters;
let browser: PageBrowser;
beforeAll(async () => {
  headquarters = await aHeadquarters();
  browser = await aSignedInBrowser(headquarters);
});
afterAll(() => headquarters.stop());

const names = Object.keys(pageEndpoints) as PageEndpointName[];
const forStaff = names.filter((name) => pageEndpoints[name].access === 'staff');
const acting = names.filter((name) => pageEndpoints[name].kind === 'acts');

describe('who isn’t signed in', () => {
  it.each(forStaff)('%s says nothing without a session', async (name) => {
    const stranger = new PageBrowser(headquarters.url);
    expect(await stranger.ask(name)).toMatchObject({ status: 401, code: 'NOT_SIGNED_IN' });
    stranger.cookie = `postbag-staff=${'A'.repeat(43)}`;
    expect(await stranger.ask(name)).toMatchObject({ status: 401, code: 'NOT_SIGNED_IN' });
  });

  it('a courier file isn’t read', async () => {
    const answer = await new PageBrowser(headquarters.url).send(`${courierUploadPath}?name=a.age`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', origin: headquarters.url, [pageHeader]: '1' },
      body: 'anything',
    });
    expect(answer).toMatchObject({ status: 401, code: 'NOT_SIGNED_IN' });
  });

  it('a device’s token opens nothing of the page, and a session nothing of the devices’', async () => {
    const { cookie } = browser;
    const token = cookie!.split('=')[1]!;
    const asDevice = await fetch(`${headquarters.url}/v1/consultations`, {
      headers: { authorization: `Bearer ${token}`, cookie: cookie! },
    });
    expect(asDevice.status).toBe(401);
  });
});

describe('somebody else’s page', () => {
  it.each(acting)('%s can’t be done from another origin, without the header, or as a form', async (name) => {
    for (const headers of [
      { origin: 'https://elsewhere.example' },
      { origin: null },
      { origin: 'null' },
      { [pageHeader]: null },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ]) {
      expect(await browser.ask(name, {}, headers)).toMatchObject({ status: 403, code: 'FOREIGN_PAGE' });
    }
    const asForm = await browser.send(pagePath(name), {
      method: 'POST',
      headers: {
        origin: headquarters.url,
        [pageHeader]: '1',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'name=a',
    });
    expect(asForm.status).toBe(400);
  });

  it('can’t ask either where the browser says whose it is', async () => {
    expect((await browser.ask('batches', {}, { 'sec-fetch-site': 'cross-site' })).code).toBe('FOREIGN_PAGE');
    expect((await browser.ask('batches', {}, { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it('what changes something isn’t answered to GET', async () => {
    const answer = await browser.send(pagePath('signOut'), { method: 'GET', headers: {} });
    expect(answer.status).not.toBe(200);
    expect((await browser.ask('session')).value).toMatchObject({ at: 'signed-in' });
  });
});

describe('headers', () => {
  it('the page loads nothing from elsewhere, stands in no frame and tells nobody where it was', async () => {
    const { headers } = await fetch(headquarters.url);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).toContain(`frame-ancestors 'none'`);
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('data are kept by nobody on the way, refusals neither', async () => {
    expect((await browser.ask('batches')).headers.get('cache-control')).toBe('no-store');
    const refused = await new PageBrowser(headquarters.url).ask('batches');
    expect(refused.headers.get('cache-control')).toBe('no-store');
  });

  it('no address leads to a file outside the page', async () => {
    for (const path of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/build-stamp',
      '/..%2f..%2fpackage.json',
    ]) {
      expect((await fetch(headquarters.url + path)).status).not.toBe(200);
    }
  });
});

describe('the session’s cookie', () => {
  it('can’t be read by a script nor be sent along from elsewhere', async () => {
    const other = new PageBrowser(headquarters.url);
    await anAccount(headquarters, 'Cookie');
    const set = (await other.signIn('Cookie')).headers.get('set-cookie')!;
    expect(set).toMatch(/^postbag-staff=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it('is this host’s own and never goes unencrypted where there is TLS, a proxy’s too', async () => {
    const set = writeSessionCookie('A'.repeat(43), true);
    expect(set).toMatch(/^__Host-postbag-staff=A+; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    expect(readSessionCookie(`other=1; __Host-postbag-staff=${'A'.repeat(43)}`, true)).toBe('A'.repeat(43));
    // Somebody on the way could have set the other one.
    expect(readSessionCookie(`postbag-staff=${'A'.repeat(43)}`, true)).toBeNull();
    expect(readSessionCookie(`postbag-staff=short`, false)).toBeNull();

    const { app, stop } = await assembleHeadquarters(headquarters.database, {
      address: 'https://headquarters.example',
    });
    await anAccount(headquarters, 'Behind A Proxy');
    const answer = await app.inject({
      method: 'POST',
      url: pagePath('signIn'),
      headers: { origin: 'https://headquarters.example', host: '127.0.0.1:8470', [pageHeader]: '1' },
      payload: { name: 'Behind A Proxy', passphrase },
    });
    expect(answer.headers['set-cookie']).toMatch(/^__Host-postbag-staff=.*; Secure$/);
    await stop();
  });
});
