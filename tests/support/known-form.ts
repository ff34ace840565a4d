import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConsultationPack } from '../../contract/records/consultation-pack.ts';
import { packPreimage } from '../../contract/sync/consultation-packs.ts';
import { root } from './built-app.ts';
import { hashOf } from './sending-device.ts';

/** The invented consultation that comes with the program, as a sealed document names it: headquarters knows it. */
export function knownForm(): { readonly id: string; readonly packHash: string } {
  const text = readFileSync(join(root, 'resources/consultations/example-benches.json'), 'utf8');
  const pack = ConsultationPack.parse(JSON.parse(text));
  return { id: pack.id, packHash: hashOf(packPreimage(pack)) };
}
