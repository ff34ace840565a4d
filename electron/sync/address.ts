/**
 * Whether headquarters may be spoken to at this address (S16): over TLS anywhere, without it only on this very
 * computer, where nobody else can listen. An address with a user name or a query isn't one of headquarters'.
 */
export function isSafeAddress(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return false;
  }
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

/** URL has brought the many spellings of a loopback address (`127.1`, `0x7f000001`) into these. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
