import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readStartOptions } from '../electron/host/start-options.ts';
import { isBuilt } from './start/build-stamp.ts';
import { findElectron } from './start/find-electron.ts';
import { runElectron } from './start/run-electron.ts';

// `npm start`: builds if a source has changed, then opens Electron's window where there is a runtime, and
// otherwise serves the same app to a browser on this computer. Exit code 0: ended by its user; 1: could not
// start, the message says why; 2: the command line can't be understood.

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');
const given = process.argv.slice(2);

const options = readStartOptions(given);
if ('mistake' in options) {
  console.error(options.mistake);
  process.exit(2);
}
if (!isBuilt(root, dist)) {
  console.log('Building, because a source has changed …');
  const { buildAll } = await import('./build.ts');
  await buildAll(dist);
}

const electron = options.isBrowser ? null : await findElectron(root);
const ended = electron?.isFound
  ? await runElectron(electron.executable, join(dist, 'electron/main.js'), given)
  : null;
if (ended?.hasOpened) {
  process.exitCode = ended.exitCode;
} else {
  const why =
    ended === null ? (electron?.isFound === false ? electron.why : null) : 'Electron could not open a window';
  if (why !== null) console.log(`Postbag opens in a browser, because ${why}.`);
  // In this very process, which saves a start: it ends itself.
  await import(pathToFileURL(join(dist, 'electron/browser.js')).href);
}
