import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { app, dialog, Menu, powerMonitor, type BrowserWindow } from 'electron';
import { createDispatch } from './bridge/dispatch.ts';
import { announceTo, answerCallsOf } from './bridge/ipc.ts';
import { sendByItself } from './bridge/send-by-itself.ts';
import { keepRecoveryWraps } from './bridge/keep-recovery-wrap.ts';
import { trySample } from './bridge/try-sample.ts';
import { appAddress } from './bridge/window-address.ts';
import { defaultStoreFolder } from './host/default-store-folder.ts';
import { ownArguments } from './host/electron-arguments.ts';
import { menuTemplate } from './host/electron-menu.ts';
import { declareAppScheme, servePagesTo } from './host/electron-pages.ts';
import { bringToFront, createWindow, refuseNavigation, windowSession } from './host/electron-window.ts';
import { readStartOptions } from './host/start-options.ts';
import { Session } from './people/session.ts';

// Entry 1: the desktop app. It lies in dist/electron/ when it runs; what it serves and reads lies beside it.

// The same as scripts/prepare-node.cjs sets under Node, where the reason stands.
setFlagsFromString('--external-memory-accounted-in-global-limit');
setFlagsFromString('--heap-growing-percent=300');

// A packaged program's own name is the only thing before its options; `electron FILE` has one word more.
const read = readStartOptions(ownArguments(process.argv.slice(app.isPackaged ? 1 : 2)));
if ('mistake' in read) {
  console.error(read.mistake);
  process.exit(2);
}
const options = read;

const root = resolve(import.meta.dirname, '../..');
const defaultFolder = defaultStoreFolder(process.env, process.platform);
const storeFolder = resolve(options.storeFolder ?? defaultFolder);
let window: BrowserWindow | null = null;

const session = new Session({
  folder: storeFolder,
  resourcesFolder: join(root, 'resources'),
  keepsBackups: true,
  announce: (announcement) => {
    if (window !== null) announceTo(window, announcement);
  },
});
sendByItself(session);
keepRecoveryWraps(session);

async function start(): Promise<void> {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform === 'darwin')));
  if (options.isSample) await trySample(session);
  const ours = windowSession();
  servePagesTo(ours, join(root, 'dist', 'renderer'));
  const opened = createWindow(join(import.meta.dirname, 'preload.cjs'), ours);
  window = opened;
  answerCallsOf(opened, createDispatch(session));
  // Whoever locks the computer or shuts its lid has left the desk.
  const lock = (): void => void session.lock();
  powerMonitor.on('lock-screen', lock);
  powerMonitor.on('suspend', lock);
  await opened.loadURL(appAddress).catch((error: unknown) => {
    // Closed while it was still loading: that is no failure.
    if (!opened.isDestroyed()) throw error;
  });
}

async function fail(error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`Postbag could not start: ${reason}`);
  dialog.showErrorBox('Postbag could not start', `${reason}\n\nNothing in the store was changed.`);
  await session.end();
  app.exit(1);
}

app.setName('Postbag');
// Chromium's own small files, away from the store and per store, because the single-instance lock goes by them.
const profile = createHash('sha256')
  .update(options.isSample ? 'sample' : storeFolder)
  .digest('hex')
  .slice(0, 16);
const profileFolder = join(defaultFolder, 'window', profile);
mkdirSync(profileFolder, { recursive: true, mode: 0o700 });
app.setPath('userData', profileFolder);
app.enableSandbox();
declareAppScheme();
refuseNavigation();

if (app.requestSingleInstanceLock()) {
  let hasEnded = false;
  app.on('second-instance', () => bringToFront(window));
  app.on('window-all-closed', () => app.quit());
  // After the window has closed, so that what it still had to save has come through.
  app.on('will-quit', (event) => {
    if (hasEnded) return;
    event.preventDefault();
    hasEnded = true;
    void session.end().finally(() => app.exit(0));
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  // Not awaited here: an ES module's top level is run before `ready`, which then never comes.
  app.whenReady().then(start).catch(fail);
} else {
  console.log('Postbag is open already with this store; its window has come to the front.');
  app.quit();
}
