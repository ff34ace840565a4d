import type { WorkItem } from '../../contract/headquarters/work.ts';
import { contentMessage } from '../../contract/sync/content-codes.ts';
import { listWork } from '../work/list-work.ts';
import { defineCommand } from './command.ts';
import { withDatabase } from './with-database.ts';

/** Lists what needs a person, with what it means and what may be decided. */
export const work = defineCommand({
  name: 'work',
  summary: 'list what needs a person: what it is, why, and what to do',
  options: {
    unit: { value: 'NAME', help: 'only what this unit sent' },
    consultation: { value: 'ID', help: 'only of this consultation' },
    code: { value: 'CODE', help: 'only with this code: CONFLICT, LATE …' },
    json: { help: 'one JSON object a line, for another program' },
  },
  run: async (values, shell) => {
    const filter = { unitName: values.unit, consultationId: values.consultation, code: values.code };
    const { total, rows } = await withDatabase(shell.place, ({ read }) => listWork(read, filter));
    if (values.json) for (const item of rows) await shell.print(`${JSON.stringify(withWords(item))}\n`);
    else shell.say(workWords(rows, total));
  },
});

function withWords(item: WorkItem): object {
  const { receivedAtMs, ...rest } = item;
  return { ...rest, words: wordsOf(item), since: new Date(receivedAtMs).toISOString() };
}

const wordsOf = ({ code }: WorkItem): string =>
  (code === null ? null : contentMessage(code, 'headquarters')) ?? 'This needs a person.';

function workWords(items: readonly WorkItem[], total: number): string {
  if (items.length === 0) return 'Nothing needs a person.';
  const more = total > items.length ? [`and ${total - items.length} more`] : [];
  return [...items.map(itemWords), ...more, decideHint].join('\n\n');
}

const decideHint = 'To decide: npm run headquarters -- decide EVENT accept|reject|acknowledge --reason "…"';

function itemWords(item: WorkItem): string {
  const place = [
    item.unitName,
    item.consultationId,
    item.batchNumber === null ? null : `batch ${item.batchNumber}`,
    item.serialLabel,
    `since ${new Date(item.receivedAtMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  ];
  return [
    place.filter((part) => part !== null).join(' · '),
    `  event ${item.eventId} · bytes ${item.digest.slice(0, 8)} · ${item.code ?? item.status}: ${item.may.join(' or ')}`,
    `  ${wordsOf(item)}`,
    ...(item.detail === null ? [] : [`  ${item.detail}`]),
  ].join('\n');
}
