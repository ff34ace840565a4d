import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { becomeReady } from './electron.ts';

// `node run.ts dist/electron/main.js …` runs the built main process where Electron's runtime can't be had: what it
// imports as `electron` is the stand-in beside this file, which shows the window in Chromium. It says nothing of
// the sandbox, isolation, the real protocol, asar, fuses, menus or dialogs: those need the real one.

const standIn = new URL('electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});

const [, , main = '', ...given] = process.argv;
process.argv = [process.execPath, main, ...given];
await import(pathToFileURL(resolve(main)).href);
// Only now: like the real one, it isn't ready before the main module has been run to its end.
becomeReady();
