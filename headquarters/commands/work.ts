import type { WorkItem } from '../../contract/headquarters/work.ts';
import { contentMessage } from '../../contract/sync/content-codes.ts';
import { snapshot } from '../database/snapshot.ts';
import { allWork } from '../work/list-work.ts';
import { defineCommand } from './command.ts';
import { withDatabase } from './with-database.ts';

/** Lists what needs a person, with what it means and what may be decided. */
export const work = defineCommand({
  name: 'work',
  summary: 'list what needs a person: what it is, why, and what to do',
  options: {
    unit: { value: 'NAME', help: 'only about replies of this unit' },
    consultation: { value: 'ID', help: 'only of this consultation' },
    code: { value: 'CODE', help: 'only with this code: CONFLICT, LATE …' },
    json: { help: 'one JSON object a line, for another program' },
  },
  run: async (values, shell) => {
    const { unit, consultation, code, json } = values;
    await withDatabase(shell.place, (database) =>
      snapshot(database, async (db) => {
        let count = 0;
        for await (const item of allWork(db, { unit, consultation, code })) {
          count += 1;
          await shell.print(json ? `${JSON.stringify(withWords(item))}\n` : `${itemWords(item)}\n\n`);
        }
        if (!json) shell.say(count === 0 ? 'Nothing needs a person.' : decideHint);
      }),
    );
  },
});

function withWords(item: WorkItem): object {
  const { receivedAtMs, ...rest } = item;
  return { ...rest, words: wordsOf(item), since: new Date(receivedAtMs).toISOString() };
}

const wordsOf = ({ code }: WorkItem): string =>
  (code === null ? null : contentMessage(code, 'headquarters')) ?? 'This needs a person.';

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
