import type { Sha256 } from './hash.ts';

/** What the first event of a stream is chained to: 64 zeros. */
export const firstPreviousH = '0'.repeat(64) as Sha256;

/** One link of a stream's chain; `digest` is the SHA-256 of the event's bytes. */
export interface ChainLink {
  readonly deviceId: string;
  readonly epoch: number;
  readonly seq: number;
  readonly previousH: Sha256;
  readonly digest: Sha256;
}

/**
 * The text whose SHA-256 is the event's `h` (S3): six lines joined by a line feed, none after the last.
 * It can be read in one way only: no part of it can hold a line feed (UUID, decimal numbers, hexadecimal).
 */
export function chainPreimage(link: ChainLink): string {
  return ['postbag/1', link.deviceId, link.epoch, link.seq, link.previousH, link.digest].join('\n');
}
