import { PostbagError } from '../../../contract/errors.ts';
import { loadPack } from '../../postroom/consultations/load-pack.ts';
import { listShippedPacks, loadShippedPack } from '../../postroom/consultations/shipped-packs.ts';
import { readPack } from '../../store/queries/consultations.ts';
import { onlookerOf } from '../../store/queries/kept-blind.ts';
import type { HandlersOf } from '../handler.ts';

export const consultationHandlers: HandlersOf<'consultations'> = {
  list: (desk) => desk.reader.ask('summariseConsultations', onlookerOf(desk.person)),
  pack: (desk, { packHash }) => {
    const pack = readPack(desk.db, packHash);
    if (pack === undefined) throw new PostbagError('CONSULTATION_UNKNOWN', {});
    return pack;
  },
  load: loadPack,
  shipped: listShippedPacks,
  loadShipped: loadShippedPack,
};
