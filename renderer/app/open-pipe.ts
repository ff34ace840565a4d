import type { Pipe } from '../../contract/pipe.ts';
import { openWebSocketPipe, type PipeWithState } from './web-socket-pipe.ts';

declare global {
  interface Window {
    /** Put there by electron/preload.ts; absent in a browser. */
    readonly postbagPipe?: Pipe;
  }
}

/** The pipe of the host that this window runs in: Electron's preload, or the loopback WebSocket. */
export function openPipe(): PipeWithState {
  const fromPreload = window.postbagPipe;
  if (fromPreload === undefined) return openWebSocketPipe();
  return {
    invoke: (name, argument) => fromPreload.invoke(name, argument),
    on: (listener) => fromPreload.on(listener),
    onState: () => () => {},
    takeBack: () => {},
  };
}
