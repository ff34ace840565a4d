import { EventEmitter } from 'node:events';
import {
  ChromiumWindow,
  closeChromium,
  type IpcListener,
  type RequestGuard,
  type SchemeHandler,
} from './chromium-window.ts';

// What the built main process finds under the name `electron`: as much of it as ours uses, with the order of
// events of the real one. Whatever else it asks for is missing, and fails.

let ready: () => void = () => {};
const whenReady = new Promise<void>((resolve) => (ready = resolve));
export const becomeReady = (): void => ready();

const preventable = (): { defaultPrevented: boolean; preventDefault(): void } => ({
  defaultPrevented: false,
  preventDefault() {
    this.defaultPrevented = true;
  },
});

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly paths = new Map<string, string>();
  #isQuitting = false;
  readonly whenReady = (): Promise<void> => whenReady;
  readonly requestSingleInstanceLock = (): boolean => true;
  setName(): void {}
  enableSandbox(): void {}
  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }
  quit(): void {
    if (this.#isQuitting) return;
    this.#isQuitting = true;
    void this.#closeAndQuit();
  }
  async #closeAndQuit(): Promise<void> {
    await BrowserWindow.closeAll();
    const event = preventable();
    this.emit('will-quit', event);
    if (!event.defaultPrevented) await this.exit(0);
  }
  async exit(code = 0): Promise<void> {
    await closeChromium();
    process.exit(code);
  }
}
export const app = new App();

class WindowSession {
  readonly handlers = new Map<string, SchemeHandler>();
  readonly protocol = {
    handle: (scheme: string, handler: SchemeHandler): void => void this.handlers.set(scheme, handler),
  };
  guard: RequestGuard = (_details, decide) => decide({ cancel: false });
  readonly webRequest = { onBeforeRequest: (guard: RequestGuard): void => void (this.guard = guard) };
  setPermissionRequestHandler(): void {}
  setPermissionCheckHandler(): void {}
  setDevicePermissionHandler(): void {}
}
export const session = { fromPartition: (): WindowSession => new WindowSession() };
export const protocol = { registerSchemesAsPrivileged(): void {} };

const ipcListeners = new Map<string, IpcListener>();
export const ipcMain = {
  handle(channel: string, listener: IpcListener): void {
    if (ipcListeners.has(channel)) throw new Error(`a second handler for '${channel}'`);
    ipcListeners.set(channel, listener);
  },
  removeHandler: (channel: string): void => void ipcListeners.delete(channel),
};

interface WindowOptions {
  readonly webPreferences: Readonly<Record<string, unknown>> & {
    readonly preload: string;
    readonly session: WindowSession;
  };
}

export class BrowserWindow extends EventEmitter {
  static #open = new Set<BrowserWindow>();
  readonly webContents: ChromiumWindow;
  #isDestroyed = false;

  constructor({ webPreferences }: WindowOptions) {
    super();
    const { sandbox, contextIsolation, nodeIntegration } = webPreferences;
    if (sandbox !== true || contextIsolation !== true || nodeIntegration !== false) {
      throw new Error('the window is not sandboxed and isolated');
    }
    this.webContents = new ChromiumWindow(webPreferences.preload, webPreferences.session, ipcListeners);
    BrowserWindow.#open.add(this);
    app.emit('web-contents-created', {}, this.webContents);
    this.webContents.once('closed', () => {
      this.#isDestroyed = true;
      BrowserWindow.#open.delete(this);
      this.emit('closed');
      if (BrowserWindow.#open.size === 0) app.emit('window-all-closed');
    });
  }
  static async closeAll(): Promise<void> {
    for (const window of this.#open) await window.webContents.close();
  }
  async loadURL(address: string): Promise<void> {
    await this.webContents.load(address);
    this.emit('ready-to-show');
  }
  readonly isDestroyed = (): boolean => this.#isDestroyed;
  readonly isMinimized = (): boolean => false;
  show(): void {}
  focus(): void {}
}

export const Menu = {
  buildFromTemplate: (template: readonly object[]): object => template,
  setApplicationMenu(): void {},
};
export const dialog = { showErrorBox: (title: string, text: string): void => console.error(title, text) };
export const nativeTheme = { shouldUseDarkColors: false };
export const powerMonitor = new EventEmitter();
