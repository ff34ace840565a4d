import { pipeline } from 'node:stream/promises';
import { from } from 'pg-copy-streams';
import type { PoolClient } from 'pg';
import type { WritableDb } from './database.ts';

// Rows as PostgreSQL's binary COPY takes them: a length and the bytes a field, and nothing to escape or to read back
// from text. It is the cheapest way into a table there is; see docs/decisions/taking-in-by-copy.md.

const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const end = Buffer.from([0xff, 0xff]);

const uuidLength = 36;

/** What a hexadecimal digit of either case stands for, by its code. */
const digits = new Uint8Array(128);
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  digits[digit.charCodeAt(0)] = value;
  digits[digit.toUpperCase().charCodeAt(0)] = value;
}

/** Rows put together field by field; each field in the order of the statement's columns. */
export class BinaryRows {
  #buffer: Buffer;
  #size = signature.length;

  /** @param sizeBytes about how much it will be, so that it need not grow */
  constructor(sizeBytes: number) {
    this.#buffer = Buffer.allocUnsafe(signature.length + sizeBytes + end.length);
    signature.copy(this.#buffer);
  }

  /** Begins a row of so many fields. */
  row(fields: number): this {
    this.#room(2);
    this.#size = this.#buffer.writeInt16BE(fields, this.#size);
    return this;
  }

  text(value: string): this {
    const sizeBytes = Buffer.byteLength(value);
    this.#field(sizeBytes);
    this.#size += this.#buffer.write(value, this.#size);
    return this;
  }

  /** A `uuid` as it is written, or a `bytea` as hexadecimal; of either case. */
  hexadecimal(value: string): this {
    const isUuid = value.length === uuidLength;
    this.#field(isUuid ? 16 : value.length / 2);
    // Digit by digit, in place: thousands of these are the most work of a row beside its document.
    for (let index = 0; index < value.length; index += 2) {
      if (isUuid && value[index] === '-') index += 1;
      const high = digits[value.charCodeAt(index)]!;
      this.#buffer[this.#size] = (high << 4) | digits[value.charCodeAt(index + 1)]!;
      this.#size += 1;
    }
    return this;
  }

  bytes(value: Buffer): this {
    this.#field(value.length);
    this.#size += value.copy(this.#buffer, this.#size);
    return this;
  }

  integer(value: number): this {
    this.#field(4);
    this.#size = this.#buffer.writeInt32BE(value, this.#size);
    return this;
  }

  boolean(value: boolean): this {
    this.#field(1);
    this.#size = this.#buffer.writeUInt8(value ? 1 : 0, this.#size);
    return this;
  }

  /** All of it, with its end. Nothing may be added after. */
  whole(): Buffer {
    this.#room(end.length);
    this.#size += end.copy(this.#buffer, this.#size);
    return this.#buffer.subarray(0, this.#size);
  }

  #field(sizeBytes: number): void {
    this.#room(4 + sizeBytes);
    this.#size = this.#buffer.writeInt32BE(sizeBytes, this.#size);
  }

  #room(sizeBytes: number): void {
    if (this.#size + sizeBytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#size + sizeBytes));
    this.#buffer.copy(larger, 0, 0, this.#size);
    this.#buffer = larger;
  }
}

/**
 * Adds rows by `statement`, a `copy … from stdin with (format binary)`; all of them or, where the database refuses
 * one, none.
 *
 * @returns how many rows were added
 */
export async function copyIn(
  db: WritableDb,
  statement: string,
  rows: BinaryRows,
): Promise<{ readonly rowCount: number }> {
  // Whatever fails ends the COPY as well: while the database waits for rows, it answers nothing else.
  const copy = from(statement);
  const bytes = rows.whole();
  await pipeline([bytes], (db as unknown as PoolClient).query(copy));
  return { rowCount: copy.rowCount };
}
