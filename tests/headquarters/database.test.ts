import { describe, expect, it } from 'vitest';
import { connect, isDatabaseAway, transaction } from '../../headquarters/database/database.ts';
import { DatabaseNewerError, migrate } from '../../headquarters/database/migrate.ts';
import { migrations } from '../../headquarters/database/migrations/headquarters-migrations.ts';
import { settleIdentity } from '../../headquarters/database/queries/identity.ts';
import { openDatabase } from '../../headquarters/database/open-database.ts';
import { readIdentity } from '../../headquarters/identity.ts';
import { aDatabase, anEmptyDatabase } from '../support/test-database.ts';

describe('migrations', () => {
  it('four processes that start at once bring a database up to date once', async () => {
    const url = await anEmptyDatabase();
    const databases = Array.from({ length: 4 }, () => connect(url, () => {}));
    await Promise.all(databases.map((database) => migrate(database)));
    const { rows } = await databases[0]!.pool.query('select number, name from migration order by number');
    expect(rows).toEqual(migrations.map(({ number, name }) => ({ number, name })));
    await Promise.all(databases.map((database) => database.close()));
  });

  it('a step that fails leaves nothing behind', async () => {
    const database = connect(await anEmptyDatabase(), () => {});
    const bad = { number: 15, name: 'bad', sql: 'create table half (a int); select 1 / 0' };
    await expect(migrate(database, [...migrations.slice(0, 1), bad])).rejects.toThrow('division by zero');
    const { rows } = await database.pool.query(
      `select to_regclass('half') as half, (select max(number) from migration) as last`,
    );
    expect(rows).toEqual([{ half: null, last: 10 }]);
    await database.close();
  });

  it('a database of a newer program is refused by name and left alone', async () => {
    const { database } = await aDatabase();
    await database.pool.query(`insert into migration (number, name) values (9000, 'from-the-future')`);
    await expect(migrate(database)).rejects.toThrow(DatabaseNewerError);
    await database.close();
  });
});

describe('a PostgreSQL of one’s own', () => {
  it('is brought up to date, may have two headquarters at once, and is left running', async () => {
    const url = await anEmptyDatabase();
    const both = await Promise.all([1, 2].map(() => openDatabase({ url }, 'owner', () => {})));
    const identities = await Promise.all(both.map(readIdentity));
    expect(identities[0]).toEqual(identities[1]);
    await both[0]!.close();
    expect(await readIdentity(both[1]!)).toEqual(identities[0]);
    await both[1]!.close();
  });
});

describe('[S10] the tables themselves', () => {
  const zeros = `decode(repeat('0', 64), 'hex')`;
  const anEvent = `insert into event values ('c', '01890a5d-ac96-774b-bcce-b30209900001',
    '01890a5d-ac96-774b-bcce-b30209900002', 'create', ${zeros}, '', '01890a5d-ac96-774b-bcce-b30209900003')`;
  const anEntry = `insert into stream_entry values ('01890a5d-ac96-774b-bcce-b30209900003', 1, 1, ${zeros}, 'c',
    '01890a5d-ac96-774b-bcce-b30209900001', ${zeros})`;

  it.each([
    ['the same event twice', anEvent],
    ['two entries in one place', anEntry],
  ])('have no room for %s', async (_, sql) => {
    const { database } = await aDatabase();
    await database.pool.query(sql);
    await expect(database.pool.query(sql)).rejects.toMatchObject({ code: '23505' });
    await database.close();
  });

  it('there is one identity, whoever comes first', async () => {
    const { database } = await aDatabase();
    const identities = await Promise.all(Array.from({ length: 4 }, () => readIdentity(database)));
    expect(new Set(identities.map((identity) => identity.publicKey)).size).toBe(1);
    const late = { ...identities[0]!, serverEpoch: 9 };
    expect(await transaction(database, (db) => settleIdentity(db, late))).toEqual(identities[0]);
    await database.close();
  });
});

describe('transactions', () => {
  it('of two that lock each other out, the one rolled back is tried again', async () => {
    const { database } = await aDatabase();
    await database.pool.query(
      'create table pair (id int primary key, n int); insert into pair values (1, 0), (2, 0)',
    );
    const both = Promise.withResolvers<void>();
    let holding = 0;
    const add = (first: number, second: number) =>
      transaction(database, async (db) => {
        await db.query('update pair set n = n + 1 where id = $1', [first]);
        holding += 1;
        if (holding === 2) both.resolve();
        await both.promise;
        await db.query('update pair set n = n + 1 where id = $1', [second]);
      });
    await Promise.all([add(1, 2), add(2, 1)]);
    expect((await database.pool.query('select n from pair')).rows).toEqual([{ n: 2 }, { n: 2 }]);
    // Once more for each roll-back; the one tried again can be rolled back again.
    expect(holding).toBeGreaterThan(2);
    await database.close();
  });

  it('a database that can’t be reached is told apart from a question that was wrong', async () => {
    const away = connect('postgresql://nobody@127.0.0.1:1/none', () => {});
    await expect(away.pool.query('select 1').catch(isDatabaseAway)).resolves.toBe(true);
    const { database } = await aDatabase();
    await expect(database.pool.query('select 1 / 0').catch(isDatabaseAway)).resolves.toBe(false);
    await Promise.all([away.close(), database.close()]);
  });
});
