import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStaffLink, writeStaffLink } from '../../../contract/headquarters/staff.ts';
import { transaction } from '../../../headquarters/database/database.ts';
import { takeTurn } from '../../../headquarters/database/queries/staff-attempts.ts';
import { firstLink, linkFor, removeAccount } from '../../../headquarters/staff/accounts.ts';
import { aHeadquarters, type ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { anAccount, aSignedInBrowser, PageBrowser, passphrase } from '../../support/page-browser.ts';

let headquarters: ListeningHeadquarters;
const aBrowser = () => new PageBrowser(headquarters.url);
const turnOf = (attemptKey: string) => transaction(headquarters.database, (db) => takeTurn(db, attemptKey));
/** Lets so much time have gone by since every attempt. */
const letGoBy = (minutes: number) =>
  headquarters.database.pool.query(`update staff_attempt set last_at = last_at - make_interval(mins => $1)`, [
    minutes,
  ]);

beforeAll(async () => {
  headquarters = await aHeadquarters();
});
afterAll(() => headquarters.stop());

describe('one-time links', () => {
  it('the first is nobody’s, gives a name and a passphrase, and works once', async () => {
    const browser = aBrowser();
    expect((await browser.ask('session')).value).toEqual({ at: 'signed-out', hasStaff: false });
    const secret = await firstLink(headquarters.database);
    expect((await browser.ask('lookAtLink', { secret })).value).toEqual({ name: null });
    expect((await browser.choose(secret, 'Anna Invented')).value).toEqual({ name: 'Anna Invented' });
    expect((await browser.choose(secret, 'Somebody else')).code).toBe('LINK_REFUSED');
    expect((await browser.ask('lookAtLink', { secret })).code).toBe('LINK_REFUSED');
    expect((await browser.signIn(' anna invented ')).value).toEqual({
      at: 'signed-in',
      name: 'Anna Invented',
    });
    expect((await browser.ask('session')).value).toEqual({ at: 'signed-in', name: 'Anna Invented' });
  });

  it('of two who use it in the same moment, one gets the account', async () => {
    const secret = await firstLink(headquarters.database);
    const answers = await Promise.all(
      ['Twin One', 'Twin Two'].map((name) => aBrowser().choose(secret, name)),
    );
    expect(answers.map(({ code }) => code).toSorted()).toEqual(['LINK_REFUSED', null]);
  });

  it('opens nothing any more once somebody has come in by a link of their own', async () => {
    const first = await firstLink(headquarters.database);
    const { secret } = await linkFor(headquarters.database, 'Added By Command');
    expect((await aBrowser().choose(secret, null)).status).toBe(200);
    expect((await aBrowser().choose(first, 'Reader Of Logs')).code).toBe('LINK_REFUSED');
  });

  it('does not give a name that somebody has, and still works for another', async () => {
    await anAccount(headquarters, 'Taken Name');
    const secret = await firstLink(headquarters.database);
    expect((await aBrowser().choose(secret, 'taken name')).code).toBe('NAME_TAKEN');
    expect((await aBrowser().choose(secret, 'Free Name')).code).toBeNull();
  });

  it('a further one gives another passphrase and ends the sessions of the old one', async () => {
    const before = await aSignedInBrowser(headquarters, 'Forgetful');
    const { secret, isNew } = await linkFor(headquarters.database, 'forgetful');
    expect(isNew).toBe(false);
    expect((await before.ask('batches')).status).toBe(200);
    await aBrowser().ask('choosePassphrase', {
      secret,
      name: null,
      passphrase: 'another invented passphrase',
    });
    expect((await before.ask('batches')).code).toBe('NOT_SIGNED_IN');
    expect((await aBrowser().signIn('Forgetful')).code).toBe('WRONG_PASSPHRASE');
    await letGoBy(10);
    expect((await aBrowser().signIn('Forgetful', 'another invented passphrase')).status).toBe(200);
  });

  it('runs out after three days', async () => {
    const { secret } = await linkFor(headquarters.database, 'Late Comer');
    await headquarters.database.pool.query(`update staff_link set expires_at = now() - interval '1 second'`);
    expect((await aBrowser().ask('lookAtLink', { secret })).code).toBe('LINK_REFUSED');
    expect((await aBrowser().choose(secret, null)).code).toBe('LINK_REFUSED');
  });

  it('asks for a passphrase that is long enough', async () => {
    const { secret } = await linkFor(headquarters.database, 'Short');
    const answer = await aBrowser().ask('choosePassphrase', { secret, name: null, passphrase: 'too short' });
    expect(answer.code).toBe('MALFORMED');
  });

  it('is written and read again, and a broken one isn’t taken for one', async () => {
    const { secret } = await linkFor(headquarters.database, 'Reader');
    const link = writeStaffLink('https://headquarters.example', secret);
    expect(readStaffLink(new URL(link).hash)).toBe(secret);
    expect(readStaffLink('#staff-ABCD')).toBeNull();
    expect(readStaffLink(`#${secret}`)).toBeNull();
  });
});

describe('signing in', () => {
  it('keeps neither passphrase nor token, and hashes as it says beside the hash', async () => {
    const browser = aBrowser();
    await browser.choose((await linkFor(headquarters.database, 'Kept')).secret, null);
    await browser.signIn('Kept');
    const token = browser.cookie!.split('=')[1]!;
    const { rows } = await headquarters.database.pool.query<Record<string, unknown>>(
      `select staff_account.*, staff_session.token_digest from staff_account
       join staff_session using (staff_id) where name = 'Kept'`,
    );
    expect(rows[0]).toMatchObject({ memory_kib: 65_536, passes: 3, lanes: 1 });
    const kept = JSON.stringify(rows, (_, value: unknown) =>
      typeof value === 'object' && value !== null && 'data' in value
        ? Buffer.from(value.data as number[]).toString('latin1')
        : value,
    );
    expect(kept).not.toContain(passphrase);
    expect(kept).not.toContain(token);
    expect((rows[0]!['token_digest'] as Buffer).length).toBe(32);
  });

  it('slows down guessing: the next try is taken 1, 2, 4 … seconds later, whoever’s name it is', async () => {
    await anAccount(headquarters, 'Guessed');
    for (const name of ['Guessed', 'Nobody at all']) {
      expect(await aBrowser().signIn(name, 'not the passphrase')).toMatchObject({
        status: 403,
        code: 'WRONG_PASSPHRASE',
        details: { waitSeconds: 1 },
      });
      await headquarters.database.pool.query(
        `update staff_attempt set failures = 8, last_at = clock_timestamp()`,
      );
      const refused = await aBrowser().signIn(name);
      expect(refused).toMatchObject({ status: 429, code: 'TOO_MANY_ATTEMPTS' });
      expect(refused.details['waitSeconds']).toBeGreaterThan(100);
      expect(refused.details['waitSeconds']).toBeLessThanOrEqual(128);
    }
    await letGoBy(3);
    expect((await aBrowser().signIn('Guessed')).status).toBe(200);
    // A good one begins the count anew.
    expect((await aBrowser().signIn('Guessed', 'wrong again, wrong')).details).toEqual({ waitSeconds: 1 });
  });

  it('of a hundred guesses at once, one has its turn', async () => {
    await turnOf('staff guessed at');
    // The next is taken now, and the one after it in four minutes.
    await headquarters.database.pool.query(
      `update staff_attempt set failures = 8, last_at = now() - interval '10 minutes'`,
    );
    const turns = await Promise.all(Array.from({ length: 100 }, () => turnOf('staff guessed at')));
    expect(turns.filter((wait) => wait === null)).toHaveLength(1);
  });

  it('waits no longer because the clock was set back', async () => {
    expect(await turnOf('staff of another time')).toBeNull();
    await letGoBy(-60 * 24 * 365);
    expect(await turnOf('staff of another time')).toBeNull();
  });

  it('ends when somebody signs out, sits idle for half an hour, or after twelve hours', async () => {
    const out = await aSignedInBrowser(headquarters, 'Leaver');
    const { cookie } = out;
    expect((await out.ask('signOut')).value).toEqual({ at: 'signed-out', hasStaff: true });
    expect(out.cookie).toBeNull();
    out.cookie = cookie;
    expect((await out.ask('batches')).code).toBe('NOT_SIGNED_IN');

    const idle = await aSignedInBrowser(headquarters, 'Idler');
    const age = (what: string) =>
      headquarters.database.pool.query(
        `update staff_session set ${what} from staff_account
         where staff_account.staff_id = staff_session.staff_id and name = 'Idler'`,
      );
    await age(`last_seen_at = now() - interval '29 minutes'`);
    // Asking doesn't keep it, because the page asks by itself; keys and pointer do.
    expect((await idle.ask('batches')).status).toBe(200);
    await age(`last_seen_at = last_seen_at - interval '2 minutes'`);
    expect((await idle.ask('batches')).code).toBe('NOT_SIGNED_IN');
    await idle.signIn('Idler');
    await age(`last_seen_at = now() - interval '29 minutes'`);
    expect((await idle.ask('stillHere')).status).toBe(200);
    await age(`last_seen_at = last_seen_at - interval '2 minutes'`);
    expect((await idle.ask('batches')).status).toBe(200);
    await age(`begun_at = now() - interval '13 hours'`);
    expect((await idle.ask('batches')).code).toBe('NOT_SIGNED_IN');
  });

  it('whoever is removed is out at once, and the name can be given again', async () => {
    const browser = await aSignedInBrowser(headquarters, 'Removed');
    expect(await removeAccount(headquarters.database, 'removed')).toBe(true);
    expect((await browser.ask('batches')).code).toBe('NOT_SIGNED_IN');
    expect((await aBrowser().signIn('Removed')).code).toBe('WRONG_PASSPHRASE');
    expect(await removeAccount(headquarters.database, 'removed')).toBe(false);
    expect((await linkFor(headquarters.database, 'Removed')).isNew).toBe(true);
  });
});

describe('what staff did', () => {
  it('at the command line is written down too', async () => {
    await linkFor(headquarters.database, 'Added There');
    const browser = await aSignedInBrowser(headquarters, 'Reader Of Acts');
    const acts = (await browser.ask('acts')).value as { by: string | null; act: string }[];
    expect(acts.find(({ act }) => act === 'add staff')).toMatchObject({ by: null });
  });

  it('is written down, and can be neither changed nor removed', async () => {
    const browser = await aSignedInBrowser(headquarters, 'Written Down');
    await browser.ask('makeEnrolmentCode', { unitName: 'Invented Unit' });
    const acts = (await browser.ask('acts')).value as { by: string | null; act: string; subject: string }[];
    expect(acts.slice(0, 2).map(({ by, act }) => [by, act])).toEqual([
      ['Written Down', 'make enrolment code'],
      ['Written Down', 'sign in'],
    ]);
    const { pool } = headquarters.database;
    for (const sql of [
      `update staff_act set act = 'nothing'`,
      'delete from staff_act',
      'truncate staff_act',
    ]) {
      await expect(pool.query(sql)).rejects.toThrow('never changed and never removed');
    }
  });
});
