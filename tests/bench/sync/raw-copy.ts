import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { v7 as newId } from 'uuid';
import type { Database } from '../../../headquarters/database/database.ts';

/** Documents as rows of the table of events, in COPY's own text: what a program would have to send that checks nothing. */
export function copyRows(documents: readonly Buffer[]): Buffer {
  const device = newId();
  const rows = documents.map((bytes) => {
    const digest = createHash('sha256').update(bytes).digest('hex');
    const columns = [
      'cws-2007',
      newId(),
      newId(),
      'create',
      `\\\\x${digest}`,
      `\\\\x${bytes.toString('hex')}`,
      device,
    ];
    return `${columns.join('\t')}\n`;
  });
  return Buffer.from(rows.join(''));
}

/** How long one COPY of these rows takes until its commit is on the disk, in milliseconds. The rows are removed after. */
export async function copyTime(database: Database, rows: Buffer): Promise<number> {
  const client = await database.pool.connect();
  try {
    await client.query('set synchronous_commit = on');
    const { rows: before } = await client.query<{ newest: string }>(
      'select coalesce(max(arrival), 0) as newest from event',
    );
    const from = performance.now();
    await pipeline(
      Readable.from(chunksOf(rows)),
      client.query(
        copyFrom(
          'copy event (consultation_id, event_id, reply_id, kind, digest, bytes, device_id) from stdin',
        ),
      ),
    );
    const ms = performance.now() - from;
    await client.query('delete from event where arrival > $1', [before[0]!.newest]);
    return ms;
  } finally {
    client.release();
  }
}

const chunkBytes = 64 * 1024;

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}
