import { fieldsQuality, keyersQuality, ownQuality } from '../../quality/quality-figures.ts';
import type { HandlersOf } from '../handler.ts';

export const qualityHandlers: HandlersOf<'quality'> = {
  own: ownQuality,
  keyers: keyersQuality,
  fields: fieldsQuality,
};
