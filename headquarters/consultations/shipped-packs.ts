import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from '../database/database.ts';
import { addPack } from './add-pack.ts';

const folder = fileURLToPath(new URL('../../resources/consultations', import.meta.url));

/** Files the packs that come with the program, where they aren't here yet; none of them takes a newer one's place. */
export async function addShippedPacks(database: Database): Promise<void> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
  for (const file of files) {
    const added = await addPack(database, await readFile(path.join(folder, file), 'utf8'));
    if (!added.ok)
      throw new Error(`The pack ${file}, which comes with the program, is damaged. Install it anew.`);
  }
}
