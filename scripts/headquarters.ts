import { join, resolve } from 'node:path';
import { isBuilt, pageSources } from './start/build-stamp.ts';

// `npm run headquarters`: builds headquarters' page if a source has changed, and starts headquarters. Its short
// commands need no page and begin at once.

const root = resolve(import.meta.dirname, '..');
const first = process.argv[2];
const isServing = first === undefined || first === 'serve' || first.startsWith('-');

if (isServing && !process.argv.includes('--help')) {
  const page = join(root, 'dist/headquarters-page');
  if (!isBuilt(root, page, pageSources)) {
    console.log('Building headquarters’ page, because a source has changed …');
    const { buildHeadquartersPage } = await import('./build.ts');
    await buildHeadquartersPage(page);
  }
}
await import('../headquarters/server.ts');
