import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import type { Announcement, Outcome } from '../../contract/pipe.ts';
import type { Dispatch } from './dispatch.ts';
import { announcementChannel, callChannel } from './ipc-channels.ts';
import { isAppAddress } from './window-address.ts';

// The pipe's near end in Electron. A call counts only from the main frame of our own window while it shows our
// own page: another page, a frame within ours, or a window that somebody else opened gets a refusal.

const senderRefused: Outcome<unknown> = { ok: false, error: { code: 'SENDER_REFUSED', details: {} } };

export function answerCallsOf(window: BrowserWindow, dispatch: Dispatch): void {
  const isOurs = ({ sender, senderFrame }: IpcMainInvokeEvent): boolean =>
    sender === window.webContents &&
    senderFrame !== null &&
    senderFrame === sender.mainFrame &&
    isAppAddress(senderFrame.url);

  // A refusal is a value: Electron would drop the class and the code of an error that is thrown here.
  ipcMain.handle(callChannel, (event, name: unknown, argument: unknown) =>
    isOurs(event) ? dispatch(String(name), argument) : senderRefused,
  );
  window.once('closed', () => ipcMain.removeHandler(callChannel));
}

export function announceTo(window: BrowserWindow, announcement: Announcement): void {
  if (!window.isDestroyed()) window.webContents.send(announcementChannel, announcement);
}
