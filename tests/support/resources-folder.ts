import { resolve } from 'node:path';

/** What ships with the program: packs and sample post. */
export const resourcesFolder = resolve(import.meta.dirname, '../../resources');
