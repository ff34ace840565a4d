import { app, BrowserWindow, dialog, nativeTheme, session, type Session } from 'electron';
import { appAddress, isAppAddress } from '../bridge/window-address.ts';

// The one window. What it shows is ours, what it may do is nothing: no Node, no permission, no other page, no
// network. All that it gets comes through the preload's two functions.

/**
 * The window's own session, in memory: without `persist:` Chromium writes nothing of what was shown (cached
 * pages, scans held as blobs) to the disk, where it would lie unencrypted.
 */
export function windowSession(): Session {
  const ours = session.fromPartition('postbag');
  ours.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  ours.setPermissionCheckHandler(() => false);
  ours.setDevicePermissionHandler(() => false);
  // The policy forbids it, and so does this: the window has no business with any network, or with files.
  ours.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !staysInWindow(url) }));
  return ours;
}

/** Our own pages, and what the page makes itself; the last is Chromium's inspector, while developing. */
const staysInWindow = (address: string): boolean =>
  isAppAddress(address) || /^(blob|data|devtools):/.test(address);

/** Keeps every page of this program, now and later, from going anywhere or opening anything. */
export function refuseNavigation(): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    // Reloading our own page is all that is left. Frames count too.
    contents.on('will-navigate', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-redirect', stay);
  });
}

function stay(event: { readonly url: string; preventDefault(): void }): void {
  if (!isAppAddress(event.url)) event.preventDefault();
}

export function createWindow(preload: string, ours: Session): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Postbag',
    width: 1366,
    height: 860,
    minWidth: 480,
    minHeight: 360,
    show: false,
    // What is behind the page until it is drawn: no white flash in a dark room.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181c' : '#ffffff',
    webPreferences: {
      preload,
      session: ours,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Chromium fetches its dictionaries from the internet.
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') void offerToReopen(window);
  });
  return window;
}

/** The page's process has died; the store is in another one and has lost nothing. */
async function offerToReopen(window: BrowserWindow): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window stopped working.',
    detail: 'All that was shown as saved is kept. Open the window again to go on where you were.',
    buttons: ['Open again', 'End Postbag'],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) await window.loadURL(appAddress);
  else app.quit();
}

/** Somebody started Postbag a second time: the window that is open comes to the front. */
export function bringToFront(window: BrowserWindow | null): void {
  if (window === null || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}
