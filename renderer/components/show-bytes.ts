const oneDigit = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** `712 bytes`, `12.4 KB`, `3 MB`, `1.5 GB`: a thousand to the next, as file managers count. */
export function showBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${oneDigit.format(bytes / 1000)} KB`;
  if (bytes < 1_000_000_000) return `${oneDigit.format(bytes / 1_000_000)} MB`;
  return `${oneDigit.format(bytes / 1_000_000_000)} GB`;
}
