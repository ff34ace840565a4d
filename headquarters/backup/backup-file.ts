import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { z } from 'zod';

// A backup is one file: an SQL script, packed with zstd. What is ours in it stands in comments of one line of JSON, so
// that in need PostgreSQL's own psql can read it, too:
//
//   --{"format":"postbag-headquarters-backup/1",…}
//   copy "device" ("device_id", …) from stdin;
//   …one line a row…
//   \.
//   --{"table":"device","rows":3,"sha256":"…"}
//   …
//   --{"counters":[…],"tables":17,"sha256":"…"}
//
// The last line says that it is whole, by the digest of all that stands before it.

export const Header = z.strictObject({
  format: z.literal('postbag-headquarters-backup/1'),
  serverId: z.string(),
  serverEpoch: z.int(),
  /** The steps that its tables have taken. */
  steps: z.array(z.int()),
  /** Information only (S8). */
  takenAt: z.string(),
});
export type Header = z.infer<typeof Header>;

const TableEnd = z.strictObject({ table: z.string(), rows: z.int(), sha256: z.string() });

const End = z.strictObject({
  counters: z.array(z.strictObject({ name: z.string(), next: z.string() })),
  tables: z.int(),
  sha256: z.string(),
});
export type End = z.infer<typeof End>;

/** A line of ours. */
export const note = (value: Header | End | z.infer<typeof TableEnd>): string =>
  `--${JSON.stringify(value)}\n`;

/** The file isn't a backup, or isn't whole, or isn't what was written. */
export class BackupDamagedError extends Error {
  constructor(file: string, reason: string) {
    super(`The backup ${file} can’t be used: ${reason} Nothing was changed. Take another one.`);
    this.name = 'BackupDamagedError';
  }
}

/** Who hears what a backup holds, in its order. Everything is checked, but a table's rows only after the last. */
export interface Listener {
  header?(header: Header): Promise<void> | void;
  /** Before a table's rows; `statement` is the SQL that takes them in. */
  table?(statement: string): Promise<void> | void;
  /** One row as PostgreSQL wrote it, with its line feed. */
  row?(line: Buffer): Promise<void> | void;
  /** After a table's rows, which were as many as were written, and the same. */
  tableEnd?(): Promise<void> | void;
}

/**
 * Reads a backup from beginning to end, and checks that it is whole and what was written.
 *
 * @throws {BackupDamagedError}
 */
export async function readBackup(file: string, listener: Listener = {}): Promise<End> {
  let end: End | null = null;
  const damaged = (reason: string): BackupDamagedError => new BackupDamagedError(file, reason);
  const parse = <Value>(schema: z.ZodType<Value>, line: Buffer): Value => {
    const text = line.toString();
    try {
      return schema.parse(JSON.parse(text.slice(2)));
    } catch {
      throw damaged('A line in it is not what a backup has there.');
    }
  };
  const read = async (lines: AsyncGenerator<Buffer>): Promise<void> => {
    const whole = createHash('sha256');
    const next = async (): Promise<Buffer> => {
      const { value } = await lines.next();
      if (value === undefined) throw damaged('It is cut short.');
      const line = value as Buffer;
      if (!isEnd(line)) whole.update(line);
      return line;
    };
    const header = parse(Header, await next());
    await listener.header?.(header);
    for (let tables = 0; ; tables += 1) {
      const line = await next();
      if (line[0] === dash) {
        end = parse(End, line);
        if (end.tables !== tables) throw damaged('A table is missing.');
        if (end.sha256 !== whole.digest('hex')) throw damaged('It is not what was written.');
        if ((await lines.next()).done !== true) throw damaged('Something follows its end.');
        return;
      }
      await listener.table?.(line.toString().replace(/;\n$/, ''));
      const hash = createHash('sha256');
      let rows = 0;
      for (let row = await next(); !row.equals(endOfRows); row = await next()) {
        hash.update(row);
        rows += 1;
        await listener.row?.(row);
      }
      const written = parse(TableEnd, await next());
      if (written.rows !== rows || written.sha256 !== hash.digest('hex')) {
        throw damaged(`The table ${written.table} is not what was written.`);
      }
      await listener.tableEnd?.();
    }
  };
  try {
    await pipeline(createReadStream(file), createZstdDecompress(), async (source: AsyncIterable<Buffer>) => {
      await read(linesOf(source));
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (/^(Z_|ZSTD_|ERR_ZSTD|ERR_ZLIB)/.test(code)) throw damaged('It is damaged or cut short.');
    throw error;
  }
  return end!;
}

/** The last line is the only one of ours that begins with its counters. */
const isEnd = (line: Buffer): boolean => line.subarray(0, endStart.length).equals(endStart);
const endStart = Buffer.from('--{"counters"');

const dash = 0x2d;
const lineFeed = 0x0a;
export const endOfRows = Buffer.from('\\.\n');

/** Lines with their line feeds; what follows the last one is no line. */
async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  for await (const chunk of source) {
    let from = 0;
    for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, from)) {
      const piece = chunk.subarray(from, at + 1);
      yield begun.length === 0 ? piece : Buffer.concat([...begun, piece]);
      begun = [];
      from = at + 1;
    }
    if (from < chunk.length) begun.push(chunk.subarray(from));
  }
}
