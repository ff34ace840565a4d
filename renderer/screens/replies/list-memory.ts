import { pipe } from '../../bridge.ts';

// Where one was in the list of replies. In the window's memory only, and gone with whoever was signed in: a
// search text is somebody's name.

interface ListMemory {
  readonly address: Readonly<Record<string, string>>;
  readonly text: string;
  readonly activeIndex: number;
  readonly scrollOffset: number;
}

const nowhere: ListMemory = { address: {}, text: '', activeIndex: 0, scrollOffset: 0 };
let memory = nowhere;

pipe.on((announcement) => {
  if (announcement.topic === 'session-changed') memory = nowhere;
});

/**
 * Where to begin in the list of this address: where one was, if it is the same list or the address says nothing
 * (one came by the screen's name); at the top of any other.
 */
export function listAtOpening(address: Readonly<Record<string, string>>): ListMemory {
  const spelt = JSON.stringify(address);
  return spelt === '{}' || spelt === JSON.stringify(memory.address) ? memory : { ...nowhere, address };
}

export function rememberList(part: Partial<ListMemory>): void {
  memory = { ...memory, ...part };
}
