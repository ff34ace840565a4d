import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStaffLink } from '../../../contract/headquarters/staff.ts';
import { runHeadquarters, startHeadquarters } from '../../support/headquarters.ts';
import { PageBrowser } from '../../support/page-browser.ts';

const secretIn = (printed: string) => readStaffLink(/#staff-\S+/.exec(printed)![0])!;

describe('npm run headquarters -- staff', { timeout: 120_000 }, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'postbag-test-staff-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const staff = (...args: readonly string[]) => runHeadquarters('staff', ...args, '--data', folder);

  it('adds people by one-time links, lists and removes them; a start without any prints a link', async () => {
    const headquarters = await startHeadquarters(folder);
    const browser = new PageBrowser(headquarters.url);
    expect(await staff('list')).toContain('Nobody yet');
    const first = secretIn(headquarters.printed.join('\n'));
    expect((await browser.ask('lookAtLink', { secret: first })).value).toEqual({ name: null });

    const added = await staff('add', 'Anna Invented');
    expect(added).toContain(`${headquarters.url}/#staff-`);
    expect(await staff('list')).toMatch(/Anna Invented +\d{4}-\d{2}-\d{2} +not chosen yet/);
    expect((await browser.choose(secretIn(added), null)).value).toEqual({ name: 'Anna Invented' });
    expect(await staff('list')).toMatch(/Anna Invented .* chosen$/m);
    expect((await browser.signIn('Anna Invented')).status).toBe(200);
    expect(await staff('add', 'anna invented')).toContain('is on the list already');

    expect(await staff('remove', 'Anna Invented')).toContain('can no longer sign in');
    expect((await browser.ask('session')).value).toEqual({ at: 'signed-out', hasStaff: false });
    expect(await staff('remove', 'Anna Invented')).toContain('Nothing was changed');
    await expect(staff('promote', 'Anna')).rejects.toMatchObject({ code: 2 });
    await headquarters.stop();
  });
});
