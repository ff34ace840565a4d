import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReplyOf } from '../../../contract/bridge/call.ts';
import type { Calls } from '../../../contract/bridge/calls.ts';
import { PostbagError } from '../../../contract/errors.ts';
import { readPack as readPackText } from '../../../contract/rules/read-pack.ts';
import type { Desk } from '../../store/desk.ts';
import { readPack } from '../../store/queries/consultations.ts';
import { loadPack, packHashOf } from './load-pack.ts';

type ShippedPack = ReplyOf<Calls['consultations']['shipped']>[number];

function filesOf(desk: Desk): readonly string[] {
  return readdirSync(folderOf(desk))
    .filter((name) => name.endsWith('.json'))
    .sort();
}

function folderOf(desk: Desk): string {
  return join(desk.resourcesFolder, 'consultations');
}

/** The packs that come with the program, and whether this very version is in the store. */
export function listShippedPacks(desk: Desk): ShippedPack[] {
  return filesOf(desk).map((file) => {
    const reading = readPackText(readFileSync(join(folderOf(desk), file), 'utf8'));
    // A damaged file is listed all the same: loading it says what is wrong with it.
    if (!reading.ok) return { file, title: file, department: '', isLoaded: false };
    const { pack } = reading;
    const isLoaded = readPack(desk.db, packHashOf(pack)) !== undefined;
    return { file, title: pack.title, department: pack.department, isLoaded };
  });
}

/** Loads one of them. Only a name from the folder's own listing is read, never a path that was sent. */
export function loadShippedPack(
  desk: Desk,
  { file }: { readonly file: string },
): ReplyOf<Calls['consultations']['loadShipped']> {
  const found = filesOf(desk).find((name) => name === file);
  if (found === undefined) throw new PostbagError('CONSULTATION_UNKNOWN', {});
  return loadPack(desk, { text: readFileSync(join(folderOf(desk), found), 'utf8') });
}
