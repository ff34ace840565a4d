import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BinaryRows, copyIn } from '../../headquarters/database/binary-rows.ts';
import { isKeyTaken, savepoint, transaction } from '../../headquarters/database/database.ts';
import { aDatabase } from '../support/test-database.ts';

// What is written without PostgreSQL's help is read back by PostgreSQL itself.

const into = 'copy field (id, name, digest, body, number, is_so) from stdin with (format binary)';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly digest: string;
  readonly body: Buffer;
  readonly number: number;
  readonly is_so: boolean;
}

const aRow: fc.Arbitrary<Row> = fc.record({
  id: fc.uuid(),
  // PostgreSQL's text holds no NUL and no half of a pair; what comes from outside is held to names without either.
  name: fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
  digest: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  body: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  number: fc.integer(),
  is_so: fc.boolean(),
});

function written(rows: readonly Row[], sizeBytes: number): BinaryRows {
  const binary = new BinaryRows(sizeBytes);
  for (const { id, name, digest, body, number, is_so: isSo } of rows) {
    // In capitals it is the same id.
    const asCame = isSo ? id.toUpperCase() : id;
    binary
      .row(6)
      .hexadecimal(asCame)
      .text(name)
      .hexadecimal(digest)
      .bytes(body)
      .integer(number)
      .boolean(isSo);
  }
  return binary;
}

describe('rows in PostgreSQL’s binary form', () => {
  let database: Awaited<ReturnType<typeof aDatabase>>['database'];
  beforeAll(async () => {
    ({ database } = await aDatabase());
    await database.pool.query(
      'create table field (id uuid primary key, name text, digest bytea, body bytea, number integer, is_so boolean)',
    );
  });
  afterAll(() => database.close());

  it('are read back as they were written, however much room was thought of', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(aRow, { selector: ({ id }) => id, maxLength: 12 }),
        fc.nat(4_000),
        async (rows, sizeBytes) => {
          await database.pool.query('truncate field');
          await transaction(database, async (db) => {
            expect(await copyIn(db, into, written(rows, sizeBytes))).toEqual({ rowCount: rows.length });
          });
          const { rows: read } = await database.pool.query(
            `select id, name, encode(digest, 'hex') as digest, body, number, is_so from field`,
          );
          const byId = new Map(read.map((row: Row) => [row.id, row]));
          for (const row of rows) expect(byId.get(row.id)).toEqual(row);
          expect(read).toHaveLength(rows.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of which one is refused in the middle of a long copy are none of them kept, and the transaction goes on', async () => {
    await database.pool.query('truncate field');
    const id = '01890a5d-ac96-774b-bcce-b30209900001';
    const body = randomBytes(2_000_000);
    const plain = { name: '', digest: '', number: 1, is_so: true };
    const twice = written(
      [id, id, '01890a5d-ac96-774b-bcce-b30209900002'].map((of) => ({ ...plain, id: of, body })),
      0,
    );
    await transaction(database, async (db) => {
      const refused: unknown = await savepoint(db, () => copyIn(db, into, twice)).catch(
        (error: unknown) => error,
      );
      expect(isKeyTaken(refused)).toBe(true);
      expect(await copyIn(db, into, written([{ ...plain, id, body }], 10))).toEqual({ rowCount: 1 });
    });
    const { rows } = await database.pool.query('select id from field');
    expect(rows).toEqual([{ id }]);
  });

  it('for a table that isn’t there are refused by name', async () => {
    await expect(
      transaction(database, (db) =>
        copyIn(db, 'copy nothing_of_the_kind (id) from stdin with (format binary)', new BinaryRows(0)),
      ),
    ).rejects.toMatchObject({ code: '42P01' });
  });
});
