import { listArrived } from '../database/queries/arrived.ts';
import type { Arrived } from '../database/queries/arrived.ts';
import { defineCommand } from './command.ts';
import { textTable } from './text-table.ts';
import { withDatabase } from './with-database.ts';

/** Prints what has arrived. */
export const list = defineCommand({
  name: 'list',
  summary: 'list what has arrived, by unit, consultation and batch',
  options: { json: { help: 'one JSON object a line, for another program' } },
  run: async (values, shell) => {
    const arrived = await withDatabase(shell.place, (database) => listArrived(database.read));
    if (!values.json) shell.say(arrivedWords(arrived));
    else for (const row of arrived) await shell.print(`${JSON.stringify(row)}\n`);
  },
});

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
  const waiting = arrived.reduce((sum, row) => sum + row.waiting, 0);
  const table = textTable(heads, rows);
  return waiting === 0 ? table : `${table}\n\n${waiting} more are stored and wait to be read.`;
}
