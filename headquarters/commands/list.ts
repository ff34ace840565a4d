import { openDatabase } from '../database/open-database.ts';
import { listArrived } from '../database/queries/arrived.ts';
import type { Arrived } from '../database/queries/arrived.ts';
import type { Settings } from './settings.ts';

/** Prints what has arrived. */
export async function runList(settings: Settings, say: (text: string) => void): Promise<void> {
  const database = await openDatabase(settings.place, 'guest', () => {});
  try {
    const arrived = await listArrived(database.read);
    if (!settings.isJson) say(arrivedWords(arrived));
    else for (const row of arrived) say(JSON.stringify(row));
  } finally {
    await database.close();
  }
}

const heads = [
  'Unit',
  'Computer',
  'Consultation',
  'Batch',
  'Counted',
  'Replies',
  'Set aside',
  'Withdrawn',
  'Look at',
];

/** What has arrived as a table in plain text, with a line for each batch. */
export function arrivedWords(arrived: readonly Arrived[]): string {
  if (arrived.length === 0) return 'Nothing has arrived yet.';
  const rows = arrived.map((row) => [
    row.unitName,
    row.deviceLabel,
    row.consultationId,
    row.batchNumber === null ? 'not read yet' : String(row.batchNumber),
    row.documentCount === null ? '' : String(row.documentCount),
    String(row.replies),
    String(row.excluded),
    String(row.withdrawn),
    String(row.needAttention),
  ]);
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]!.length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  const waiting = arrived.reduce((sum, row) => sum + row.waiting, 0);
  return [
    line(heads),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map(line),
    ...(waiting > 0 ? ['', `${waiting} more are stored and wait to be read.`] : []),
  ].join('\n');
}
