import type { Announcement, Outcome, Pipe, PipeFrame } from '../../contract/pipe.ts';

// The pipe of the browser host. The token comes once in the address's fragment, which is never sent to a
// server, and then lives in this tab's sessionStorage: a cookie would go to every other port of this computer.

/** Whether the program behind the window is there: what is typed meanwhile waits in the window. */
export type PipeState = 'connected' | 'connecting' | 'elsewhere' | 'refused';

export interface PipeWithState extends Pipe {
  onState(listener: (state: PipeState) => void): () => void;
  /** After `elsewhere`: makes this the window that Postbag is open in, and reads everything anew. */
  takeBack(): void;
}

const tokenKey = 'postbag-token';
/** The host closes with this code when another window of the same program has taken over. */
const takenOver = 4001;

function takeToken(): string {
  const fromAddress = new URLSearchParams(location.hash.slice(1)).get('token');
  if (fromAddress !== null) {
    sessionStorage.setItem(tokenKey, fromAddress);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem(tokenKey) ?? '';
}

interface Waiting {
  readonly resolve: (outcome: Outcome<unknown>) => void;
}

const lost: Outcome<unknown> = { ok: false, error: { code: 'CONNECTION_LOST', details: {} } };

export function openWebSocketPipe(): PipeWithState {
  const token = takeToken();
  const listeners = new Set<(announcement: Announcement) => void>();
  const stateListeners = new Set<(state: PipeState) => void>();
  const waiting = new Map<number, Waiting>();
  let socket: WebSocket | null = null;
  let state: PipeState = 'connecting';
  let opening: Promise<void> | null = null;
  let lastNumber = 0;
  let hasEverConnected = false;

  const setState = (next: PipeState): void => {
    state = next;
    for (const listener of stateListeners) listener(next);
  };

  const receive = (frame: PipeFrame): void => {
    if ('announcement' in frame) {
      for (const listener of listeners) listener(frame.announcement);
      return;
    }
    waiting.get(frame.number)?.resolve(frame.outcome);
    waiting.delete(frame.number);
  };

  const connect = (): Promise<void> => {
    opening ??= new Promise<void>((settled) => {
      const opened = new WebSocket(`ws://${location.host}/pipe`, ['postbag', token]);
      opened.addEventListener('open', () => {
        socket = opened;
        const isBack = hasEverConnected;
        hasEverConnected = true;
        setState('connected');
        // What changed while the pipe was gone is not known: every screen asks again.
        if (isBack)
          for (const topic of ['session-changed', 'store-changed'] as const)
            receive({ announcement: { topic } });
        settled();
      });
      opened.addEventListener('message', (event) => receive(JSON.parse(String(event.data)) as PipeFrame));
      opened.addEventListener('close', (event) => {
        socket = null;
        opening = null;
        for (const { resolve } of waiting.values()) resolve(lost);
        waiting.clear();
        settled();
        if (event.code === takenOver) return setState('elsewhere');
        if (!hasEverConnected) return setState('refused');
        setState('connecting');
        setTimeout(() => void connect(), 500);
      });
    });
    return opening;
  };

  void connect();
  return {
    async invoke(name, argument) {
      if (socket === null && state === 'connecting') await connect();
      const open = socket;
      if (open === null) return lost;
      return new Promise((resolve) => {
        const number = ++lastNumber;
        waiting.set(number, { resolve });
        open.send(JSON.stringify({ number, name, argument }));
      });
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onState(listener) {
      stateListeners.add(listener);
      listener(state);
      return () => stateListeners.delete(listener);
    },
    takeBack() {
      // The other window may have changed what this one shows, and what still waits here to be sent is older than
      // that. The page begins anew from the store.
      location.reload();
    },
  };
}
