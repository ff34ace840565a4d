/** The window's own address. A scheme of our own: no other program's page can ever have it. */
export const appScheme = 'app';
export const appHost = 'postbag';
export const appAddress = `${appScheme}://${appHost}/`;

/**
 * Whether a page is ours. Scheme and host one by one: Node knows no origin for a scheme of our own (it says
 * `'null'`, for every one of them alike), and a prefix would let `app://postbag.example/` in.
 */
export function isAppAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host } = new URL(address);
  return protocol === `${appScheme}:` && host === appHost;
}
