import { readFile } from 'node:fs/promises';
import { transaction } from '../database/database.ts';
import { ConsultationPack } from '../../contract/records/consultation-pack.ts';
import { addPack } from '../consultations/add-pack.ts';
import { allPacks } from '../database/queries/consultation-packs.ts';
import { defineCommand, UsageError } from './command.ts';
import type { Shell } from './command.ts';
import { recordCommand } from './record-command.ts';
import { textTable } from './text-table.ts';
import { withDatabase } from './with-database.ts';

/** Lists the consultations’ packs, or takes one in for every computer to fetch. */
export const consultations = defineCommand({
  name: 'consultations',
  summary: 'list the consultations’ packs; add one, or a new version, for every computer to fetch',
  operands: { usage: 'list | add FILE', least: 1, most: 2 },
  options: {},
  run: async (_values, shell, [what, file]) => {
    if (what === 'list' && file === undefined) await runList(shell);
    else if (what === 'add' && file !== undefined) await runAdd(shell, file);
    else throw new UsageError('After consultations comes list, or add and a file.');
  },
});

async function runList({ place, say }: Shell): Promise<void> {
  const packs = await withDatabase(place, (database) => allPacks(database.read));
  if (packs.length === 0) {
    say('There are no packs yet. They are filed when headquarters is started.');
    return;
  }
  const rows = packs.map(({ consultationId, version, hash, body, addedAt }) => {
    const pack = ConsultationPack.parse(JSON.parse(body));
    return [
      consultationId,
      String(version),
      pack.title,
      pack.closesOn,
      hash.slice(0, 12),
      addedAt.toISOString().slice(0, 10),
    ];
  });
  say(textTable(['Consultation', 'Version', 'Title', 'Closes', 'Hash', 'Added'], rows));
}

async function runAdd({ place, say }: Shell, file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`The file ${file} can’t be read.`);
  });
  const added = await withDatabase(place, async (database) => {
    const done = await addPack(database, text);
    if (done.ok && done.isNew) {
      const { consultationId, version } = done;
      await transaction(database, (db) =>
        recordCommand(db, { act: 'add pack', subject: consultationId, details: { version } }),
      );
    }
    return done;
  });
  if (!added.ok) {
    const lines = added.mistakes.map(({ path, message }) => `  ${path === '' ? '' : `${path}: `}${message}`);
    throw new Error(
      `The pack ${file} was not taken in. Nothing was changed. Correct this:\n${lines.join('\n')}`,
    );
  }
  const { consultationId, version, isNew } = added;
  say(
    isNew
      ? `Version ${version} of ${consultationId} is taken in. Every computer fetches it at its next send.`
      : `This pack is here already: version ${version} of ${consultationId}. Nothing was changed.`,
  );
}
