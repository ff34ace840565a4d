import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { Announcement, Outcome, Pipe } from '../contract/pipe.ts';
import { announcementChannel, callChannel } from './bridge/ipc-channels.ts';

// The pipe's far end in Electron, and the only thing that the page gets from it: two functions, no ipcRenderer,
// no events. What goes through is checked in the main process, both ways.

const pipe: Pipe = {
  invoke: (name, argument) => ipcRenderer.invoke(callChannel, name, argument) as Promise<Outcome<unknown>>,
  on(listener) {
    const hear = (_event: IpcRendererEvent, announcement: Announcement): void => listener(announcement);
    ipcRenderer.on(announcementChannel, hear);
    return () => void ipcRenderer.off(announcementChannel, hear);
  },
};

contextBridge.exposeInMainWorld('postbagPipe', pipe);
