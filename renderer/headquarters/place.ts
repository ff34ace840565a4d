import { useSyncExternalStore } from 'react';

// Screens as addresses, in the hash: headquarters serves one page. `#/work?unit=Invented%20Unit`.

/** Where the person is: the screen, and what its list is narrowed to. */
export interface Place {
  readonly screen: string;
  readonly only: Readonly<Record<string, string>>;
}

/** The screens that a person goes to; the list at the top and F6 both show these. */
export const places = [
  { to: '/', label: 'Arrived' },
  { to: '/reconciliation', label: 'Reconciliation' },
  { to: '/work', label: 'Needs a person' },
  { to: '/computers', label: 'Computers' },
  { to: '/courier', label: 'Courier' },
  { to: '/consultations', label: 'Consultations' },
  { to: '/backups', label: 'Backups' },
  { to: '/acts', label: 'What was done' },
] as const;

/** The address of a screen, its list narrowed to what is given; null and empty narrow nothing. */
export function addressOfPlace(
  screen: string,
  only: Readonly<Record<string, string | null | undefined>> = {},
): string {
  const given = Object.entries(only).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const query = new URLSearchParams(given).toString();
  return `#${screen}${query === '' ? '' : `?${query}`}`;
}

/** Reads an address; it is input like any other, and what isn't known is the first screen. */
export function readPlace(hash: string): Place {
  const [screen = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  return { screen: screen === '' ? '/' : screen, only: Object.fromEntries(new URLSearchParams(query)) };
}

const subscribe = (changed: () => void): (() => void) => {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
};

/** Everything of the page's address from its `#` on. */
export const useHash = (): string => useSyncExternalStore(subscribe, () => location.hash);

export const usePlace = (): Place => readPlace(useHash());

/** Goes to an address. */
export function goTo(address: string): void {
  location.hash = address;
}
